; Pruning is optional: opt-bisect can leave it out.
; RUN: %with_plugin -passes='nrt-refprune' -opt-bisect-limit=0 %s 2>/dev/null | FileCheck %s
; RUN: %with_plugin -passes='function(nrt-refprune)' -opt-bisect-limit=0 %s 2>/dev/null | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

; CHECK-LABEL: define void @pair(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
