; An incref function of an integer is not the one we know.
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(i64)
declare void @NRT_decref(ptr)

define void @kept(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept(
; CHECK-NEXT: entry:
; CHECK-NEXT: %address = ptrtoint ptr %p to i64
; CHECK-NEXT: call void @NRT_incref(i64 %address)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %address = ptrtoint ptr %p to i64
  call void @NRT_incref(i64 %address)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: the other function is as expected, and an operation on null is removed.
define void @goes_null(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_null(
; CHECK-NEXT: entry:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr null)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="the runtime's function has another signature" }
