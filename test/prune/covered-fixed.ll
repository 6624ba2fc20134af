; A pattern may remove a pair around a decref that is to stay. If that decref was covered by the pair's incref,
; it is not any more, nor is what was covered only because that one was no hazard: all marks are dropped.
; RUN: %prune[per_bb;verify] %s | FileCheck %s
; RUN: %prune[all;verify] %s | FileCheck %s
; RUN: %prune[all;verify;mode=strict] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

; The first incref has a signature of its own: it stays and covers nothing, but it counts. Behind the pinned
; decref p has 2, so p's pair goes. With it goes what covered the pinned decref; that one may now release q's
; object for all the marks say. (It does not: p has 1 left. The marks know of t only.)
define void @kept_when_a_mark_is_gone(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_when_a_mark_is_gone(
; CHECK-NEXT: entry:
; CHECK-NEXT: call i64 @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call i64 @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %p) "refprune.pinned"
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; Twin: the pinned decref is covered by what stays as well.
define void @goes_where_the_mark_stays(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_where_the_mark_stays(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p) "refprune.pinned"
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_decref(ptr %p) "refprune.pinned"
  call void @NRT_decref(ptr %q)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
