; What stands behind the end of a coroutine runs in its first part only, so nothing is put there.
; (In LLVM 19 the intrinsic has a result.)
; REQUIRES: llvm-22
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()
declare i1 @mark(ptr, i1)

declare void @llvm.coro.end.async(ptr, i1, ...)

define void @placed_in_front_of_the_end(ptr %p, ptr %slot, ptr %handle) #0 {
; CHECK-LABEL: define {{.*}}@placed_in_front_of_the_end(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %drop, label %keep
; CHECK: drop:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK: keep:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: call void (ptr, i1, ...) @llvm.coro.end.async(ptr %handle, i1 false)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %drop, label %keep
drop:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
keep:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  call void (ptr, i1, ...) @llvm.coro.end.async(ptr %handle, i1 false)
  ret void
}

; The twin: any other call is passed by.
define void @placed_behind_a_call(ptr %p, ptr %slot, ptr %handle) #0 {
; CHECK-LABEL: define {{.*}}@placed_behind_a_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %drop, label %keep
; CHECK: drop:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK: keep:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: %last = call i1 @mark(ptr %handle, i1 false)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %drop, label %keep
drop:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
keep:
  store ptr %p, ptr %slot, align 8
  %last = call i1 @mark(ptr %handle, i1 false)
  ; comes CHECK => call void @NRT_incref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="a coroutine" }
