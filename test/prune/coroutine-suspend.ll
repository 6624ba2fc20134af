; A coroutine may be destroyed where it is suspended, so d = 0 there.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare i1 @llvm.coro.suspend.retcon.i1(...)
declare i8 @llvm.coro.suspend(token, i1)
declare void @llvm.coro.await.suspend.void(ptr, ptr, ptr)

define void @kept_around_a_suspend(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_a_suspend(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %how = call i8 @llvm.coro.suspend(token none, i1 false)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %how = call i8 @llvm.coro.suspend(token none, i1 false)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: over before the suspend.
define void @goes_before_a_suspend(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_before_a_suspend(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %how = call i8 @llvm.coro.suspend(token none, i1 false)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  %how = call i8 @llvm.coro.suspend(token none, i1 false)
  ret void
}

; The other kinds of coroutine return to whoever resumed them, which sees every count.
define ptr @kept_around_a_suspend_by_return(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_a_suspend_by_return(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %how = call i1 (...) @llvm.coro.suspend.retcon.i1()
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret ptr null
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %how = call i1 (...) @llvm.coro.suspend.retcon.i1()
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret ptr null
}

; What is awaited may go on with the coroutine, on another thread, before it is back here.
define void @kept_around_what_is_awaited(ptr %p, ptr %awaited, ptr %frame, ptr %wrapper) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_what_is_awaited(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @llvm.coro.await.suspend.void(ptr %awaited, ptr %frame, ptr %wrapper)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @llvm.coro.await.suspend.void(ptr %awaited, ptr %frame, ptr %wrapper)
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="a coroutine that is not split" }
