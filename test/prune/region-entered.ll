; An edge into the region from above, or from inside to above the incref, keeps the group.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[fanout] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; With such an edge the incref can run twice before a decref, or not at all: the blocks above have
; d = 0, the region d = -1.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_inside_to_above(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_inside_to_above(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %above
; CHECK: above:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %deep = call i1 @cond()
; CHECK-NEXT: br i1 %deep, label %inner, label %second
; CHECK: inner:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %leave = call i1 @cond()
; CHECK-NEXT: br i1 %leave, label %first, label %other
; CHECK: other:
; CHECK-NEXT: %back = call i1 @cond()
; CHECK-NEXT: br i1 %back, label %above, label %second
; CHECK: first:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: second:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: away:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %above
above:
  br label %head
head:
  call void @NRT_incref(ptr %p)
  %deep = call i1 @cond()
  br i1 %deep, label %inner, label %second
inner:
  call void @use(ptr %p)
  %leave = call i1 @cond()
  br i1 %leave, label %first, label %other
other:
  %back = call i1 @cond()
  br i1 %back, label %above, label %second
first:
  call void @NRT_decref(ptr %p)
  ret void
second:
  call void @NRT_decref(ptr %p)
  ret void
away:
  ret void
}

define void @kept_above_to_inside(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_above_to_inside(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %above
; CHECK: above:
; CHECK-NEXT: %skip = call i1 @cond()
; CHECK-NEXT: br i1 %skip, label %inner, label %head
; CHECK: head:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %deep = call i1 @cond()
; CHECK-NEXT: br i1 %deep, label %inner, label %second
; CHECK: inner:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %leave = call i1 @cond()
; CHECK-NEXT: br i1 %leave, label %first, label %other
; CHECK: other:
; CHECK-NEXT: %back = call i1 @cond()
; CHECK-NEXT: br i1 %back, label %inner, label %second
; CHECK: first:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: second:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: away:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %above
above:
  %skip = call i1 @cond()
  br i1 %skip, label %inner, label %head
head:
  call void @NRT_incref(ptr %p)
  %deep = call i1 @cond()
  br i1 %deep, label %inner, label %second
inner:
  call void @use(ptr %p)
  %leave = call i1 @cond()
  br i1 %leave, label %first, label %other
other:
  %back = call i1 @cond()
  br i1 %back, label %inner, label %second
first:
  call void @NRT_decref(ptr %p)
  ret void
second:
  call void @NRT_decref(ptr %p)
  ret void
away:
  ret void
}

; The twin: an exit that leads to above the incref starts the whole region again.
define void @goes_exit_to_above(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_exit_to_above(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %above
; CHECK: above:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: %deep = call i1 @cond()
; CHECK-NEXT: br i1 %deep, label %inner, label %second
; CHECK: inner:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %leave = call i1 @cond()
; CHECK-NEXT: br i1 %leave, label %first, label %other
; CHECK: other:
; CHECK-NEXT: %back = call i1 @cond()
; CHECK-NEXT: br i1 %back, label %inner, label %second
; CHECK: first:
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %above, label %away
; CHECK: second:
; CHECK-NEXT: ret void
; CHECK: away:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %above
above:
  br label %head
head:
  call void @NRT_incref(ptr %p)   ; goes
  %deep = call i1 @cond()
  br i1 %deep, label %inner, label %second
inner:
  call void @use(ptr %p)
  %leave = call i1 @cond()
  br i1 %leave, label %first, label %other
other:
  %back = call i1 @cond()
  br i1 %back, label %inner, label %second
first:
  call void @NRT_decref(ptr %p)   ; goes
  %again = call i1 @cond()
  br i1 %again, label %above, label %away
second:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
away:
  ret void
}

