; Nothing is put into a function whose collector may move what pointers name: behind a statepoint a name is no
; longer good. What stands there may go.
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_where_it_stands(ptr %p) gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@kept_where_it_stands(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %drops, label %keeps
; CHECK: drops:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: keeps:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @use(ptr %p)
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %drops, label %keeps
drops:
  call void @NRT_decref(ptr %p)
  ret void
keeps:
  call void @use(ptr %p)
  ret void
}

define void @goes_as_a_pair(ptr %p) gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@goes_as_a_pair(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
