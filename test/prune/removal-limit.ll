; limit=N stops after N removed operations, so that a wrong removal can be found by bisection.
; RUN: %prune[per_bb;limit=0] %s | FileCheck %s --check-prefix=NONE
; RUN: %prune[per_bb;limit=2] %s | FileCheck %s --check-prefix=ONE
; RUN: %prune[per_bb;limit=4] %s | FileCheck %s --check-prefix=BOTH
; RUN: %prune[per_bb] %s | FileCheck %s --check-prefix=BOTH
;
; NONE-LABEL: define void @two_pairs(
; NONE-COUNT-4: call void @NRT_
; NONE: }
;
; ONE-LABEL: define void @two_pairs(
; ONE-NEXT: entry:
; ONE-NEXT: call void @NRT_incref(ptr [[LEFT:%[pq]]])
; ONE-NEXT: call void @NRT_decref(ptr [[LEFT]])
; ONE-NEXT: ret void
;
; BOTH-LABEL: define void @two_pairs(
; BOTH-NEXT: entry:
; BOTH-NEXT: ret void

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @two_pairs(ptr %p, ptr %q) {
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %q)
  ret void
}
