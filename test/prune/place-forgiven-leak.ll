; A reference that only raising paths leak need not be taken at all.
; RUN: %prune[place;fanout_raise] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define i32 @goes_every_path_raises(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_every_path_raises(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK: right:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
right:
  call void @use(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; numba/llvmlite#1023: one raising block reached with different numbers of references held.
define i32 @goes_raising_block_reached_from_two_depths(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_raising_block_reached_from_two_depths(
; CHECK-NEXT: entry:
; CHECK-NEXT: %early = call i1 @cond()
; CHECK-NEXT: br i1 %early, label %one_given_back, label %raises
; CHECK: one_given_back:
; CHECK-NEXT: %done = call i1 @cond()
; CHECK-NEXT: br i1 %done, label %plain, label %takes_again
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: takes_again:
; CHECK-NEXT: %late = call i1 @cond()
; CHECK-NEXT: br i1 %late, label %gives_both, label %raises
; CHECK: gives_both:
; CHECK-NEXT: ret i32 0
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  %early = call i1 @cond()
  br i1 %early, label %one_given_back, label %raises
one_given_back:
  call void @NRT_decref(ptr %p)   ; goes
  %done = call i1 @cond()
  br i1 %done, label %plain, label %takes_again
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
takes_again:
  call void @NRT_incref(ptr %p)   ; goes
  %late = call i1 @cond()
  br i1 %late, label %gives_both, label %raises
gives_both:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
}

; The twins: a path that does not raise, and one that hands the object on; each keeps its incref, where it is
; needed.
define i32 @one_path_returns(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@one_path_returns(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK: right:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
right:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  ret i32 0
}

define i32 @one_path_hands_it_on(ptr %p, ptr %excinfo, ptr %slot) {
; CHECK-LABEL: define {{.*}}@one_path_hands_it_on(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: ret i32 0
; CHECK: right:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
right:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

!0 = !{i1 true}
