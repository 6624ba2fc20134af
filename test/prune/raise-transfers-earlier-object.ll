; What an earlier iteration handed on was another object: an allocation makes a new one each time.
; RUN: %prune[fanout_raise] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare i1 @cond()

define i32 @goes_another_object_was_stored(ptr %excinfo, ptr %slot) {
; CHECK-LABEL: define {{.*}}@goes_another_object_was_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  store ptr %p, ptr %slot, align 8
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The twin: this one was stored.
define i32 @kept_stored_in_this_iteration(ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_stored_in_this_iteration(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: br label %loop
; PATTERNS: loop:
; PATTERNS-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: store ptr %p, ptr %slot, align 8
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: %again = call i1 @cond()
; PATTERNS-NEXT: br i1 %again, label %loop, label %done
; PATTERNS: done:
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_stored_in_this_iteration(
; PLACED-NEXT: entry:
; PLACED-NEXT: br label %loop
; PLACED: loop:
; PLACED-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; PLACED-NEXT: store ptr %p, ptr %slot, align 8
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: %again = call i1 @cond()
; PLACED-NEXT: br i1 %again, label %loop, label %done
; PLACED: done:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  br label %loop
loop:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %p)   ; goes PLACED
  store ptr %p, ptr %slot, align 8
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; What is loaded may have been handed on before, under another name. Here q is p: its decref is covered by the
; incref that was handed on, and the slot has the reference that p takes.
define i32 @kept_loaded(ptr %q, ptr %excinfo, ptr %slot, ptr %place) {
; PATTERNS-LABEL: define {{.*}}@kept_loaded(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %q)
; PATTERNS-NEXT: store ptr %q, ptr %slot, align 8
; PATTERNS-NEXT: br label %loop
; PATTERNS: loop:
; PATTERNS-NEXT: %p = load ptr, ptr %place, align 8
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: %again = call i1 @cond()
; PATTERNS-NEXT: br i1 %again, label %loop, label %done
; PATTERNS: done:
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: call void @NRT_decref(ptr %q)
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_loaded(
; PLACED-NEXT: entry:
; PLACED-NEXT: store ptr %q, ptr %slot, align 8
; PLACED-NEXT: br label %loop
; PLACED: loop:
; PLACED-NEXT: %p = load ptr, ptr %place, align 8
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: %again = call i1 @cond()
; PLACED-NEXT: br i1 %again, label %loop, label %done
; PLACED: done:
; PLACED-NEXT: call void @NRT_incref(ptr %q)
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %q)   ; goes PLACED
  store ptr %q, ptr %slot, align 8
  br label %loop
loop:
  %p = load ptr, ptr %place, align 8
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ; comes PLACED => call void @NRT_incref(ptr %q)
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)   ; goes PLACED
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

!0 = !{i1 true}
