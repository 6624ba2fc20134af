; An incref function that returns something is not the one we know: its result may be used.
; RUN: %prune[patterns] %s | FileCheck %s

declare i64 @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define i64 @kept_used_result(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_used_result(
; CHECK-NEXT: entry:
; CHECK-NEXT: %count = call i64 @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  %count = call i64 @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define void @kept_unused_result(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_unused_result(
; CHECK-NEXT: entry:
; CHECK-NEXT: %count = call i64 @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %count = call i64 @NRT_incref(ptr %p)
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
