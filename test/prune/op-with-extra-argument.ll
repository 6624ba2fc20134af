; Further arguments of the operations (a debug build passes the caller's name) do not identify the object.
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr, i64)
declare void @NRT_decref(ptr, i64)
declare void @use(ptr)

define void @goes_whatever_the_other_argument(ptr %p, i64 %where) #0 {
; CHECK-LABEL: define {{.*}}@goes_whatever_the_other_argument(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p, i64 1)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p, i64 %where)   ; goes
  ret void
}

; The twin: the same second argument, but different objects.
define void @kept_other_object(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_other_object(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p, i64 1)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q, i64 1)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p, i64 1)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %q, i64 1)
  ret void
}

attributes #0 = { "exec-skip"="the runtime's functions have another signature" }
