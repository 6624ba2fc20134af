; What LLVM's estimate of frequencies looks at: loops, weights, tests of pointers, and blocks that are hardly
; ever entered for what they hold.
declare void @use(ptr)
declare void @rare() cold
declare void @stop() noreturn
declare i32 @personality(...)

define void @plain(ptr %p, i1 %way) {
entry:
  br i1 %way, label %left, label %right
left:
  call void @use(ptr %p)
  br label %join
right:
  br label %join
join:
  ret void
}

define void @loops(ptr %p, i32 %count) {
entry:
  %none = icmp eq ptr %p, null
  br i1 %none, label %done, label %outer
outer:
  %i = phi i32 [ 0, %entry ], [ %i.next, %latch ]
  br label %inner
inner:
  %j = phi i32 [ 0, %outer ], [ %j.next, %inner ]
  call void @use(ptr %p)
  %j.next = add i32 %j, 1
  %again = icmp ult i32 %j.next, %count
  br i1 %again, label %inner, label %latch, !prof !0
latch:
  %i.next = add i32 %i, 1
  %more = icmp ult i32 %i.next, %count
  br i1 %more, label %outer, label %done
done:
  ret void
}

define void @cold_call(ptr %p, i1 %way, i1 %other) {
entry:
  br i1 %way, label %left, label %right
left:
  br i1 %other, label %further, label %join
further:
  call void @use(ptr %p)
  call void @rare()
  br label %join
right:
  br label %join
join:
  ret void
}

define void @cold_call_site(ptr %p, i1 %way) {
entry:
  br i1 %way, label %left, label %right
left:
  br label %further
further:
  call void @use(ptr %p) cold
  br label %join
right:
  br label %join
join:
  ret void
}

define void @never_returns(ptr %p, i32 %which) {
entry:
  switch i32 %which, label %join [ i32 0, label %before
                                   i32 1, label %trap ]
before:
  br label %end
end:
  call void @stop()
  unreachable
trap:
  unreachable
join:
  ret void
}

define void @unwinds(ptr %p, i1 %way) personality ptr @personality {
entry:
  br i1 %way, label %try, label %join
try:
  invoke void @use(ptr %p) to label %join unwind label %pad
pad:
  %caught = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %caught
join:
  ret void
}

define void @deoptimizes(ptr %p, i1 %way) {
entry:
  br i1 %way, label %join, label %before
before:
  br label %leave
leave:
  call void (...) @llvm.experimental.deoptimize.isVoid() [ "deopt"() ]
  ret void
join:
  ret void
}
declare void @llvm.experimental.deoptimize.isVoid(...)

define void @endless(ptr %p, i1 %way) {
entry:
  br i1 %way, label %loop, label %join
loop:
  call void @use(ptr %p)
  br label %loop
join:
  ret void
}

!0 = !{!"branch_weights", i32 7, i32 2}
