; Of several raising exits only those forgive at which the object is not handed on.
; RUN: %prune[place;fanout_raise] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare i1 @cond()

define i32 @goes_where_one_exit_hands_on(ptr %p, ptr %slot, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_where_one_exit_hands_on(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %leaks, label %hands_on
; CHECK: leaks:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK: hands_on:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %leaks, label %hands_on
leaks:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
hands_on:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @stays_where_both_hand_on(ptr %p, ptr %slot, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@stays_where_both_hand_on(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: br i1 %way, label %one, label %other
; CHECK: one:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK: other:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  store ptr %p, ptr %slot, align 8
  br i1 %way, label %one, label %other
one:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
other:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

!0 = !{}
