; A region that was given up for its size is counted, so that nobody takes it for a proof.
; RUN: env REFPRUNE_STATS=1 %prune[fanout;subgraph_limit=1] %s 2>&1 >/dev/null | FileCheck %s --check-prefix=LIMITED
; RUN: env REFPRUNE_STATS=1 %prune[fanout] %s 2>&1 >/dev/null | FileCheck %s --check-prefix=FREE
; LIMITED: nrt-refprune: {{.*}}: 3 operations, 3 left, 1 given up
; FREE: nrt-refprune: {{.*}}: 3 operations, 0 left, 0 given up

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define void @fanout_over_three_blocks(ptr %p) {
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)
  ret void
right:
  call void @NRT_decref(ptr %p)
  ret void
}
