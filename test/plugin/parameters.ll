; The text in angle brackets chooses subpasses; a wrong one is refused in one clear line.
; RUN: %with_plugin -passes='nrt-refprune<per_bb>' %s | FileCheck %s --check-prefix=PRUNED
; RUN: %with_plugin -passes='nrt-refprune<PER_BB|verify>' %s | FileCheck %s --check-prefix=PRUNED
; RUN: %with_plugin -passes='nrt-refprune<>' %s | FileCheck %s --check-prefix=PRUNED
; RUN: %with_plugin -passes='nrt-refprune<none>' %s | FileCheck %s --check-prefix=KEPT
; RUN: %with_plugin -passes='function(nrt-refprune<diamond;limit=0>)' %s | FileCheck %s --check-prefix=KEPT
; RUN: not %with_plugin -passes='nrt-refprune<per_bb;foo>' %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
; RUN: not %with_plugin -passes='function(nrt-refprune<limit=x>)' %s 2>&1 | FileCheck %s --check-prefix=VALUE
; RUN: not %with_plugin -passes='nrt-refprune-more' %s 2>&1 | FileCheck %s --check-prefix=NAME
; RUN: not %with_plugin -passes='nrt-refprune<per_bb' %s 2>&1 | FileCheck %s --check-prefix=BRACKET

; UNKNOWN: nrt-refprune: unknown option 'foo'
; UNKNOWN-NOT: nrt-refprune: unknown
; VALUE: nrt-refprune: option 'limit' needs a number, got 'x'
; NAME: unknown pass name 'nrt-refprune-more'
; BRACKET: unknown pass name

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

; PRUNED-LABEL: define void @pair(
; PRUNED-NEXT: ret void
; KEPT-LABEL: define void @pair(
; KEPT-NEXT: call void @NRT_incref(ptr %p)
; KEPT-NEXT: call void @NRT_decref(ptr %p)
; KEPT-NEXT: ret void
define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
