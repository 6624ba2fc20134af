; A decref followed by an incref of the same object goes: the object is alive at the incref (C2), so the decref
; has not destroyed it, and hazards in between do not matter.
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare i64 @NRT_MemInfo_refcount(ptr)

define void @goes_around_a_use(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_around_a_use(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes
  ret void
}

define void @goes_around_a_hazard(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_around_a_hazard(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_incref(ptr %p)   ; goes
  ret void
}

; The twins: another object, and a count that is looked at.
define void @kept_other_name(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_other_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_incref(ptr %q)
  ret void
}

define i64 @kept_observed(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_observed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)
  %count = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_incref(ptr %p)
  ret i64 %count
}
