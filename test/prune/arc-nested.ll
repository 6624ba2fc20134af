; A pair inside a pair, as in the tests of ObjCARC, with the operations of the inner one on both arms of diamonds.
; RUN: %prune[all;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @work()

; In strict mode both references are needed while the callee runs (it may drop the caller's, and take one that the
; last decref gives back), but two operations of two arms become one: d = +1 up to the arms, and from the later
; arms to the join, where LB >= 1 on all sides.
define void @pairs_in_two_diamonds_inside_a_pair(ptr %p, i1 %way, i1 %later) {
; CONTRACT-LABEL: define {{.*}}@pairs_in_two_diamonds_inside_a_pair(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %left, label %right
; CONTRACT: left:
; CONTRACT-NEXT: br label %middle
; CONTRACT: right:
; CONTRACT-NEXT: br label %middle
; CONTRACT: middle:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: br i1 %later, label %first, label %second
; CONTRACT: first:
; CONTRACT-NEXT: br label %join
; CONTRACT: second:
; CONTRACT-NEXT: br label %join
; CONTRACT: join:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@pairs_in_two_diamonds_inside_a_pair(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %way, label %left, label %right
; STRICT: left:
; STRICT-NEXT: br label %middle
; STRICT: right:
; STRICT-NEXT: br label %middle
; STRICT: middle:
; STRICT-NEXT: call void @work()
; STRICT-NEXT: br i1 %later, label %first, label %second
; STRICT: first:
; STRICT-NEXT: br label %join
; STRICT: second:
; STRICT-NEXT: br label %join
; STRICT: join:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  ; comes STRICT => call void @NRT_incref(ptr %p)
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)   ; goes
  br label %middle
right:
  call void @NRT_incref(ptr %p)   ; goes
  br label %middle
middle:
  call void @work()
  br i1 %later, label %first, label %second
first:
  call void @NRT_decref(ptr %p)   ; goes
  br label %join
second:
  call void @NRT_decref(ptr %p)   ; goes
  br label %join
join:
  ; comes STRICT => call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; The twin: nothing is called, and no reference is needed.
define void @goes_in_both_modes(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@goes_in_both_modes(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)   ; goes
  br label %join
right:
  call void @NRT_incref(ptr %p)   ; goes
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
