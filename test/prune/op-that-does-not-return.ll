; A call of the decref function that does not return is no operation to remove: nothing behind it happens.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @kept_does_not_return(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_does_not_return(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p) noreturn
  ret void
}

; Nor do the decrefs behind it: all that is known of p is its incref, which goes only if something is owed.
define void @kept_nothing_behind(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_nothing_behind(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %q) noreturn nounwind
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins come back.
define void @goes_returns(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_returns(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_something_behind(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_something_behind(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="nobody goes on behind these in the harness" }
