; REFPRUNE_AUTO puts the pass into the default pipelines; without it the plugin does nothing unasked.
; RUN: %with_plugin -passes='default<O2>' %s | FileCheck %s --check-prefix=KEPT
; RUN: env REFPRUNE_AUTO=scalar-late %with_plugin -passes='default<O2>' %s | FileCheck %s --check-prefix=PRUNED
; RUN: env REFPRUNE_AUTO=optimizer-last %with_plugin -passes='default<O1>' %s | FileCheck %s --check-prefix=PRUNED
; RUN: env REFPRUNE_AUTO=optimizer-last %with_plugin -passes='lto<O2>' %s | FileCheck %s --check-prefix=PRUNED
; RUN: env REFPRUNE_AUTO=optimizer-last %with_plugin -passes='default<O0>' %s | FileCheck %s --check-prefix=KEPT
; RUN: env REFPRUNE_AUTO=optimizer-last %with_plugin -passes='instcombine' %s | FileCheck %s --check-prefix=KEPT
; RUN: env REFPRUNE_AUTO=optimizer-last REFPRUNE_OPTIONS=none %with_plugin -passes='default<O2>' %s | FileCheck %s --check-prefix=KEPT
; RUN: env REFPRUNE_AUTO= %with_plugin -passes='default<O2>' %s | FileCheck %s --check-prefix=KEPT
; RUN: not env REFPRUNE_AUTO=sometimes %with_plugin -passes='default<O2>' %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=POSITION
; RUN: not env REFPRUNE_AUTO=scalar-late REFPRUNE_OPTIONS=limit %with_plugin -passes='default<O2>' %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=OPTION

; POSITION: error: nrt-refprune: REFPRUNE_AUTO must be scalar-late or optimizer-last, not 'sometimes'
; OPTION: error: nrt-refprune: REFPRUNE_OPTIONS: option 'limit' needs a number

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

; PRUNED-LABEL: define void @pair(
; PRUNED-NOT: NRT_
; PRUNED: ret void
; KEPT-LABEL: define void @pair(
; KEPT: call void @NRT_incref(ptr
; KEPT: call void @NRT_decref(ptr
; KEPT: ret void
define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
