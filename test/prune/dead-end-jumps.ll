; Behind abort nothing is owed. Behind longjmp the program goes on, and so does another thread behind pthread_exit:
; whoever finds the object there gives back the reference that was taken for him.
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

declare void @abort() noreturn nounwind
declare void @longjmp(ptr, i32) noreturn nounwind
declare void @pthread_exit(ptr) noreturn nounwind

define void @goes_before_abort(ptr %p, ptr %place, i1 %way) {
; CHECK-LABEL: define {{.*}}@goes_before_abort(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %plain, label %stops
; CHECK: plain:
; CHECK-NEXT: ret void
; CHECK: stops:
; CHECK-NEXT: store ptr %p, ptr %place, align 8
; CHECK-NEXT: call void @abort()
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
stops:
  store ptr %p, ptr %place, align 8
  call void @abort()
  unreachable
}

; The incref may stand in the block itself, where it runs less often.
define void @kept_before_longjmp(ptr %p, ptr %place, i1 %way) #0 {
; CHECK-LABEL: define {{.*}}@kept_before_longjmp(
; CHECK: stops:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %place, align 8
; CHECK-NEXT: call void @longjmp(ptr %place, i32 1)
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
stops:
  store ptr %p, ptr %place, align 8
  call void @longjmp(ptr %place, i32 1)
  unreachable
}

define void @kept_before_the_thread_ends(ptr %p, i1 %way) #0 {
; CHECK-LABEL: define {{.*}}@kept_before_the_thread_ends(
; CHECK: stops:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @pthread_exit(ptr %p)
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
stops:
  call void @pthread_exit(ptr %p)
  unreachable
}

attributes #0 = { "exec-skip"="nobody goes on behind these in the harness" }
