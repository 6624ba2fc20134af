; Where a pointer was found to be null there is no object of that name: operations on it are none, and nothing
; there bounds its count.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @goes_where_it_is_null(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_where_it_is_null(
; CHECK-NEXT: entry:
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %null, label %some
; CHECK: null:
; CHECK-NEXT: ret void
; CHECK: some:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %no = icmp eq ptr %p, null
  br i1 %no, label %null, label %some
null:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
some:
  call void @NRT_decref(ptr %p)
  ret void
}

; The other predicate, null on the left, and another name of the object.
define void @goes_on_the_other_edge(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_on_the_other_edge(
; CHECK-NEXT: entry:
; CHECK-NEXT: %name = getelementptr i8, ptr %p, i64 0
; CHECK-NEXT: %frozen = freeze ptr %name
; CHECK-NEXT: %yes = icmp ne ptr null, %frozen
; CHECK-NEXT: br i1 %yes, label %some, label %null
; CHECK: null:
; CHECK-NEXT: ret void
; CHECK: some:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %name = getelementptr i8, ptr %p, i64 0
  %frozen = freeze ptr %name
  %yes = icmp ne ptr null, %frozen
  br i1 %yes, label %some, label %null
null:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
some:
  call void @NRT_decref(ptr %p)
  ret void
}

; In all blocks that only this edge leads to, a loop among them.
define void @goes_further_down(ptr %p, i1 %again) {
; CHECK-LABEL: define {{.*}}@goes_further_down(
; CHECK-NEXT: entry:
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %loop, label %some
; CHECK: loop:
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK: some:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %no = icmp eq ptr %p, null
  br i1 %no, label %loop, label %some
loop:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
some:
  ret void
}

; Another edge leads there too.
define void @kept_where_ways_meet(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_where_ways_meet(
; CHECK-NEXT: entry:
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %join, label %some
; CHECK: some:
; CHECK-NEXT: br i1 %way, label %join, label %done
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %no = icmp eq ptr %p, null
  br i1 %no, label %join, label %some
some:
  br i1 %way, label %join, label %done
join:
  call void @NRT_decref(ptr %p)
  ret void
done:
  ret void
}

; Both edges lead there.
define void @kept_where_both_edges_lead(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_where_both_edges_lead(
; CHECK-NEXT: entry:
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %join, label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %no = icmp eq ptr %p, null
  br i1 %no, label %join, label %join
join:
  call void @NRT_decref(ptr %p)
  ret void
}

; A comparison with something else tells nothing.
define void @kept_behind_other_comparisons(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_behind_other_comparisons(
; CHECK-NEXT: entry:
; CHECK-NEXT: %same = icmp eq ptr %p, %q
; CHECK-NEXT: br i1 %same, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: %below = icmp ugt ptr %q, null
; CHECK-NEXT: br i1 %below, label %some, label %null
; CHECK: some:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK: null:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %same = icmp eq ptr %p, %q
  br i1 %same, label %left, label %right
left:
  call void @NRT_decref(ptr %p)
  ret void
right:
  %below = icmp ugt ptr %q, null
  br i1 %below, label %some, label %null
some:
  call void @NRT_decref(ptr %q)
  ret void
null:
  call void @NRT_decref(ptr %q)
  ret void
}

; Each iteration has an object of its own; what was null in one need not be in the next.
define void @kept_in_the_next_iteration(ptr %slot, i1 %again) {
; CHECK-LABEL: define {{.*}}@kept_in_the_next_iteration(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %p = load ptr, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %null, label %done
; CHECK: null:
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %p = load ptr, ptr %slot, align 8
  call void @NRT_decref(ptr %p)
  %no = icmp eq ptr %p, null
  br i1 %no, label %null, label %done
null:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %again, label %loop, label %done
done:
  ret void
}

; A null pointer's decref is no hazard to others, even where it stays.
define void @goes_across_a_decref_of_null(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_across_a_decref_of_null(
; CHECK-NEXT: entry:
; CHECK-NEXT: %no = icmp eq ptr %q, null
; CHECK-NEXT: br i1 %no, label %null, label %some
; CHECK: null:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK: some:
; CHECK-NEXT: %more = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %no = icmp eq ptr %q, null
  br i1 %no, label %null, label %some
null:
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
some:
  %more = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The twin: on the other edge it is one.
define void @kept_across_a_decref(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_across_a_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %no = icmp ne ptr %q, null
; CHECK-NEXT: br i1 %no, label %some, label %null
; CHECK: some:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: null:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %no = icmp ne ptr %q, null
  br i1 %no, label %some, label %null
some:
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
null:
  call void @NRT_decref(ptr %q) "refprune.pinned"
  ret void
}

; Where p is null nothing needs to be given back.
define void @goes_where_only_an_object_is_released(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_where_only_an_object_is_released(
; CHECK-NEXT: entry:
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %join, label %drop
; CHECK: drop:
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %no = icmp eq ptr %p, null
  br i1 %no, label %join, label %drop
drop:
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  br label %join
join:
  ret void
}

; The twin: that q is null does not mean that p is.
define void @kept_where_another_is_null(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_where_another_is_null(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %no = icmp eq ptr %q, null
; CHECK-NEXT: br i1 %no, label %join, label %drop
; CHECK: drop:
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %no = icmp eq ptr %q, null
  br i1 %no, label %join, label %drop
drop:
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  br label %join
join:
  ret void
}

; Two references are owed wherever p is an object (LB = 2 behind the hazard).
define void @goes_by_what_is_owed_elsewhere(ptr %p, ptr %r) {
; CHECK-LABEL: define {{.*}}@goes_by_what_is_owed_elsewhere(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %null, label %some
; CHECK: null:
; CHECK-NEXT: ret void
; CHECK: some:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  %no = icmp eq ptr %p, null
  br i1 %no, label %null, label %some
null:
  ret void
some:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: on one way of two only one is.
define void @kept_by_what_is_owed_elsewhere(ptr %p, ptr %r, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_by_what_is_owed_elsewhere(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: br i1 %way, label %one, label %two
; CHECK: one:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: two:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  br i1 %way, label %one, label %two
one:
  call void @NRT_decref(ptr %p)
  ret void
two:
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; A phi reads null on that edge.
define void @goes_as_input_of_a_phi(ptr %p, ptr %q) {
; PATTERNS-LABEL: define {{.*}}@goes_as_input_of_a_phi(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: %no = icmp eq ptr %p, null
; PATTERNS-NEXT: br i1 %no, label %join, label %other
; PATTERNS: other:
; PATTERNS-NEXT: call void @NRT_incref(ptr %q)
; PATTERNS-NEXT: br label %join
; PATTERNS: join:
; PATTERNS-NEXT: %x = phi ptr [ %p, %entry ], [ %q, %other ]
; PATTERNS-NEXT: call void @NRT_decref(ptr %x)
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@goes_as_input_of_a_phi(
; PLACED-NEXT: entry:
; PLACED-NEXT: %no = icmp eq ptr %p, null
; PLACED-NEXT: br i1 %no, label %join, label %other
; PLACED: other:
; PLACED-NEXT: br label %join
; PLACED: join:
; PLACED-NEXT: %x = phi ptr [ %p, %entry ], [ %q, %other ]
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  %no = icmp eq ptr %p, null
  br i1 %no, label %join, label %other
other:
  call void @NRT_incref(ptr %q)   ; goes PLACED
  br label %join
join:
  %x = phi ptr [ %p, %entry ], [ %q, %other ]
  call void @NRT_decref(ptr %x)   ; goes PLACED
  ret void
}

; The twin: on the other edge it reads p.
define void @kept_as_input_of_a_phi(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_as_input_of_a_phi(
; CHECK-NEXT: entry:
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %other, label %join
; CHECK: other:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %entry ], [ %q, %other ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %no = icmp eq ptr %p, null
  br i1 %no, label %other, label %join
other:
  call void @NRT_incref(ptr %q)
  br label %join
join:
  %x = phi ptr [ %p, %entry ], [ %q, %other ]
  call void @NRT_decref(ptr %x)
  ret void
}

; A pinned operation stays, and means nothing.
define void @kept_pinned(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_pinned(
; CHECK-NEXT: entry:
; CHECK-NEXT: %no = icmp eq ptr %p, null
; CHECK-NEXT: br i1 %no, label %null, label %some
; CHECK: null:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: some:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %no = icmp eq ptr %p, null
  br i1 %no, label %null, label %some
null:
  call void @NRT_decref(ptr %p) "refprune.pinned"
  ret void
some:
  ret void
}

; Only null comes into the loop, over two edges. An incref that is met again round a loop has no window, even
; where no other way into the loop says so; what is placed there, or not, does not matter to any object.
define void @kept_round_a_loop(ptr %p, i1 %again) {
; PATTERNS-LABEL: define {{.*}}@kept_round_a_loop(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: %no = icmp eq ptr %p, null
; PATTERNS-NEXT: br i1 %no, label %loop, label %other
; PATTERNS: other:
; PATTERNS-NEXT: %none = icmp eq ptr %p, null
; PATTERNS-NEXT: br i1 %none, label %loop, label %done
; PATTERNS: loop:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: br i1 %again, label %loop, label %after
; PATTERNS: after:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: done:
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_round_a_loop(
; PLACED-NEXT: entry:
; PLACED-NEXT: %no = icmp eq ptr %p, null
; PLACED-NEXT: br i1 %no, label %loop, label %other
; PLACED: other:
; PLACED-NEXT: %none = icmp eq ptr %p, null
; PLACED-NEXT: br i1 %none, label %loop, label %done
; PLACED: loop:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: br i1 %again, label %loop, label %after
; PLACED: after:
; PLACED-NEXT: ret void
; PLACED: done:
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  %no = icmp eq ptr %p, null
  br i1 %no, label %loop, label %other
other:
  %none = icmp eq ptr %p, null
  br i1 %none, label %loop, label %done
loop:
  call void @NRT_incref(ptr %p)
  br i1 %again, label %loop, label %after
after:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
done:
  ret void
}

; A decref sinks to where there is an object, if another keeps that alive: it runs on one way instead of always.
define void @goes_to_where_an_object_is(ptr %p) {
; PATTERNS-LABEL: define {{.*}}@goes_to_where_an_object_is(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: %no = icmp eq ptr %p, null
; PATTERNS-NEXT: br i1 %no, label %null, label %some
; PATTERNS: null:
; PATTERNS-NEXT: ret void
; PATTERNS: some:
; PATTERNS-NEXT: %data = load i64, ptr %p, align 8
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@goes_to_where_an_object_is(
; PLACED-NEXT: entry:
; PLACED-NEXT: %no = icmp eq ptr %p, null
; PLACED-NEXT: br i1 %no, label %null, label %some
; PLACED: null:
; PLACED-NEXT: ret void
; PLACED: some:
; PLACED-NEXT: %data = load i64, ptr %p, align 8
; PLACED-NEXT: call void @NRT_decref(ptr %p)
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  %no = icmp eq ptr %p, null
  br i1 %no, label %null, label %some
null:
  ret void
some:
  %data = load i64, ptr %p, align 8
  ; comes PLACED => call void @NRT_decref(ptr %p)
  ret void
}

; The twin: where the other way is one on which p may be an object the decref is needed there too.
define void @kept_where_both_ways_have_one(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_where_both_ways_have_one(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br i1 %way, label %left, label %some
; CHECK: left:
; CHECK-NEXT: ret void
; CHECK: some:
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)
  br i1 %way, label %left, label %some
left:
  ret void
some:
  %data = load i64, ptr %p, align 8
  ret void
}
