; A function that calls one which returns twice is left alone: its paths are not those of its blocks.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare i32 @llvm.eh.sjlj.setjmp(ptr)
declare i32 @setjmp(ptr) returns_twice
declare i32 @starts(ptr)

define void @kept_beside_setjmp(ptr %p, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@kept_beside_setjmp(
; CHECK-NEXT: entry:
; CHECK-NEXT: %again = call i32 @setjmp(ptr %slot)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %again = call i32 @setjmp(ptr %slot)
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_marked_at_the_call(ptr %p, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@kept_marked_at_the_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: %again = call i32 @starts(ptr %slot)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %again = call i32 @starts(ptr %slot) returns_twice
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: the same callee without the attribute, and another function of the same module.
define void @goes_beside_an_ordinary_call(ptr %p, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_an_ordinary_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: %again = call i32 @starts(ptr %slot)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %again = call i32 @starts(ptr %slot)
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; An intrinsic that does so without saying it.
define void @kept_beside_the_intrinsic(ptr %p, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@kept_beside_the_intrinsic(
; CHECK-NEXT: entry:
; CHECK-NEXT: %again = call i32 @llvm.eh.sjlj.setjmp(ptr %slot)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %again = call i32 @llvm.eh.sjlj.setjmp(ptr %slot)
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="calls setjmp" }
