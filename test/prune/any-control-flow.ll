; Control flow of any shape: unreachable blocks, doubled edges, cycles with two entries, loops without end.
; RUN: %prune[patterns;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
; RUN: %prune[all] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()
declare i32 @choose()

; Nothing runs in an unreachable block, and nothing is said about it.
define void @goes_beside_an_unreachable_block(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_beside_an_unreachable_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br label %done
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_doubled_edges(ptr %p, i32 %way) {
; CHECK-LABEL: define {{.*}}@goes_doubled_edges(
; CHECK-NEXT: entry:
; CHECK-NEXT: switch i32 %way, label %other [
; CHECK-NEXT: i32 0, label %same
; CHECK-NEXT: i32 1, label %same
; CHECK-NEXT: i32 2, label %same
; CHECK-NEXT: ]
; CHECK: same:
; CHECK-NEXT: %number = phi i32 [ 1, %entry ], [ 1, %entry ], [ 1, %entry ]
; CHECK-NEXT: ret void
; CHECK: other:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  switch i32 %way, label %other [
    i32 0, label %same
    i32 1, label %same
    i32 2, label %same
  ]
same:
  %number = phi i32 [ 1, %entry ], [ 1, %entry ], [ 1, %entry ]
  call void @NRT_decref(ptr %p)   ; goes
  ret void
other:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_cycle_with_two_entries(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@goes_cycle_with_two_entries(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: %leave.left = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %leave.left, label %done, label %right
; CHECK: right:
; CHECK-NEXT: %leave.right = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %leave.right, label %done, label %left
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = load i1, ptr %slot, align 1
  br i1 %way, label %left, label %right
left:
  %leave.left = load i1, ptr %slot, align 1
  br i1 %leave.left, label %done, label %right
right:
  %leave.right = load i1, ptr %slot, align 1
  br i1 %leave.right, label %done, label %left
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The twin: in the cycle the incref runs in one of its two blocks.
define void @kept_incref_in_a_cycle_with_two_entries(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_incref_in_a_cycle_with_two_entries(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %leave.left = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %leave.left, label %done, label %right
; CHECK: right:
; CHECK-NEXT: %leave.right = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %leave.right, label %done, label %left
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %way = load i1, ptr %slot, align 1
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)
  %leave.left = load i1, ptr %slot, align 1
  br i1 %leave.left, label %done, label %right
right:
  %leave.right = load i1, ptr %slot, align 1
  br i1 %leave.right, label %done, label %left
done:
  call void @NRT_decref(ptr %p)
  ret void
}

; A loop without end never gives the reference back. By contract nobody else does either, so one reference
; more or less does no harm; in strict mode the callee may drop the others.
define void @loop_without_end(ptr %p, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@loop_without_end(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %forever, label %done
; CONTRACT: forever:
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: br label %forever
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@loop_without_end(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %way, label %forever, label %done
; STRICT: forever:
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: br label %forever
; STRICT: done:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  br i1 %way, label %forever, label %done
forever:
  call void @use(ptr %p)
  br label %forever
done:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}
