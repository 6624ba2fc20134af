; A region's depth sets no limit: arms of any length, any number of diamonds one behind the other.
; RUN: %python %S/Inputs/shapes.py arms 12 | %prune[fanout] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py arms 13 | %prune[fanout] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py arms 14 | %prune[fanout] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py arms 20 | %prune[fanout] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py arms 200 | %prune[fanout] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py arms 50000 | %prune[fanout] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py ladder 3 | %prune[diamond] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py ladder 6 | %prune[diamond] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py ladder 7 | %prune[diamond] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py ladder 40 | %prune[diamond] | FileCheck %s --check-prefix=GONE
; GONE-LABEL: define void @shape(
; GONE-NOT: call void @NRT_
;
; The twins: the same shapes with a decref of another object half way down one arm (LB = 1 behind it).
; RUN: %python %S/Inputs/shapes.py arms 200 hazard | %prune[patterns] | FileCheck %s --check-prefix=ARMS
; ARMS-LABEL: define void @shape(
; ARMS: call void @NRT_incref(ptr %p)
; ARMS: left200:
; ARMS-NEXT: call void @NRT_decref(ptr %p)
; ARMS: right100:
; ARMS-NEXT: call void @NRT_decref(ptr %q)
; ARMS: right200:
; ARMS-NEXT: call void @NRT_decref(ptr %p)
;
; RUN: %python %S/Inputs/shapes.py ladder 40 hazard | %prune[patterns] | FileCheck %s --check-prefix=LADDER
; LADDER-LABEL: define void @shape(
; LADDER: call void @NRT_incref(ptr %p)
; LADDER: right20:
; LADDER-NEXT: call void @NRT_decref(ptr %q)
; LADDER: rung40:
; LADDER-NEXT: call void @NRT_decref(ptr %p)
