; A decref that gives back what its own name has taken is no hazard to others, whether they are one object
; with it or not: with p = q the incref of q came on top of what there was.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
;
; The operations of q are pinned, so that they are there for good.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

; p = q, held once by the caller: 1, 2, 3, 2 behind the first decref. The object lives without p's pair.
define void @goes_around_a_pair(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_around_a_pair(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %q, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %q) "refprune.pinned"
  %data = load i64, ptr %q, align 8
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The order of the increfs does not matter: what there was before the first is there behind the last.
define void @goes_inside_a_pair(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_inside_a_pair(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %q) "refprune.pinned"
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The twin: one more decref than increfs.
define void @kept_around_one_decref_more(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_around_one_decref_more(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %q) "refprune.pinned"
  call void @NRT_decref(ptr %q) "refprune.pinned"
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; With p = q = r the decref of r takes what there was before. What q took is then all that shows that p is
; alive at its incref, and q gives it back.
define void @kept_where_a_hazard_came_between(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_where_a_hazard_came_between(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %q) "refprune.pinned"
  call void @NRT_decref(ptr %r)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; The hazard in front of both increfs is harmless.
define void @goes_behind_a_hazard(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@goes_behind_a_hazard(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %r)
  call void @NRT_incref(ptr %q) "refprune.pinned"
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; Only some of the ways that meet have taken a reference.
define void @kept_where_one_way_took_nothing(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_where_one_way_took_nothing(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br i1 %way, label %take, label %join
; CHECK: take:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  br i1 %way, label %take, label %join
take:
  call void @NRT_incref(ptr %q) "refprune.pinned"
  br label %join
join:
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; Each way has taken one; that they are different operations does not matter.
define void @goes_where_each_way_took_one(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@goes_where_each_way_took_one(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %take, label %other
; CHECK: take:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: other:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %take, label %other
take:
  call void @NRT_incref(ptr %q) "refprune.pinned"
  br label %join
other:
  call void @NRT_incref(ptr %q) "refprune.pinned"
  br label %join
join:
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; A call may release anything in strict mode. By the contract it does not.
define void @goes_across_calls_in_contract_mode(ptr %p, ptr %q) {
; CONTRACT-LABEL: define {{.*}}@goes_across_calls_in_contract_mode(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @NRT_incref(ptr %q)
; CONTRACT-NEXT: call void @use(ptr %q)
; CONTRACT-NEXT: call void @NRT_decref(ptr %q)
; CONTRACT-NEXT: %more = load i64, ptr %p, align 8
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@goes_across_calls_in_contract_mode(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_incref(ptr %q)
; STRICT-NEXT: call void @use(ptr %q)
; STRICT-NEXT: call void @NRT_decref(ptr %q)
; STRICT-NEXT: %more = load i64, ptr %p, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @NRT_incref(ptr %q) "refprune.pinned"
  call void @use(ptr %q)
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; A pair in each iteration.
define void @goes_around_a_loop(ptr %p, ptr %q, i1 %again) {
; CHECK-LABEL: define {{.*}}@goes_around_a_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %q, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br label %loop
loop:
  call void @NRT_incref(ptr %q) "refprune.pinned"
  %data = load i64, ptr %q, align 8
  call void @NRT_decref(ptr %q) "refprune.pinned"
  br i1 %again, label %loop, label %done
done:
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The first iteration gives back before it takes.
define void @kept_around_a_loop_that_gives_back_first(ptr %p, ptr %q, i1 %again) {
; CHECK-LABEL: define {{.*}}@kept_around_a_loop_that_gives_back_first(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  br label %loop
loop:
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %data = load i64, ptr %p, align 8
  call void @NRT_incref(ptr %q) "refprune.pinned"
  br i1 %again, label %loop, label %done
done:
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; The name stands for another object in each iteration: what was taken under it before is gone.
define void @kept_for_another_instance(ptr %p, ptr %slot, i1 %again) {
; CHECK-LABEL: define {{.*}}@kept_for_another_instance(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %q = load ptr, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  br label %loop
loop:
  %q = load ptr, ptr %slot, align 8
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %data = load i64, ptr %p, align 8
  call void @NRT_incref(ptr %q) "refprune.pinned"
  br i1 %again, label %loop, label %done
done:
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; Names that a phi links share their evidence: that x is held twice behind the phi counts what y and z have
; taken, and y gives it back. The first increfs and the decref of x would leave nothing.
define void @kept_between_names_of_one_phi(ptr %y, ptr %z, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_between_names_of_one_phi(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %y)
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: call void @NRT_incref(ptr %z)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %y, %left ], [ %z, %right ]
; CHECK-NEXT: call void @NRT_incref(ptr %y)
; CHECK-NEXT: call void @NRT_decref(ptr %y)
; CHECK-NEXT: call void @NRT_decref(ptr %y)
; CHECK-NEXT: %more = load i64, ptr %x, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %y)
  br label %join
right:
  call void @NRT_incref(ptr %z)
  br label %join
join:
  %x = phi ptr [ %y, %left ], [ %z, %right ]
  call void @NRT_incref(ptr %y) "refprune.pinned"
  call void @NRT_decref(ptr %y) "refprune.pinned"
  call void @NRT_decref(ptr %y) "refprune.pinned"
  %more = load i64, ptr %x, align 8
  call void @NRT_decref(ptr %x)
  ret void
}

; Behind an atomic store other threads may take away what shows that there was something before.
define void @kept_behind_a_publication(ptr %p, ptr %q, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_behind_a_publication(
; CHECK-NEXT: entry:
; CHECK-NEXT: store atomic ptr %q, ptr %slot release, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  store atomic ptr %q, ptr %slot release, align 8
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %q) "refprune.pinned"
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; Two windows that may not guard each other: whichever goes first, the other stays.
define void @goes_one_of_two(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@goes_one_of_two(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_decref(ptr %q)   ; goes
  call void @NRT_decref(ptr %r)
  call void @NRT_decref(ptr %p)
  ret void
}
