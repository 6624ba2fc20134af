; Splitting edges takes time in proportion to what is read over them, not to its square: all phis of a block are made
; anew at once.
; RUN: %python %S/Inputs/shapes.py joins 6000 30 hazard | %prune[place;split_edges] | FileCheck %s --check-prefix=STAYS
; RUN: %python %S/Inputs/shapes.py joins 6000 30 | %prune[place;split_edges] | FileCheck %s --check-prefix=GOES

; On the way by the hazard the incref is needed, and stands there in the end. Without the hazard there is none left.
; STAYS-LABEL: define void @shape(
; STAYS-NOT: call void @NRT_
; STAYS: join:
; STAYS: %x29 = phi i32
; STAYS-NEXT: call void @NRT_incref(ptr %p)
; STAYS-NEXT: call void @NRT_decref(ptr %q)
; STAYS-NEXT: call void @NRT_decref(ptr %p)
; STAYS-NEXT: ret void

; GOES-LABEL: define void @shape(
; GOES-NOT: call void @NRT_
