; Where an edge is split for an operation, analyses of the control flow are not called preserved.
; RUN: %with_plugin -passes='nrt-refprune<place;split_edges>' %s | FileCheck %s --check-prefix=IR
; RUN: %with_plugin -passes='function(require<domtree>,nrt-refprune<place;split_edges>)' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s
; RUN: %with_plugin -passes='function(require<domtree>),nrt-refprune<place;split_edges>' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s
; RUN: %with_plugin -passes='function(require<domtree>,nrt-refprune<place>)' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=WHOLE

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

; Only the loop needs the reference that `entry` takes, and the edge to it is critical.
; IR-LABEL: define void @needed_on_one_edge(
; IR: br i1 %c, label %[[SPLIT:.+]], label %join
; IR: [[SPLIT]]:
; IR-NEXT: call void @NRT_incref(ptr %p)
; IR-NEXT: br label %loop
; CHECK: Running pass: {{.*}}Prune
; CHECK: Invalidating analysis: DominatorTreeAnalysis on needed_on_one_edge
; WHOLE-NOT: Invalidating analysis: DominatorTreeAnalysis
define void @needed_on_one_edge(ptr %p, ptr %q) {
entry:
  call void @NRT_incref(ptr %p)
  %c = call i1 @cond()
  br i1 %c, label %loop, label %join
join:
  call void @NRT_decref(ptr %p)
  ret void
loop:
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  %more = call i1 @cond()
  br i1 %more, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}
