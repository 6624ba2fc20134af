; Removing calls keeps analyses of blocks and edges; a run that changes nothing keeps everything.
; RUN: %with_plugin -passes='function(require<domtree>,require<aa>,nrt-refprune<per_bb>)' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s
; RUN: %with_plugin -passes='function(require<domtree>),nrt-refprune<per_bb>,function(require<domtree>)' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=MODULE
; RUN: %with_plugin -passes='function(require<domtree>,nrt-refprune<none>)' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=NOTHING

; CHECK: Running pass: {{.*}}Prune{{.*}} on pair
; CHECK-NOT: Invalidating analysis: DominatorTreeAnalysis on pair

; MODULE: Running analysis: DominatorTreeAnalysis on pair
; MODULE: Running pass: {{.*}}Prune{{.*}} on
; MODULE-NOT: Invalidating analysis: DominatorTreeAnalysis
; MODULE-NOT: Running analysis: DominatorTreeAnalysis

; NOTHING: Running pass: {{.*}}Prune{{.*}} on pair
; NOTHING-NOT: Invalidating

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
