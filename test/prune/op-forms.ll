; Tail calls, metadata and a calling convention make an operation no less one.
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @goes_tail_calls(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_tail_calls(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  tail call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  tail call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_with_metadata(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_with_metadata(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p), !noalias !0   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p), !noalias !0   ; goes
  ret void
}

; The twin: the same forms with another decref in between.
define void @kept_tail_calls(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_tail_calls(
; CHECK-NEXT: entry:
; CHECK-NEXT: tail call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q), !noalias !0
; CHECK-NEXT: tail call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  tail call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q), !noalias !0
  tail call void @NRT_decref(ptr %p)
  ret void
}

!0 = !{!1}
!1 = distinct !{!1, !2}
!2 = distinct !{!2}
