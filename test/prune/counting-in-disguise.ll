; A call of the incref or decref function under another name counts, and is never removed.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @use(ptr)

define void @NRT_decref(ptr %p) noinline #0 {
; CHECK-LABEL: define {{.*}}@NRT_decref(
; CHECK-NEXT: ret void
; CHECK-NEXT: }
  ret void
}

define void @taking(ptr %p) noinline #0 {
; CHECK-LABEL: define {{.*}}@taking(
; CHECK-NEXT: ret void
; CHECK-NEXT: }
  ret void
}

@release = alias void (ptr), ptr @NRT_decref
@release.again = alias void (ptr), ptr @release
@take = alias void (ptr), ptr @taking

declare token @llvm.experimental.gc.statepoint.p0(i64 immarg, i32 immarg, ptr, i32 immarg, i32 immarg, ...)

; With p = q, held once by the caller, the first decref is not to be the last one.
define void @kept_around_an_alias(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_an_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @release.again(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @release.again(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_around_a_statepoint(ptr %p, ptr %q) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@kept_around_a_statepoint(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @NRT_decref, i32 1, i32 0, ptr %q, i32 0, i32 0)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @NRT_decref, i32 1, i32 0, ptr %q, i32 0, i32 0)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins call something else.
define void @goes_around_another_alias(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_another_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @take(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @take(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_around_another_statepoint(ptr %p, ptr %q) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@goes_around_another_statepoint(
; CHECK-NEXT: entry:
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @use, i32 1, i32 0, ptr %q, i32 0, i32 0)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @use, i32 1, i32 0, ptr %q, i32 0, i32 0)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @kept_around_a_statepoint_of_an_alias(ptr %p, ptr %q) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@kept_around_a_statepoint_of_an_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @release, i32 1, i32 0, ptr %q, i32 0, i32 0)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @release, i32 1, i32 0, ptr %q, i32 0, i32 0)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; Inside the statepoint the reference of q's name is given back before anybody takes another one: what the
; last use shows need not have been there. With p = q, held once, the incref is what p lives on.
define void @kept_around_a_statepoint_that_may_keep(ptr %p, ptr %q) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@kept_around_a_statepoint_that_may_keep(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @NRT_decref, i32 1, i32 0, ptr %q, i32 0, i32 0)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @NRT_decref, i32 1, i32 0, ptr %q, i32 0, i32 0)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret void
}

; The twins: what is given back by name was there; and a decref itself takes nothing.
define void @goes_around_a_statepoint(ptr %p, ptr %q) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@goes_around_a_statepoint(
; CHECK-NEXT: entry:
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @NRT_decref, i32 1, i32 0, ptr %q, i32 0, i32 0)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void (ptr)) @NRT_decref, i32 1, i32 0, ptr %q, i32 0, i32 0)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_around_a_decref(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_a_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="has its own decref" }
