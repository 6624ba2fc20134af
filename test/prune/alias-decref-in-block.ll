; A decref under another name between the pair may destroy the object, unless more of it is still owned.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; Nothing is ever delayed past a use to make room: the decref of q stays where it is, and so does the pair.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @kept_between(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_between(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; "p is not mentioned behind the hazard" is no reason: its data may be, through another pointer.
define void @kept_not_mentioned_behind(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_not_mentioned_behind(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_before(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_before(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  ret void
}

; Two decrefs of p are still ahead of the hazard: LB = 2 behind it, one reference may be missing.
define void @goes_with_two_owned(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_with_two_owned(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
