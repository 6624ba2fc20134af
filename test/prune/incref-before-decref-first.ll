; In `-p +p -p` the incref goes with the decref behind it, for the one in front takes the reference away sooner.
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

; The last decref of p is not among q's operations when it has gone. (By covering alone they could not go: p and q
; may be one object.)
define void @goes_behind_what_is_left(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_behind_what_is_left(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %q)
  call void @NRT_decref(ptr %q)   ; goes
  ret void
}

; The twin: whichever decref of p stays, one of them stands between q's operations, with q held once behind it.
define void @kept_around_what_is_left(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_around_what_is_left(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %q)
  call void @NRT_decref(ptr %q)
  ret void
}

; Where a release stands between the last two, the first two go, which needs only that p is alive between them.
define void @earlier_pair_where_the_later_must_stay(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@earlier_pair_where_the_later_must_stay(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
