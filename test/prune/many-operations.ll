; Thousands of operations on one object (tuples of arrays, numba/numba#5953) go at once, or stay at once.
; RUN: %python %S/Inputs/shapes.py many 4000 | %prune[fanout] | FileCheck %s --check-prefix=GONE
; RUN: %python %S/Inputs/shapes.py many 4000 | %prune[patterns] | FileCheck %s --check-prefix=GONE
; GONE-LABEL: define void @shape(
; GONE-NOT: call void @NRT_
;
; The twin: a decref of another object at the top of one arm. Behind it LB = 4000, the number of decrefs of p
; ahead: all increfs but one may go, and no arm may be left with fewer decrefs than the other.
; RUN: %python %S/Inputs/shapes.py many 4000 hazard | %prune[fanout] | FileCheck %s --check-prefix=ONE
; ONE-LABEL: define void @shape(
; ONE: call void @NRT_incref(ptr %p)
; ONE-NOT: call void @NRT_incref(ptr %p)
; ONE: left:
; ONE-NEXT: call void @NRT_decref(ptr %q)
; ONE-NEXT: call void @NRT_decref(ptr %p)
; ONE-NEXT: ret void
; ONE: right:
; ONE-NEXT: call void @NRT_decref(ptr %p)
; ONE-NEXT: ret void
