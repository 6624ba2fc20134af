; A coroutine is left where it is suspended: what its caller keeps until then is nobody's behind.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[all;verify] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare ptr @next()
declare i8 @llvm.coro.suspend(token, i1)

; With p = q, held once by whoever resumes, the decref of q is not to be the last one.
define void @kept_behind_a_suspend(ptr "refprune-borrows" %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_behind_a_suspend(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i8 @llvm.coro.suspend(token none, i1 false)
; CHECK-NEXT: %q = call ptr @next()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %way = call i8 @llvm.coro.suspend(token none, i1 false)
  %q = call ptr @next()
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin is no coroutine.
define void @goes_without(ptr "refprune-borrows" %p) #1 {
; CHECK-LABEL: define {{.*}}@goes_without(
; CHECK-NEXT: entry:
; CHECK-NEXT: %q = call ptr @next()
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %q = call ptr @next()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { presplitcoroutine "exec-skip"="the harness has no coroutines" }
attributes #1 = { "exec-skip"="as its twin" }
