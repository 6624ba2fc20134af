; An incref under another name may be the reference that a later decref of p gives back.
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; Two decrefs of p lie behind the hazard, but with p = q one of them may pay for the incref of q: only one
; reference is certain there (LB = 1), and the incref of p is what keeps the object alive.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @kept_incref_of_another_name_behind(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_incref_of_another_name_behind(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @NRT_incref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: without that incref two references are certain (LB = 2).
define void @goes_without_it(ptr %p, ptr %r) {
; CHECK-LABEL: define {{.*}}@goes_without_it(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

; An incref of another name before the hazard changes nothing: the decrefs behind it are still all owed.
define void @goes_with_the_incref_before(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@goes_with_the_incref_before(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %r)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

; First the decref and the incref of p go (the object is alive at the latter), then q's second incref and its
; decref, between which nothing is left. At no time may the outer ones of p and q serve for each other.
define void @two_names_interleaved(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@two_names_interleaved(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %q)
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}
