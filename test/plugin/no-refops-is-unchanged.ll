; A module without reference counting passes through unchanged.
; RUN: %prune %s | FileCheck %s
; RUN: %prune[per_bb;fanout] %s | FileCheck %s

; CHECK-LABEL: define i32 @plain(
; CHECK-NEXT: ret i32 1
define i32 @plain() {
  ret i32 1
}
