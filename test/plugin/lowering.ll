; nrt-lower puts the operations that pruning left into the code, before or after LLVM's own passes.
; RUN: %with_plugin -passes='nrt-refprune,nrt-lower' %s | FileCheck %s --check-prefix=LOWERED
; RUN: %with_plugin -passes='nrt-annotate,nrt-refprune,nrt-lower<single>,default<O2>' %s | FileCheck %s --check-prefix=INLINED
; RUN: %with_plugin -passes='nrt-lower<single>,nrt-annotate' -print-pipeline-passes -disable-output %s | FileCheck %s --check-prefix=TEXT
; RUN: not %with_plugin -passes='nrt-lower<double>' %s 2>&1 | FileCheck %s --check-prefix=WRONG

; TEXT: nrt-lower<single>,nrt-annotate
; WRONG: unknown pass name 'nrt-lower<double>'

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

; LOWERED-LABEL: define void @pair_and_decref(
; LOWERED-NOT: call void @NRT_
; LOWERED: call void @use(ptr %p)
; LOWERED-NEXT: call void @{{.+}}(ptr %p)
; LOWERED-NEXT: ret void

; Plain counts need no atomic operation, and -O2 inlines them.
; INLINED-LABEL: define void @pair_and_decref(
; INLINED-NOT: atomicrmw
; INLINED: call void @use(
; INLINED: load i64, ptr %p
; INLINED-NOT: atomicrmw
; INLINED: ret void
define void @pair_and_decref(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
