; As with LLVM's own optimisations, a function marked optnone is left alone, whoever asks.
; RUN: %prune %s | FileCheck %s
; RUN: %with_plugin -passes='module(nrt-refprune)' %s | FileCheck %s
; RUN: %refprune prune --text -o - %s 2>&1 | FileCheck %s
; RUN: %refprune prune --discard --explain %s 2>&1 | FileCheck %s --check-prefix=WHY

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

; WHY: kept_as_it_is
; WHY-NEXT: the function is marked optnone

define void @kept_as_it_is(ptr %p) optnone noinline {
; CHECK-LABEL: define {{.*}}@kept_as_it_is(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_without(ptr %p) noinline {
; CHECK-LABEL: define {{.*}}@goes_without(
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
