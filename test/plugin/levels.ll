; The pass works at module and at function level, alone, first or last, and around default pipelines.
; RUN: %with_plugin -passes='nrt-refprune' %s | FileCheck %s
; RUN: %with_plugin -passes='module(nrt-refprune)' %s | FileCheck %s
; RUN: %with_plugin -passes='function(nrt-refprune)' %s | FileCheck %s
; RUN: %with_plugin -passes='cgscc(function(nrt-refprune))' %s | FileCheck %s
; RUN: %with_plugin -passes='nrt-refprune,instcombine' %s | FileCheck %s
; RUN: %with_plugin -passes='function(instcombine,nrt-refprune,simplifycfg)' %s | FileCheck %s
; RUN: %with_plugin -passes='default<O2>,nrt-refprune' %s | FileCheck %s
; RUN: %with_plugin -passes='nrt-refprune,default<O1>' %s | FileCheck %s
; RUN: %with_plugin -passes='default<O2>,function(nrt-refprune<per_bb;verify>)' %s | FileCheck %s
; RUN: %with_plugin -passes='nrt-refprune<fanout>,function(nrt-refprune<per_bb>)' -print-pipeline-passes -disable-output %s | FileCheck %s --check-prefix=TEXT

; TEXT: nrt-refprune<fanout>,function(nrt-refprune<per_bb>)

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

; CHECK-LABEL: define void @pair(
; CHECK-NOT: NRT_
; CHECK: call void @use(ptr
; CHECK-NOT: NRT_
; CHECK: ret void
define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; A declaration, and a body without operations, are no work.
; CHECK-LABEL: define {{.*}}@plain(
; CHECK-NEXT: ret i32 7
define i32 @plain() {
  ret i32 7
}
