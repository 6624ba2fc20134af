; Of placements that cost the same, the one with fewer operations, then the one that moves none.
; RUN: %prune[place] %s | FileCheck %s
;
; Of the three operations in the middle two cancel, whichever. The last but one stays where it stands: it could as
; well be a second one at the end, for d = +1 is allowed up to there.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @work()

define void @goes_none_moves(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_none_moves(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @work()
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  call void @work()
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: nothing cancels, nothing moves.
define void @kept_all(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_all(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @work()
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)
  call void @work()
  call void @NRT_decref(ptr %p)
  ret void
}
