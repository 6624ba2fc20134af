; A fresh object that has not escaped is no other object, so other decrefs leave it alone.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; Its definition counts one reference, the incref a second: LB = 2 up to the first hazard.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @make()

; (That its first reference is leaked in the end is not ours to mend.)
define i64 @goes_not_escaped(ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_not_escaped(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

; The twins: it has been stored before, where q's destruction may find it; a callee has seen it; the allocator
; is none that we know.
define ptr @kept_stored_before(ptr %q, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_stored_before(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret ptr %p
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  store ptr %p, ptr %slot, align 8
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret ptr %p
}

define ptr @kept_seen_by_a_callee(ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_seen_by_a_callee(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret ptr %p
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @use(ptr %p)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret ptr %p
}

define ptr @kept_not_known_to_be_fresh(ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_not_known_to_be_fresh(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret ptr %p
; CHECK-NEXT: }
entry:
  %p = call ptr @make()
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret ptr %p
}
