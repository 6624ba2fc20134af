; Operations are inserted only where the IR has room for them: not on critical edges.
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @many_to_one_in_one_block(ptr %p) {
; CHECK-LABEL: define {{.*}}@many_to_one_in_one_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  call void @NRT_incref(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: nothing to insert, nothing to split.
define void @pair_around_the_loop(ptr %p) {
; CHECK-LABEL: define {{.*}}@pair_around_the_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br label %loop
loop:
  call void @use(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; An edge that a branch to an address takes can never be split.
define void @kept_indirect_branch(ptr %p, ptr %where) #0 {
; CHECK-LABEL: define {{.*}}@kept_indirect_branch(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: indirectbr ptr %where, [label %left, label %right]
; CHECK: left:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %right
; CHECK: right:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  indirectbr ptr %where, [label %left, label %right]
left:
  call void @NRT_decref(ptr %p)
  br label %right
right:
  ret void
}

attributes #0 = { "exec-skip"="jumps to a pointer argument" }
