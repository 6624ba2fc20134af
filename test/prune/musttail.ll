; Nothing may come between a musttail call and its return, so operations before it stay before it.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare void @callee(ptr, ptr)

define void @kept_before_the_call(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_before_the_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: musttail call void @callee(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  musttail call void @callee(ptr %p, ptr %q)
  ret void
}

; The callee gets p alive by our reference; there is nothing behind the call to pair the incref with.
define void @kept_reference_for_the_callee(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_reference_for_the_callee(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: musttail call void @callee(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  musttail call void @callee(ptr %p, ptr %q)
  ret void
}

define void @goes_before_the_call(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_before_the_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: musttail call void @callee(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  musttail call void @callee(ptr %p, ptr %q)
  ret void
}
