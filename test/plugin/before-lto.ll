; With LTO the last position is that of the link step: the compile step leaves the operations alone.
; REQUIRES: llvm-22
; RUN: env REFPRUNE_AUTO=optimizer-last %with_plugin -passes='lto-pre-link<O2>' %s | FileCheck %s
; RUN: env REFPRUNE_AUTO=optimizer-last %with_plugin -passes='thinlto-pre-link<O2>' %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

; CHECK-LABEL: define void @pair(
; CHECK: call void @NRT_incref(ptr
; CHECK: call void @NRT_decref(ptr
define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
