; The rules by which LLVM takes one edge of a branch for more likely than another. What functions hold whose
; names begin with "ask" only LLVM weighs.
target triple = "x86_64-unknown-linux-gnu"

declare void @rare() cold
declare void @plain_call()
declare void @stop() noreturn
declare i32 @strcmp(ptr, ptr)
declare i32 @number()
declare i32 @personality(...)
declare void @llvm.experimental.deoptimize.isVoid(...)

define void @nothing_said(i1 %way) {
  br i1 %way, label %left, label %right
left:
  ret void
right:
  ret void
}

define void @switch_names_a_block_twice(i32 %way) {
  switch i32 %way, label %left [
    i32 0, label %right
    i32 1, label %right
    i32 2, label %right
  ]
left:
  ret void
right:
  ret void
}

; -- Metadata

define void @weights(i1 %way) {
  br i1 %way, label %left, label %right, !prof !0
left:
  ret void
right:
  ret void
}

define void @weights_expected(i1 %way) {
  br i1 %way, label %left, label %right, !prof !1
left:
  ret void
right:
  ret void
}

define void @weights_too_large(i32 %way) {
  switch i32 %way, label %left [
    i32 0, label %right
    i32 1, label %middle
  ], !prof !2
left:
  ret void
middle:
  ret void
right:
  ret void
}

define void @weights_of_nothing(ptr %p) {
  %none = icmp eq ptr %p, null
  br i1 %none, label %left, label %right, !prof !3
left:
  ret void
right:
  ret void
}

define void @ask_other_profile(i1 %way) {
  br i1 %way, label %left, label %right, !prof !4
left:
  ret void
right:
  ret void
}

; -- Loops

define void @loops(i32 %count) {
entry:
  %none = icmp ule i32 %count, 5
  br i1 %none, label %done, label %outer
outer:
  %i = phi i32 [ 0, %entry ], [ %i.next, %latch ], [ %i, %outer_again ]
  br label %inner
inner:
  %j = phi i32 [ 0, %outer ], [ %j.next, %again ]
  %j.next = add i32 %j, 1
  %leave = icmp ugt i32 %j.next, %count
  br i1 %leave, label %done, label %again
again:
  %more = icmp ult i32 %j.next, %count
  switch i32 %j, label %inner [
    i32 7, label %latch
    i32 8, label %outer_again
  ]
outer_again:
  br label %outer
latch:
  %i.next = add i32 %i, 1
  %outer.more = icmp ult i32 %i.next, %count
  br i1 %outer.more, label %outer, label %done
done:
  ret void
}

define void @loop_with_weights(i32 %count) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %head ]
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %count
  br i1 %more, label %head, label %done, !prof !0
done:
  ret void
}

define void @branch_inside_a_loop(i32 %count, i32 %n) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %zero = icmp eq i32 %n, 0
  br i1 %zero, label %left, label %right
left:
  br label %latch
right:
  br label %latch
latch:
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %count
  br i1 %more, label %head, label %done
done:
  ret void
}

define void @ask_cycle_with_two_entries(i1 %way, i1 %other) {
  br i1 %way, label %left, label %right
left:
  br i1 %other, label %right, label %done
right:
  br label %left
done:
  ret void
}

define void @ask_endless(i1 %way) {
  br i1 %way, label %again, label %done
again:
  br label %again
done:
  ret void
}

; The branch counts up to a number, and starts anew where it has come there.
define void @ask_counter_is_reset(i32 %count) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %n = phi i32 [ 0, %entry ], [ %n.next, %latch ]
  %n.more = add i32 %n, 1
  %full = icmp eq i32 %n.more, 8
  br i1 %full, label %reset, label %latch
reset:
  br label %latch
latch:
  %n.next = phi i32 [ 0, %reset ], [ %n.more, %head ]
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %count
  br i1 %more, label %head, label %done
done:
  ret void
}

define void @counter_starts_from_a_constant(i32 %count) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %full = icmp eq i32 %i, 8
  br i1 %full, label %left, label %latch
left:
  br label %latch
latch:
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %count
  br i1 %more, label %head, label %done
done:
  ret void
}

define void @ask_assembler_jump() {
  callbr void asm sideeffect "", "!i"() to label %left [label %right], !prof !0
left:
  ret void
right:
  ret void
}

; -- Comparisons

define void @pointers(ptr %p, ptr %q) {
  %none = icmp eq ptr %p, null
  br i1 %none, label %done, label %more
more:
  %other = icmp ne ptr %p, %q
  br i1 %other, label %left, label %right
left:
  ret void
right:
  %above = icmp ugt ptr %p, %q
  br i1 %above, label %last, label %done
last:
  ret void
done:
  ret void
}

