; What llvmlite's tests of its fanout pattern expect, by that pattern alone: 3, 0 and 6 operations go.
; RUN: %prune[fanout] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define void @three(ptr %p) {
; CHECK-LABEL: define {{.*}}@three(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
right:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @none_where_an_exit_leads_to_the_other(ptr %p) {
; CHECK-LABEL: define {{.*}}@none_where_an_exit_leads_to_the_other(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %left
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)
  ret void
right:
  call void @NRT_decref(ptr %p)
  br label %left
}

define void @six_of_seven(ptr %p) {
; CHECK-LABEL: define {{.*}}@six_of_seven(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
right:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

