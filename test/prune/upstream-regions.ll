; Fanout regions from the tests of llvmlite's prototype: which decrefs belong to the incref.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[fanout] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare i32 @choose()

; `shared` is reached over two paths, one of them through the loop, and holds one decref too many.
define void @shared_exit_behind_a_loop(ptr %p) {
; CHECK-LABEL: define {{.*}}@shared_exit_behind_a_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: %away.now = call i1 @cond()
; CHECK-NEXT: br i1 %away.now, label %away, label %head
; CHECK: away:
; CHECK-NEXT: ret void
; CHECK: head:
; CHECK-NEXT: %straight = call i1 @cond()
; CHECK-NEXT: br i1 %straight, label %shared, label %before
; CHECK: before:
; CHECK-NEXT: br label %loop
; CHECK: shared:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: loop:
; CHECK-NEXT: %more = call i1 @cond()
; CHECK-NEXT: br i1 %more, label %latch, label %exit
; CHECK: latch:
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %shared
; CHECK: exit:
; CHECK-NEXT: %left = call i1 @cond()
; CHECK-NEXT: br i1 %left, label %behind, label %done
; CHECK: behind:
; CHECK-NEXT: %twice = call i1 @cond()
; CHECK-NEXT: br i1 %twice, label %arm, label %way
; CHECK: arm:
; CHECK-NEXT: br label %done
; CHECK: way:
; CHECK-NEXT: %third = call i32 @choose()
; CHECK-NEXT: switch i32 %third, label %done [
; CHECK-NEXT: i32 0, label %one
; CHECK-NEXT: i32 1, label %two
; CHECK-NEXT: ]
; CHECK: one:
; CHECK-NEXT: br label %done
; CHECK: two:
; CHECK-NEXT: br label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %away.now = call i1 @cond()
  br i1 %away.now, label %away, label %head
away:
  ret void
head:
  call void @NRT_incref(ptr %p)   ; goes
  %straight = call i1 @cond()
  br i1 %straight, label %shared, label %before
before:
  br label %loop
shared:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
loop:
  %more = call i1 @cond()
  br i1 %more, label %latch, label %exit
latch:
  %again = call i1 @cond()
  br i1 %again, label %loop, label %shared
exit:
  call void @NRT_decref(ptr %p)   ; goes
  %left = call i1 @cond()
  br i1 %left, label %behind, label %done
behind:
  %twice = call i1 @cond()
  br i1 %twice, label %arm, label %way
arm:
  br label %done
way:
  %third = call i32 @choose()
  switch i32 %third, label %done [
    i32 0, label %one
    i32 1, label %two
  ]
one:
  br label %done
two:
  br label %done
done:
  ret void
}

define void @triangle(ptr %p) {
; CHECK-LABEL: define {{.*}}@triangle(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: %skip = call i1 @cond()
; CHECK-NEXT: br i1 %skip, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %head
head:
  call void @NRT_incref(ptr %p)   ; goes
  %skip = call i1 @cond()
  br i1 %skip, label %join, label %arm
arm:
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; No return is ever reached, so A = 0 everywhere; what the incref took is evidence enough (F = 2).
define void @triangle_in_an_endless_loop(ptr %p) {
; CHECK-LABEL: define {{.*}}@triangle_in_an_endless_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: %skip = call i1 @cond()
; CHECK-NEXT: br i1 %skip, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: br label %head
; CHECK-NEXT: }
entry:
  br label %head
head:
  call void @NRT_incref(ptr %p)   ; goes
  %skip = call i1 @cond()
  br i1 %skip, label %join, label %arm
arm:
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  br label %head
}

define void @triangle_with_a_tail(ptr %p) {
; CHECK-LABEL: define {{.*}}@triangle_with_a_tail(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: %skip = call i1 @cond()
; CHECK-NEXT: br i1 %skip, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: br label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %head
head:
  call void @NRT_incref(ptr %p)   ; goes
  %skip = call i1 @cond()
  br i1 %skip, label %join, label %arm
arm:
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  br label %done
done:
  ret void
}

define void @triangle_with_a_latch_in_an_endless_loop(ptr %p) {
; CHECK-LABEL: define {{.*}}@triangle_with_a_latch_in_an_endless_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: %skip = call i1 @cond()
; CHECK-NEXT: br i1 %skip, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: br label %latch
; CHECK: latch:
; CHECK-NEXT: br label %head
; CHECK-NEXT: }
entry:
  br label %head
head:
  call void @NRT_incref(ptr %p)   ; goes
  %skip = call i1 @cond()
  br i1 %skip, label %join, label %arm
arm:
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  br label %latch
latch:
  br label %head
}

