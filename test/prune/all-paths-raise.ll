; Where every path raises nothing is special: raising exits prove nothing about what is held.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[fanout_raise;per_bb] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

; The patterns pair operations, and there is no decref. (The theorem forgives this leak as well: with
; `place` the incref goes, see place-forgiven-leak.ll.)
define i32 @kept_no_decref_at_all(ptr %p, ptr %excinfo) {
; PATTERNS-LABEL: define {{.*}}@kept_no_decref_at_all(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %left, label %right
; PATTERNS: left:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS: right:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_no_decref_at_all(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %left, label %right
; PLACED: left:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED: right:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
right:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; That the path raises afterwards does not make the object immortal: LB = 1 behind the decref of q.
define i32 @kept_alias_on_the_only_path(ptr %p, ptr %q, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_alias_on_the_only_path(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_on_the_only_path(ptr %p, ptr %q, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_on_the_only_path(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; One raising exit releases, the other leaks: a group like any other.
define i32 @goes_one_releases(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_one_releases(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK: right:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
right:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

!0 = !{i1 true}
