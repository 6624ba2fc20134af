; A callee marked as consuming takes the reference that the incref made, so the incref stays.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[per_bb;diamond] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; The marked argument is an op of -1 at which d = 0, and for every pointer that may be the same object
; the call is a hazard.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @steal_pair({ ptr, i64 } "refprune-consumes")
declare void @borrow_pair({ ptr, i64 })
declare ptr @make()

declare void @steal(ptr "refprune-consumes")
declare void @borrow(ptr)
declare void @take(ptr)

define void @kept_across_blocks() {
; CHECK-LABEL: define {{.*}}@kept_across_blocks(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @steal(ptr %p)
; CHECK-NEXT: br label %next
; CHECK: next:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @make()
  call void @NRT_incref(ptr %p)
  call void @steal(ptr %p)
  br label %next
next:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_in_one_block() {
; CHECK-LABEL: define {{.*}}@kept_in_one_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @steal(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @make()
  call void @NRT_incref(ptr %p)
  call void @steal(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_marked_at_the_call() {
; CHECK-LABEL: define {{.*}}@kept_marked_at_the_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @take(ptr
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @make()
  call void @NRT_incref(ptr %p)
  call void @take(ptr "refprune-consumes" %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_other_name_consumed(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_other_name_consumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @steal(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @steal(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: no mark, and a pair that is over before the reference is handed on.
define void @goes_unmarked_across_blocks() {
; CHECK-LABEL: define {{.*}}@goes_unmarked_across_blocks(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @make()
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: br label %next
; CHECK: next:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @make()
  call void @NRT_incref(ptr %p)   ; goes
  call void @borrow(ptr %p)
  br label %next
next:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_unmarked_in_one_block() {
; CHECK-LABEL: define {{.*}}@goes_unmarked_in_one_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @make()
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @make()
  call void @NRT_incref(ptr %p)   ; goes
  call void @borrow(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_before_the_consumer() {
; CHECK-LABEL: define {{.*}}@goes_before_the_consumer(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @make()
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @steal(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @make()
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @steal(ptr %p)
  ret void
}

; What the consumed aggregate holds may be any object: LB = 0 behind the call.
define void @kept_around_a_consumed_aggregate(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_a_consumed_aggregate(
; CHECK-NEXT: entry:
; CHECK-NEXT: %pair = insertvalue { ptr, i64 } undef, ptr %q, 0
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @steal_pair({ ptr, i64 } %pair)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %pair = insertvalue { ptr, i64 } undef, ptr %q, 0
  call void @NRT_incref(ptr %p)
  call void @steal_pair({ ptr, i64 } %pair)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_around_a_borrowed_aggregate(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_a_borrowed_aggregate(
; CHECK-NEXT: entry:
; CHECK-NEXT: %pair = insertvalue { ptr, i64 } undef, ptr %q, 0
; CHECK-NEXT: call void @borrow_pair({ ptr, i64 } %pair)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %pair = insertvalue { ptr, i64 } undef, ptr %q, 0
  call void @NRT_incref(ptr %p)   ; goes
  call void @borrow_pair({ ptr, i64 } %pair)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="the harness plays no callee that takes an aggregate" }
