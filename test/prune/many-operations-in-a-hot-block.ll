; What thousands of operations cost in a block that runs a milliard times is more than fits the number, unless
; costs are counted in larger units.
; RUN: %python %S/Inputs/shapes.py hot 5000 | %prune[place] | FileCheck %s --check-prefix=GONE
; GONE-LABEL: define void @shape(
; GONE-NOT: call void @NRT_
;
; The twin: a decref of another object within the last pair, behind which nothing is known of the first one.
; RUN: %python %S/Inputs/shapes.py hot 5000 hazard | %prune[place] | FileCheck %s --check-prefix=ONE
; ONE-LABEL: define void @shape(
; ONE: head5:
; ONE-NEXT: call void @NRT_incref(ptr %p)
; ONE-NEXT: call void @NRT_decref(ptr %q)
; ONE-NEXT: call void @NRT_decref(ptr %p)
; ONE-NEXT: call i1 @cond()
