; A coroutine may be destroyed where it is suspended, so d = 0 there.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare i1 @llvm.coro.suspend.retcon.i1(...)
declare i8 @llvm.coro.suspend(token, i1)
declare void @llvm.coro.await.suspend.void(ptr, ptr, ptr)
declare token @llvm.coro.save(ptr)
declare void @await()

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

; From its save on a coroutine may be resumed by whoever learns of it, before it comes to its suspend. What stands
; behind the suspend has run by then.
define void @kept_while_others_may_resume(ptr %p, ptr %frame, i1 %ready) #0 {
; CHECK-LABEL: define {{.*}}@kept_while_others_may_resume(
; CHECK-NEXT: entry:
; CHECK-NEXT: %save = call token @llvm.coro.save(ptr %frame)
; CHECK-NEXT: br i1 %ready, label %now, label %later
; CHECK: now:
; CHECK-NEXT: br label %await
; CHECK: later:
; CHECK-NEXT: br label %await
; CHECK: await:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %frame)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %how = call i8 @llvm.coro.suspend(token %save, i1 false)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %save = call token @llvm.coro.save(ptr %frame)
  br i1 %ready, label %now, label %later
now:
  br label %await
later:
  br label %await
await:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %frame)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  %how = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_behind_an_await(ptr %p, ptr %frame) #0 {
; CHECK-LABEL: define {{.*}}@kept_behind_an_await(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @llvm.coro.await.suspend.void(ptr %frame, ptr %frame, ptr @await)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %frame)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %how = call i8 @llvm.coro.suspend(token none, i1 false)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @llvm.coro.await.suspend.void(ptr %frame, ptr %frame, ptr @await)
  call void @NRT_incref(ptr %p)
  call void @use(ptr %frame)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  %how = call i8 @llvm.coro.suspend(token none, i1 false)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: behind the suspend, before the save, and with nothing called that could resume it.
define void @goes_resumed(ptr %p, ptr %frame) #0 {
; CHECK-LABEL: define {{.*}}@goes_resumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: %save = call token @llvm.coro.save(ptr %frame)
; CHECK-NEXT: call void @use(ptr %frame)
; CHECK-NEXT: %how = call i8 @llvm.coro.suspend(token %save, i1 false)
; CHECK-NEXT: call void @use(ptr %frame)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %save = call token @llvm.coro.save(ptr %frame)
  call void @use(ptr %frame)
  %how = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %frame)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_before_the_save(ptr %p, ptr %frame) #0 {
; CHECK-LABEL: define {{.*}}@goes_before_the_save(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %frame)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: %save = call token @llvm.coro.save(ptr %frame)
; CHECK-NEXT: call void @use(ptr %frame)
; CHECK-NEXT: %how = call i8 @llvm.coro.suspend(token %save, i1 false)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %frame)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  %save = call token @llvm.coro.save(ptr %frame)
  call void @use(ptr %frame)
  %how = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_nobody_learns(ptr %p, ptr %frame) #0 {
; CHECK-LABEL: define {{.*}}@goes_nobody_learns(
; CHECK-NEXT: entry:
; CHECK-NEXT: %save = call token @llvm.coro.save(ptr %frame)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: %how = call i8 @llvm.coro.suspend(token %save, i1 false)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %save = call token @llvm.coro.save(ptr %frame)
  call void @NRT_incref(ptr %p)   ; goes
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  %how = call i8 @llvm.coro.suspend(token %save, i1 false)
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="a coroutine that is not split" }
