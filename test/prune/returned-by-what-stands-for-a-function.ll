; What stands for a function with a `returned` parameter may give its argument back with a reference more, under
; any of its names; that it is the argument which it returns is not believed.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare token @llvm.experimental.gc.statepoint.p0(i64 immarg, i32 immarg, ptr, i32 immarg, i32 immarg, ...)

@passed = alias ptr (ptr), ptr @passing
@made = alias ptr (ptr), ptr @making

define ptr @passing(ptr returned %p) noinline #0 {
; CHECK-LABEL: define {{.*}}@passing(
; CHECK-NEXT: ret ptr %p
; CHECK-NEXT: }
  ret ptr %p
}

define ptr @making(ptr %p) noinline #0 {
; CHECK-LABEL: define {{.*}}@making(
; CHECK-NEXT: ret ptr null
; CHECK-NEXT: }
  ret ptr null
}

; With p = q, held once by the caller, the last two references are the function's own and the one that was given
; back.
define void @kept_by_an_alias(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_by_an_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %r = call ptr @passed(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %r = call ptr @passed(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_unchecked(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_unchecked(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %r = call ptr no_cfi @passing(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %r = call ptr no_cfi @passing(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_at_a_statepoint(ptr %p, ptr %q) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@kept_at_a_statepoint(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(ptr (ptr)) @passing, i32 1, i32 0, ptr %p, i32 0, i32 0)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(ptr (ptr)) @passing, i32 1, i32 0, ptr %p, i32 0, i32 0)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_another_name(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_another_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %r = call ptr @passed(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %r = call ptr @passed(ptr %p)
  call void @NRT_decref(ptr %r)
  ret void
}

; The twin: two references were there before the call, for its result is another's.
define void @goes_of_another_function(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_of_another_function(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %r = call ptr @made(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %r = call ptr @made(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="aliases that the harness does not play" }
