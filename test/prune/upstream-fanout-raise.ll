; What llvmlite's tests of its fanout+raise pattern expect, by that pattern alone: 2, 0, 0, 2 and 7 go.
; RUN: %prune[fanout_raise] %s | FileCheck %s --check-prefixes=CHECK,RAISE
; RUN: %prune[fanout] %s | FileCheck %s --check-prefixes=CHECK,PLAIN

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define i32 @two(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@two(
; RAISE-NEXT: entry:
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@two(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @none_with_another_mark(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@none_with_another_mark(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_typo !0
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
  store ptr null, ptr %excinfo, align 8, !numba_exception_typo !0
  ret i32 1
}

define i32 @none_without_a_decref(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@none_without_a_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: ret i32 1
; CHECK: right:
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  ret i32 1
right:
  ret i32 1
}

define i32 @two_with_a_common_return(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@two_with_a_common_return(
; RAISE-NEXT: entry:
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: br label %common.ret
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: br label %common.ret
; RAISE: common.ret:
; RAISE-NEXT: %status = phi i32 [ 0, %plain ], [ 1, %raises ]
; RAISE-NEXT: ret i32 %status
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@two_with_a_common_return(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: br label %common.ret
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLAIN-NEXT: br label %common.ret
; PLAIN: common.ret:
; PLAIN-NEXT: %status = phi i32 [ 0, %plain ], [ 1, %raises ]
; PLAIN-NEXT: ret i32 %status
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  br label %common.ret
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  br label %common.ret
common.ret:
  %status = phi i32 [ 0, %plain ], [ 1, %raises ]
  ret i32 %status
}

; numba/llvmlite#1023: one raising block reached with two references held, from two depths. With d = -2,
; -1 and -2 on the ways to it, LB = 3, 2 and 3, all three increfs go at once.
define i32 @seven_where_one_block_raises_for_two(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@seven_where_one_block_raises_for_two(
; RAISE-NEXT: entry:
; RAISE-NEXT: %early = call i1 @cond()
; RAISE-NEXT: br i1 %early, label %one_given_back, label %raises
; RAISE: one_given_back:
; RAISE-NEXT: %done = call i1 @cond()
; RAISE-NEXT: br i1 %done, label %plain, label %takes_again
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE: plain:
; RAISE-NEXT: ret i32 0
; RAISE: takes_again:
; RAISE-NEXT: %late = call i1 @cond()
; RAISE-NEXT: br i1 %late, label %gives_both, label %raises
; RAISE: gives_both:
; RAISE-NEXT: ret i32 0
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@seven_where_one_block_raises_for_two(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %early = call i1 @cond()
; PLAIN-NEXT: br i1 %early, label %one_given_back, label %raises
; PLAIN: one_given_back:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: %done = call i1 @cond()
; PLAIN-NEXT: br i1 %done, label %plain, label %takes_again
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLAIN-NEXT: ret i32 1
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: takes_again:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %late = call i1 @cond()
; PLAIN-NEXT: br i1 %late, label %gives_both, label %raises
; PLAIN: gives_both:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %early = call i1 @cond()
  br i1 %early, label %one_given_back, label %raises
one_given_back:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  %done = call i1 @cond()
  br i1 %done, label %plain, label %takes_again
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  ret i32 0
takes_again:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %late = call i1 @cond()
  br i1 %late, label %gives_both, label %raises
gives_both:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  call void @NRT_decref(ptr %p)   ; goes RAISE
  ret i32 0
}

!0 = !{i1 true}
