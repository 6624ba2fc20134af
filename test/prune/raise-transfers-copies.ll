; What a raising path copies from the place where the object was found holds the object, so the incref is
; for the copy: nothing is forgiven.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define i32 @copied_as_memory(ptr %record, ptr %payload, ptr %excinfo) #0 {
; PATTERNS-LABEL: define {{.*}}@copied_as_memory(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: %field = getelementptr i8, ptr %record, i64 8
; PATTERNS-NEXT: %p = load ptr, ptr %field, align 8
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @use(ptr %p)
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: call void @llvm.memcpy.p0.p0.i64(ptr %payload, ptr %record, i64 24, i1 false)
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@copied_as_memory(
; PLACED-NEXT: entry:
; PLACED-NEXT: %field = getelementptr i8, ptr %record, i64 8
; PLACED-NEXT: %p = load ptr, ptr %field, align 8
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @llvm.memcpy.p0.p0.i64(ptr %payload, ptr %record, i64 24, i1 false)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @llvm.memcpy.p0.p0.i64(ptr %payload, ptr %record, i64 24, i1 false)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @copied_as_a_whole(ptr %record, ptr %payload, ptr %excinfo) #0 {
; PATTERNS-LABEL: define {{.*}}@copied_as_a_whole(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: %p = load ptr, ptr %record, align 8
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @use(ptr %p)
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: %whole = load { ptr, i64, i64 }, ptr %record, align 8
; PATTERNS-NEXT: store { ptr, i64, i64 } %whole, ptr %payload, align 8
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@copied_as_a_whole(
; PLACED-NEXT: entry:
; PLACED-NEXT: %p = load ptr, ptr %record, align 8
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: %whole = load { ptr, i64, i64 }, ptr %record, align 8
; PLACED-NEXT: store { ptr, i64, i64 } %whole, ptr %payload, align 8
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  %p = load ptr, ptr %record, align 8
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  %whole = load { ptr, i64, i64 }, ptr %record, align 8
  store { ptr, i64, i64 } %whole, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The address is computed anew.
define i32 @loaded_from_the_same_field(ptr %record, ptr %payload, ptr %excinfo) #0 {
; PATTERNS-LABEL: define {{.*}}@loaded_from_the_same_field(
; PATTERNS: call void @NRT_incref(ptr %p)
; PATTERNS: call void @NRT_decref(ptr %p)
; PATTERNS: }
; PLACED-LABEL: define {{.*}}@loaded_from_the_same_field(
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: %field.again = getelementptr { ptr, ptr }, ptr %record, i32 0, i32 1
; PLACED-NEXT: %again = load ptr, ptr %field.again, align 8
; PLACED-NEXT: store ptr %again, ptr %payload, align 8
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  %field = getelementptr { ptr, ptr }, ptr %record, i32 0, i32 1
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  %field.again = getelementptr { ptr, ptr }, ptr %record, i32 0, i32 1
  %again = load ptr, ptr %field.again, align 8
  store ptr %again, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The twins copy something else.
define i32 @goes_beside_another_copy(ptr %record, ptr %payload, ptr %excinfo, ptr %other) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_another_copy(
; CHECK-NEXT: entry:
; CHECK-NEXT: %field = getelementptr i8, ptr %record, i64 8
; CHECK-NEXT: %p = load ptr, ptr %field, align 8
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: call void @llvm.memcpy.p0.p0.i64(ptr %payload, ptr %other, i64 24, i1 false)
; CHECK-NEXT: %whole = load { ptr, i64, i64 }, ptr %other, align 8
; CHECK-NEXT: store { ptr, i64, i64 } %whole, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  call void @llvm.memcpy.p0.p0.i64(ptr %payload, ptr %other, i64 24, i1 false)
  %whole = load { ptr, i64, i64 }, ptr %other, align 8
  store { ptr, i64, i64 } %whole, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_beside_another_field(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_another_field(
; CHECK-NOT: NRT_
; CHECK: }
entry:
  %field = getelementptr { ptr, ptr }, ptr %record, i32 0, i32 1
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %field.other = getelementptr { ptr, ptr }, ptr %record, i32 0, i32 0
  %other = load ptr, ptr %field.other, align 8
  store ptr %other, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

attributes #0 = { "exec-skip"="the harness plays no records" }

!0 = !{i1 true}
