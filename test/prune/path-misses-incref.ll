; A decref that is also reached past the incref owns a reference of its own and stays, and with it the group.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[fanout;fanout_raise] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; At the block with two ways in, the path past the incref brings d = 0 and the other d = -1.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare i32 @choose()

define void @kept_one_exit_is_reached_past_it(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_one_exit_is_reached_past_it(
; CHECK-NEXT: entry:
; CHECK-NEXT: %past = call i1 @cond()
; CHECK-NEXT: br i1 %past, label %hold, label %left
; CHECK: hold:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %past = call i1 @cond()
  br i1 %past, label %hold, label %left
hold:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)
  ret void
right:
  call void @NRT_decref(ptr %p)
  ret void
}

define i32 @kept_raising_exit_is_reached_past_it(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_raising_exit_is_reached_past_it(
; CHECK-NEXT: entry:
; CHECK-NEXT: %past = call i1 @cond()
; CHECK-NEXT: br i1 %past, label %hold, label %releases
; CHECK: hold:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i32 @choose()
; CHECK-NEXT: switch i32 %way, label %raises [
; CHECK-NEXT: i32 0, label %plain
; CHECK-NEXT: i32 1, label %releases
; CHECK-NEXT: ]
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: releases:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %past = call i1 @cond()
  br i1 %past, label %hold, label %releases
hold:
  call void @NRT_incref(ptr %p)
  %way = call i32 @choose()
  switch i32 %way, label %raises [
    i32 0, label %plain
    i32 1, label %releases
  ]
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
releases:
  call void @NRT_decref(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The twin: the way past the incref meets a return of its own.
define void @goes_with_a_way_past_all(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_with_a_way_past_all(
; CHECK-NEXT: entry:
; CHECK-NEXT: %past = call i1 @cond()
; CHECK-NEXT: br i1 %past, label %hold, label %away
; CHECK: hold:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: ret void
; CHECK: away:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %past = call i1 @cond()
  br i1 %past, label %hold, label %away
hold:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
right:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
away:
  ret void
}

!0 = !{i1 true}
