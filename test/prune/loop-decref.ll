; A decref that runs in each iteration is not the partner of an incref that runs once before the loop.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[diamond;fanout] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; d = -1 reaches the loop from the entry, d = 0 from behind the decref: no one label fits the loop head.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_decref_in_the_only_block(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_decref_in_the_only_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %body
; CHECK: body:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %body, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  br label %body
body:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %body, label %done
done:
  ret void
}

define void @kept_with_a_way_around_the_arm(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_with_a_way_around_the_arm(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %skip = call i1 @cond()
; CHECK-NEXT: br i1 %skip, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %arm, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %skip = call i1 @cond()
  br i1 %skip, label %join, label %arm
arm:
  call void @use(ptr %p)
  br label %join
join:
  call void @NRT_decref(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %arm, label %done
done:
  ret void
}

define void @kept_with_a_separate_latch(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_with_a_separate_latch(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %skip = call i1 @cond()
; CHECK-NEXT: br i1 %skip, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %latch
; CHECK: latch:
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %arm, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %skip = call i1 @cond()
  br i1 %skip, label %join, label %arm
arm:
  call void @use(ptr %p)
  br label %join
join:
  call void @NRT_decref(ptr %p)
  br label %latch
latch:
  %again = call i1 @cond()
  br i1 %again, label %arm, label %done
done:
  ret void
}

; The twin: the incref runs in each iteration too.
define void @goes_pair_in_each_iteration(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_pair_in_each_iteration(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: %skip = call i1 @cond()
; CHECK-NEXT: br i1 %skip, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: br label %latch
; CHECK: latch:
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %head, label %done
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
  call void @use(ptr %p)
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  br label %latch
latch:
  %again = call i1 @cond()
  br i1 %again, label %head, label %done
done:
  ret void
}
