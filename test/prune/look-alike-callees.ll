; Only a direct call of the configured function counts: not one through a local value of the same name.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare void @NRT_incref_debug(ptr)

define void @kept_local_value_of_that_name(ptr %p, ptr %functions) #0 {
; CHECK-LABEL: define {{.*}}@kept_local_value_of_that_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: %NRT_incref = load ptr, ptr %functions, align 8
; CHECK-NEXT: call void %NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %NRT_incref = load ptr, ptr %functions, align 8
  call void %NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_longer_name(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_longer_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref_debug(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref_debug(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: the look-alikes stand between a real pair. Neither takes nor gives what the pair needs.
define void @goes_around_look_alikes(ptr %p, ptr %functions) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_look_alikes(
; CHECK-NEXT: entry:
; CHECK-NEXT: %NRT_incref = load ptr, ptr %functions, align 8
; CHECK-NEXT: call void %NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_incref_debug(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %NRT_incref = load ptr, ptr %functions, align 8
  call void @NRT_incref(ptr %p)   ; goes
  call void %NRT_incref(ptr %p)
  call void @NRT_incref_debug(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
attributes #0 = { "exec-skip"="calls a pointer argument" }
