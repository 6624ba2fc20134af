; An incref function without arguments is not the one we know; its calls are no operations.
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref()
declare void @NRT_decref(ptr)

define void @kept(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref()
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref()
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: the other function is as expected, and an operation on null is removed.
define void @goes_null(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_null(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref()
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref()
  call void @NRT_decref(ptr null)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="the runtime's function has another signature" }
