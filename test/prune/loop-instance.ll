; A pointer loaded in a loop names another object in each iteration: d = 0 just before its definition.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[diamond;fanout] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_only_the_last_is_released(ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_only_the_last_is_released(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %p = load ptr, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %p = load ptr, ptr %slot, align 8
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}

; Taken in one iteration under one name, given back in the next under another: the entry's object meets the
; same decref without having been taken here, so d of the phi is 0.
define void @kept_released_an_iteration_later(ptr %first, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_released_an_iteration_later(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %last = phi ptr [ %first, %entry ], [ %p, %loop ]
; CHECK-NEXT: call void @NRT_decref(ptr %last)
; CHECK-NEXT: %p = load ptr, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %last = phi ptr [ %first, %entry ], [ %p, %loop ]
  call void @NRT_decref(ptr %last)
  %p = load ptr, ptr %slot, align 8
  call void @NRT_incref(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ret void
}

; The twin: each iteration gives its own object back.
define void @goes_within_the_iteration(ptr %slot) {
; CHECK-LABEL: define {{.*}}@goes_within_the_iteration(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %p = load ptr, ptr %slot, align 8
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: br label %latch
; CHECK: right:
; CHECK-NEXT: br label %latch
; CHECK: latch:
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %p = load ptr, ptr %slot, align 8
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  br label %latch
right:
  call void @NRT_decref(ptr %p)   ; goes
  br label %latch
latch:
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ret void
}
