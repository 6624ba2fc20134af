; A region larger than subgraph_limit is given up; other subpasses go on.
; RUN: %prune[fanout;subgraph_limit=1] %s | FileCheck %s --check-prefixes=CHECK,FANOUT
; RUN: %prune[patterns;subgraph_limit=1] %s | FileCheck %s --check-prefixes=CHECK,ALLFOUR
; RUN: %prune[patterns;subgraph_limit=3] %s | FileCheck %s --check-prefixes=CHECK,ENOUGH
; RUN: %prune[patterns;subgraph_limit=0] %s | FileCheck %s --check-prefixes=CHECK,ENOUGH

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define void @fanout_over_three_blocks(ptr %p) {
; FANOUT-LABEL: define {{.*}}@fanout_over_three_blocks(
; FANOUT-NEXT: entry:
; FANOUT-NEXT: call void @NRT_incref(ptr %p)
; FANOUT-NEXT: call void @NRT_incref(ptr %p)
; FANOUT-NEXT: %way = call i1 @cond()
; FANOUT-NEXT: br i1 %way, label %left, label %right
; FANOUT: left:
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: ret void
; FANOUT: right:
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: ret void
; FANOUT-NEXT: }
; ALLFOUR-LABEL: define {{.*}}@fanout_over_three_blocks(
; ALLFOUR-NEXT: entry:
; ALLFOUR-NEXT: call void @NRT_incref(ptr %p)
; ALLFOUR-NEXT: call void @NRT_incref(ptr %p)
; ALLFOUR-NEXT: %way = call i1 @cond()
; ALLFOUR-NEXT: br i1 %way, label %left, label %right
; ALLFOUR: left:
; ALLFOUR-NEXT: call void @NRT_decref(ptr %p)
; ALLFOUR-NEXT: call void @NRT_decref(ptr %p)
; ALLFOUR-NEXT: call void @NRT_decref(ptr %p)
; ALLFOUR-NEXT: ret void
; ALLFOUR: right:
; ALLFOUR-NEXT: call void @NRT_decref(ptr %p)
; ALLFOUR-NEXT: call void @NRT_decref(ptr %p)
; ALLFOUR-NEXT: ret void
; ALLFOUR-NEXT: }
; ENOUGH-LABEL: define {{.*}}@fanout_over_three_blocks(
; ENOUGH-NEXT: entry:
; ENOUGH-NEXT: %way = call i1 @cond()
; ENOUGH-NEXT: br i1 %way, label %left, label %right
; ENOUGH: left:
; ENOUGH-NEXT: call void @NRT_decref(ptr %p)
; ENOUGH-NEXT: ret void
; ENOUGH: right:
; ENOUGH-NEXT: ret void
; ENOUGH-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes ENOUGH
  call void @NRT_incref(ptr %p)   ; goes ENOUGH
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes ENOUGH
  call void @NRT_decref(ptr %p)   ; goes ENOUGH
  call void @NRT_decref(ptr %p)
  ret void
right:
  call void @NRT_decref(ptr %p)   ; goes ENOUGH
  call void @NRT_decref(ptr %p)   ; goes ENOUGH
  ret void
}

; The twin: a pair in one block is under any limit, and goes by any subpass.
define void @pair_in_one_block(ptr %p) {
; CHECK-LABEL: define {{.*}}@pair_in_one_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
