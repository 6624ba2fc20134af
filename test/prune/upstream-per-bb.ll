; The pairs that llvmlite's tests of its block pattern expect to go, by that pattern alone: 2, 4, 2 and 4.
; RUN: %prune[per_bb] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @two(ptr %p) {
; CHECK-LABEL: define {{.*}}@two(
; CHECK-NEXT: entry:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @four_of_five(ptr %p) {
; CHECK-LABEL: define {{.*}}@four_of_five(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @two_of_four(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@two_of_four(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  ret void
}

; The second decref goes with the last incref: d = +1 between them is harmless, as C2 says that the object
; is alive at that incref. llvmlite reaches the same count by moving decrefs down.
define void @four_of_five_reordered(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@four_of_five_reordered(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_incref(ptr %p)   ; goes
  ret void
}
