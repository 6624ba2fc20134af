; Operations with bodies are recognised by name, and as long as they are not inlined the position is free.
; RUN: %with_plugin -passes='default<O2>,nrt-refprune<patterns>' %s | FileCheck %s
; RUN: %with_plugin -passes='nrt-refprune<patterns>,default<O2>' %s | FileCheck %s

define void @NRT_incref(ptr %p) noinline {
  %old = atomicrmw add ptr %p, i64 1 monotonic
  ret void
}

define void @NRT_decref(ptr %p) noinline {
  %old = atomicrmw sub ptr %p, i64 1 release
  ret void
}

declare void @use(ptr)

; CHECK-LABEL: define void @goes_pair(
; CHECK-NEXT: tail call void @use(
; CHECK-NEXT: ret void
define void @goes_pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: another object is released in between.
; CHECK-LABEL: define void @kept_pair(
; CHECK: call void @NRT_incref(
; CHECK: call void @NRT_decref(
; CHECK: call void @use(
; CHECK: call void @NRT_decref(
define void @kept_pair(ptr %p, ptr %q) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
