; With split_edges a critical edge gets a block of its own where an operation is worth it.
; RUN: %prune[all;split_edges] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

; CHECK-LABEL: define void @many_to_one_in_one_block(
; CHECK: loop:
; CHECK-NOT: @NRT_
; CHECK: br i1 %again, label %[[BACK:[^,]+]], label %done
; CHECK: [[BACK]]:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK-NOT: call void @NRT_
; CHECK: }
define void @many_to_one_in_one_block(ptr %p) {
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
; CHECK-LABEL: define void @pair_around_the_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
define void @pair_around_the_loop(ptr %p) {
entry:
  call void @NRT_incref(ptr %p)
  br label %loop
loop:
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}
