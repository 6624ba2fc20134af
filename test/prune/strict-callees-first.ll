; In strict mode callees are pruned before their callers: one that has lost its last operation can release
; nothing any more. So a second run finds nothing that the first did not.
; RUN: %prune[all;mode=strict] %s | FileCheck %s
; RUN: %prune[all;mode=strict] %s | grep -v ModuleID > %t.ll
; RUN: %prune[all;mode=strict] %t.ll | grep -v ModuleID | diff %t.ll -

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @work()

define void @caller(ptr %p, ptr %q) {
; CHECK-LABEL: define void @caller(
; CHECK-NEXT: call void @between(ptr %q)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p) ; goes
  call void @between(ptr %q)
  call void @NRT_decref(ptr %p) ; goes
  ret void
}

define void @between(ptr %q) {
  call void @loses_its_pair(ptr %q)
  ret void
}

define void @loses_its_pair(ptr %q) {
; CHECK-LABEL: define void @loses_its_pair(
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %q) ; goes
  call void @NRT_decref(ptr %q) ; goes
  ret void
}

; The callee keeps its pair, for what it calls may release.
define void @caller_of_one_that_keeps(ptr %p, ptr %q) {
; CHECK-LABEL: define void @caller_of_one_that_keeps(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @keeps_its_pair(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call void @keeps_its_pair(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @keeps_its_pair(ptr %q) {
; CHECK-LABEL: define void @keeps_its_pair(
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @work()
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %q)
  call void @work()
  call void @NRT_decref(ptr %q)
  ret void
}

; A body that the linker may replace says nothing, whatever is left of it.
define void @caller_of_a_weak_one(ptr %p, ptr %q) {
; CHECK-LABEL: define void @caller_of_a_weak_one(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @weak(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call void @weak(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}

define weak void @weak(ptr %q) {
; CHECK-LABEL: define weak void @weak(
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %q) ; goes
  call void @NRT_decref(ptr %q) ; goes
  ret void
}
