; Many paths through few blocks: what counts is the number of blocks, not of paths (numba/numba#6411).
; RUN: %python %S/Inputs/shapes.py switches 6 12 | %prune[fanout] | FileCheck %s
; RUN: %python %S/Inputs/shapes.py switches 6 12 | %prune[fanout;fanout_raise] | FileCheck %s
; RUN: %python %S/Inputs/shapes.py switches 3 367 | %prune[patterns] | FileCheck %s
; RUN: %python %S/Inputs/shapes.py switches 40 12 | %prune | FileCheck %s
; CHECK-LABEL: define void @shape(
; CHECK-NOT: call void @NRT_
;
; The limit is on distinct blocks. Six levels of twelve arms are under 100, and over 50.
; RUN: %python %S/Inputs/shapes.py switches 6 12 | %prune[fanout;subgraph_limit=100] | FileCheck %s
; RUN: %python %S/Inputs/shapes.py switches 6 12 | %prune[fanout;subgraph_limit=50] \
; RUN:   | FileCheck %s --check-prefix=LIMITED
; LIMITED-LABEL: define void @shape(
; LIMITED: call void @NRT_incref(ptr %p)
; LIMITED: call void @NRT_decref(ptr %p)
; LIMITED: call void @NRT_decref(ptr %p)
