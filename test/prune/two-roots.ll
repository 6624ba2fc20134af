; Two roots may be one object: their windows are judged one after the other and never guard each other.
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use_two(ptr, ptr)

define void @goes_nested(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_nested(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use_two(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %q)   ; goes
  call void @use_two(ptr %p, ptr %q)
  call void @NRT_decref(ptr %q)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_interleaved(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_interleaved(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use_two(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @use_two(ptr %p, ptr %q)
  call void @NRT_decref(ptr %q)   ; goes
  ret void
}

; q's decref and incref go first (q is alive at the latter), and then p's pair surrounds no hazard.
define void @goes_with_a_reversed_pair_inside(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_with_a_reversed_pair_inside(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use_two(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)   ; goes
  call void @use_two(ptr %p, ptr %q)
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The twin: behind r's decref each root has one decref ahead. With p = q there are two, but both windows
; would take one: LB = 1 for each, and both pairs stay.
define void @kept_behind_a_hazard(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_behind_a_hazard(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @use_two(ptr %p, ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %r)
  call void @use_two(ptr %p, ptr %q)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %q)
  ret void
}
