; A call that does not return ends its block, whatever stands behind it: a branch, a return, decrefs that are
; never executed and show nothing. Nor do jumps and second returns depend on how C's functions are declared.
; RUN: %prune %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @abort() noreturn nounwind
declare void @log()
declare void @longjmp(ptr, i32)
declare i32 @setjmp(ptr)

; With p = q, held once by the caller, -q would destroy it without the incref, and it is used behind that.
define void @kept_before_decrefs_that_never_run(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_before_decrefs_that_never_run(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @abort()
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @abort()
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_before_a_branch_that_is_never_taken(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_before_a_branch_that_is_never_taken(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @log()
; CHECK-NEXT: br label %behind
; CHECK: behind:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @log() noreturn nounwind
  br label %behind
behind:
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The reference goes on to whoever the jump leads to.
define void @kept_across_an_undeclared_jump(ptr %p, ptr %slot, ptr %buffer) #0 {
; CHECK-LABEL: define {{.*}}@kept_across_an_undeclared_jump(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: call void @longjmp(ptr %buffer, i32 1)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  call void @longjmp(ptr %buffer, i32 1)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_beside_an_undeclared_setjmp(ptr %p, ptr %buffer) #0 {
; CHECK-LABEL: define {{.*}}@kept_beside_an_undeclared_setjmp(
; CHECK-NEXT: entry:
; CHECK-NEXT: %again = call i32 @setjmp(ptr %buffer)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %again = call i32 @setjmp(ptr %buffer)
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin's call comes back.
define void @goes_before_decrefs(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_before_decrefs(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @log()
; CHECK-NEXT: br label %behind
; CHECK: behind:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @log()
  br label %behind
behind:
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="ends the harness, or leaves it" }
