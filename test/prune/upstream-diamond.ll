; What llvmlite's tests of its diamond pattern expect, by that pattern alone: 2, 2, 0, 2 and 4 operations go.
; RUN: %prune[diamond] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define void @two_without_arms(ptr %p) {
; CHECK-LABEL: define {{.*}}@two_without_arms(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br label %tail
tail:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @two_around_empty_arms(ptr %p) {
; CHECK-LABEL: define {{.*}}@two_around_empty_arms(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %tail
; CHECK: right:
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  br label %tail
right:
  br label %tail
tail:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @none_with_a_decref_in_an_arm(ptr %p) {
; CHECK-LABEL: define {{.*}}@none_with_a_decref_in_an_arm(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %tail
; CHECK: right:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  br label %tail
right:
  call void @NRT_decref(ptr %p)
  br label %tail
tail:
  call void @NRT_decref(ptr %p)
  ret void
}

define void @two_of_three_with_an_incref_in_an_arm(ptr %p) {
; CHECK-LABEL: define {{.*}}@two_of_three_with_an_incref_in_an_arm(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %tail
; CHECK: right:
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)
  br label %tail
right:
  br label %tail
tail:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @four_nested(ptr %p) {
; CHECK-LABEL: define {{.*}}@four_nested(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %tail
; CHECK: right:
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  br label %tail
right:
  br label %tail
tail:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

