; An incref that runs once in each iteration is not the partner of a decref that runs once after the loop.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[diamond] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; d = -1 behind the incref would pass along the back edge to the loop head, where entry brings d = 0.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_in_one_block(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_in_one_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %body
; CHECK: body:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %body, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %body
body:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %body, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_in_three_blocks(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_in_three_blocks(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: %first = call i1 @cond()
; CHECK-NEXT: br label %body
; CHECK: body:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %latch
; CHECK: latch:
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %head, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %head
head:
  %first = call i1 @cond()
  br label %body
body:
  call void @NRT_incref(ptr %p)
  br label %latch
latch:
  %again = call i1 @cond()
  br i1 %again, label %head, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: both operations run once, and the loop between them holds nothing that may destroy p.
define void @goes_around_the_loop(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_around_the_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %body
; CHECK: body:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %body, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br label %body
body:
  call void @use(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %body, label %done
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
