; A raising block that releases another object may release this one too, so its leak is not forgiven.
; RUN: %prune[fanout;fanout_raise] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s
;
; Behind the decref of q nothing is known of p: LB = 0 and so d = 0, while the arm begins with d = -1.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare ptr @make()

define i32 @kept_releases_an_argument(ptr %p, ptr %q, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_releases_an_argument(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  call void @NRT_decref(ptr %q)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_releases_behind_the_mark(ptr %p, ptr %q, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_releases_behind_the_mark(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
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
