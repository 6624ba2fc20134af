; A raising block that releases another object may release this one too, so its leak is not forgiven.
; RUN: %prune[fanout;fanout_raise] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED
;
; Behind the decref of q nothing is known of p: LB = 0 and so d = 0, while the arm begins with d = -1.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare ptr @make()

define i32 @kept_releases_an_argument(ptr %p, ptr %q, ptr %excinfo) {
; PATTERNS-LABEL: define {{.*}}@kept_releases_an_argument(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: call void @NRT_decref(ptr %q)
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_releases_an_argument(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @NRT_decref(ptr %q)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_releases_behind_the_mark(ptr %p, ptr %q, ptr %excinfo) {
; PATTERNS-LABEL: define {{.*}}@kept_releases_behind_the_mark(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: call void @NRT_decref(ptr %q)
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_releases_behind_the_mark(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: call void @NRT_decref(ptr %q)
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  call void @NRT_decref(ptr %q)
  ret i32 1
}

; The twins: an arm that releases p itself first (then nothing is missing), and one that only calls.
define i32 @goes_releases_both(ptr %p, ptr %q, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_releases_both(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_calls_something(ptr %p, ptr %q, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_calls_something(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %other = call ptr @make()
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %other = call ptr @make()
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

!0 = !{i1 true}