define void @integers(i32 %n, i1 %bit) {
  %zero = icmp eq i32 %n, 0
  br i1 %zero, label %done, label %a
a:
  %some = icmp ne i32 %n, 0
  br i1 %some, label %b, label %done
b:
  %negative = icmp slt i32 %n, 0
  br i1 %negative, label %done, label %c
c:
  %positive = icmp sgt i32 %n, 0
  br i1 %positive, label %d, label %done
d:
  %small = icmp slt i32 %n, 1
  br i1 %small, label %done, label %e
e:
  %minus_one = icmp eq i32 %n, -1
  br i1 %minus_one, label %done, label %f
f:
  %not_minus_one = icmp ne i32 %n, -1
  br i1 %not_minus_one, label %g, label %done
g:
  %not_negative = icmp sgt i32 %n, -1
  br i1 %not_negative, label %h, label %done
h:
  %is_two = icmp eq i32 %n, 2
  br i1 %is_two, label %i, label %done
i:
  %is_set = icmp eq i1 %bit, true
  br i1 %is_set, label %j, label %done
j:
  %masked = and i32 %n, 4
  %unset = icmp eq i32 %masked, 0
  br i1 %unset, label %k, label %done
k:
  %two_bits = and i32 %n, 5
  %both_unset = icmp eq i32 %two_bits, 0
  br i1 %both_unset, label %l, label %done
l:
  %result = call i32 @number()
  %no_result = icmp eq i32 %result, 0
  br i1 %no_result, label %done, label %m
m:
  ret void
done:
  ret void
}

define void @ask_strings(ptr %p, ptr %q) {
  %order = call i32 @strcmp(ptr %p, ptr %q)
  %equal = icmp eq i32 %order, 7
  br i1 %equal, label %left, label %right
left:
  ret void
right:
  ret void
}

define void @floats(double %x, double %y) {
  %oeq = fcmp oeq double %x, %y
  br i1 %oeq, label %a, label %done
a:
  %ueq = fcmp ueq double %x, %y
  br i1 %ueq, label %b, label %done
b:
  %one = fcmp one double %x, %y
  br i1 %one, label %c, label %done
c:
  %une = fcmp une double %x, %y
  br i1 %une, label %d, label %done
d:
  %olt = fcmp olt double %x, %y
  br i1 %olt, label %e, label %done
e:
  %ord = fcmp ord double %x, %y
  br i1 %ord, label %f, label %none
f:
  %uno = fcmp uno double %x, %y
  br i1 %uno, label %g, label %done
none:
  ret void
g:
  ret void
done:
  ret void
}

; -- Ends of the program

define void @unreachable(i32 %way) {
  switch i32 %way, label %never [
    i32 0, label %left
    i32 1, label %right
  ]
left:
  ret void
right:
  %zero = icmp eq i32 %way, 0
  br i1 %zero, label %stopped, label %done
stopped:
  call void @plain_call()
  call void @stop()
  unreachable
never:
  unreachable
done:
  ret void
}

define void @unreachable_out_of_a_loop(i32 %count) {
entry:
  br label %head
head:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %wrong = icmp ugt i32 %i, %count
  br i1 %wrong, label %stopped, label %latch
latch:
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %count
  br i1 %more, label %head, label %done
stopped:
  call void @stop()
  unreachable
done:
  ret void
}

define void @ask_unreachable_further_down(i1 %way, i1 %other) {
  br i1 %way, label %left, label %done
left:
  br i1 %other, label %one, label %two
one:
  call void @stop()
  unreachable
two:
  unreachable
done:
  ret void
}

define void @ask_unreachable_with_weights(i1 %way) {
  br i1 %way, label %left, label %done, !prof !0
left:
  unreachable
done:
  ret void
}

define void @ask_cold_call(i1 %way) {
  br i1 %way, label %left, label %done
left:
  call void @rare()
  br label %done
done:
  ret void
}

define void @ask_call_marked_cold(i1 %way) {
  br i1 %way, label %left, label %done
left:
  call void @plain_call() cold
  br label %done
done:
  ret void
}

define void @ask_deoptimized(i1 %way) {
  br i1 %way, label %left, label %done
left:
  call void (...) @llvm.experimental.deoptimize.isVoid() [ "deopt"() ]
  ret void
done:
  ret void
}

define void @ask_unwinding(i1 %way) personality ptr @personality {
  br i1 %way, label %left, label %done
left:
  invoke void @plain_call() to label %done unwind label %caught
caught:
  %pad = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %pad
done:
  ret void
}

!0 = !{!"branch_weights", i32 3, i32 17}
!1 = !{!"branch_weights", !"expected", i32 2000, i32 1}
!2 = !{!"branch_weights", i32 -1, i32 -2, i32 7}
!3 = !{!"branch_weights", i32 0, i32 0}
!4 = !{!"other_weights", i32 3, i32 17}
