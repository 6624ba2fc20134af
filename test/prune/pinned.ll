; A pinned operation stays where it is, as code outside keeps the pointer (numba/numba#6242).
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[per_bb;place] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare void @keeps(ptr)

define void @kept_by_call_site_attribute(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_by_call_site_attribute(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @keeps(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p) "refprune.pinned"
  call void @keeps(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_by_metadata(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_by_metadata(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p), !refprune.pinned !0
; CHECK-NEXT: call void @keeps(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p), !refprune.pinned !0
  call void @keeps(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_pinned_decref(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_pinned_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @keeps(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @keeps(ptr %p)
  call void @NRT_decref(ptr %p) "refprune.pinned"
  ret void
}

; The twins: no mark, and a pair beside a pinned incref.
define void @goes_unmarked(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_unmarked(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @keeps(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @keeps(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_beside_a_pinned_one(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_beside_a_pinned_one(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @keeps(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p) "refprune.pinned"
  call void @keeps(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

!0 = !{}
