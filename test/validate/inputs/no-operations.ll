; Functions as compilers make them, without a single operation, for --inject: loops, loops in loops, what is left
; by exceptions, switches, lists, assembler that jumps, and pointers that are null, chosen or merged.
%node = type { ptr, ptr, i64 }

declare i32 @__gxx_personality_v0(...)
declare i32 @__CxxFrameHandler3(...)
declare ptr @make(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @echo(ptr) memory(none)
declare void @work(ptr)
declare i1 @test(ptr)
declare i32 @kind(ptr) memory(read)
declare void @fail(ptr) noreturn
declare void @die() noreturn nounwind
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define ptr @find(ptr %list, ptr %wanted) {
entry:
  %empty = icmp eq ptr %list, null
  br i1 %empty, label %none, label %loop
loop:
  %at = phi ptr [ %list, %entry ], [ %next, %on ]
  %value.at = getelementptr inbounds %node, ptr %at, i64 0, i32 1
  %value = load ptr, ptr %value.at
  %same = call i1 @test(ptr %value)
  br i1 %same, label %found, label %on
on:
  %next = load ptr, ptr %at
  %end = icmp eq ptr %next, null
  br i1 %end, label %none, label %loop
found:
  ret ptr %value
none:
  %other = call ptr @make(ptr %wanted)
  ret ptr %other
}

define i32 @guarded(ptr %lock, ptr %object, ptr %out) personality ptr @__gxx_personality_v0 {
entry:
  invoke void @work(ptr %lock)
          to label %locked unwind label %outer
locked:
  %made = invoke ptr @make(ptr %object)
          to label %filled unwind label %inner
filled:
  store ptr %made, ptr %out
  %bad = invoke i1 @test(ptr %made)
          to label %tested unwind label %inner
tested:
  br i1 %bad, label %throws, label %leaves
throws:
  invoke void @fail(ptr %made)
          to label %never unwind label %inner
never:
  unreachable
inner:
  %held = phi ptr [ null, %locked ], [ %made, %filled ], [ %made, %throws ]
  %caught = landingpad { ptr, i32 }
          cleanup
          catch ptr null
  %exception = extractvalue { ptr, i32 } %caught, 0
  %none = icmp eq ptr %held, null
  br i1 %none, label %resumes, label %releases
releases:
  call void @work(ptr %held)
  br label %resumes
resumes:
  call void @work(ptr %lock)
  resume { ptr, i32 } %caught
outer:
  %first = landingpad { ptr, i32 }
          cleanup
  resume { ptr, i32 } %first
leaves:
  call void @work(ptr %lock)
  ret i32 0
}

define ptr @nested(ptr %rows, i64 %height, i64 %width) {
entry:
  br label %outer
outer:
  %row = phi i64 [ 0, %entry ], [ %row.next, %outer.end ]
  %best = phi ptr [ null, %entry ], [ %best.row, %outer.end ]
  %row.at = getelementptr ptr, ptr %rows, i64 %row
  %cells = load ptr, ptr %row.at
  br label %inner
inner:
  %column = phi i64 [ 0, %outer ], [ %column.next, %inner.end ]
  %best.row = phi ptr [ %best, %outer ], [ %best.next, %inner.end ]
  %cell.at = getelementptr ptr, ptr %cells, i64 %column
  %cell = load ptr, ptr %cell.at
  %better = call i1 @test(ptr %cell)
  br i1 %better, label %take, label %inner.end
take:
  call void @work(ptr %best.row)
  br label %inner.end
inner.end:
  %best.next = phi ptr [ %cell, %take ], [ %best.row, %inner ]
  %column.next = add i64 %column, 1
  %row.done = icmp eq i64 %column.next, %width
  br i1 %row.done, label %outer.end, label %inner
outer.end:
  %row.next = add i64 %row, 1
  %done = icmp eq i64 %row.next, %height
  br i1 %done, label %exit, label %outer
exit:
  ret ptr %best.next
}

define ptr @dispatch(ptr %object, ptr %fallback, ptr %slot) {
entry:
  %kind = call i32 @kind(ptr %object)
  switch i32 %kind, label %join [ i32 0, label %read
                                  i32 1, label %build
                                  i32 2, label %join
                                  i32 3, label %stop
                                  i32 4, label %entry.again ]
entry.again:
  %again = call i1 @test(ptr %fallback)
  br i1 %again, label %read, label %join
read:
  %known = load ptr, ptr %slot
  br label %join
build:
  %built = call ptr @make(ptr %object)
  store ptr %built, ptr %slot
  br label %join
stop:
  call void @die()
  unreachable
join:
  %result = phi ptr [ %fallback, %entry ], [ %fallback, %entry ], [ null, %entry.again ], [ %known, %read ],
                    [ %built, %build ]
  call void @work(ptr %object)
  ret ptr %result
}

define void @jumps(ptr %object, ptr %other, i1 %way) {
entry:
  %way.object = select i1 %way, ptr %object, ptr %other
  %asked = callbr ptr asm "", "=r,r,!i,~{memory}"(ptr %object)
          to label %plain [label %odd]
plain:
  call void @work(ptr %asked)
  br i1 %way, label %join, label %odd
odd:
  call void @work(ptr %other)
  br label %join
join:
  %last = phi ptr [ %asked, %plain ], [ %way.object, %odd ]
  call void @work(ptr %last)
  ret void
}

define void @fresh(ptr %slot, ptr %record, i1 %keep) {
entry:
  %object = call ptr @NRT_MemInfo_alloc(i64 16)
  %copy = call ptr @echo(ptr %object)
  br i1 %keep, label %kept, label %dropped
kept:
  store ptr %object, ptr %slot
  %back = load ptr, ptr %slot
  call void @work(ptr %back)
  br label %join
dropped:
  call void @work(ptr %copy)
  br label %join
join:
  call void @llvm.memcpy.p0.p0.i64(ptr %slot, ptr %record, i64 24, i1 false)
  %field = getelementptr i8, ptr %record, i64 8
  %found = load ptr, ptr %field
  call void @work(ptr %found)
  ret void
}

define i32 @checked(ptr %record, ptr %payload, ptr %excinfo) {
entry:
  %field = getelementptr i8, ptr %record, i64 8
  %object = load ptr, ptr %field
  %bad = call i1 @test(ptr %object)
  br i1 %bad, label %copies, label %goes
goes:
  %other = load ptr, ptr %payload
  %worse = call i1 @test(ptr %other)
  br i1 %worse, label %raises, label %leaves
copies:
  call void @llvm.memcpy.p0.p0.i64(ptr %payload, ptr %record, i64 24, i1 false)
  store ptr null, ptr %excinfo, !numba_exception_output !0
  ret i32 1
raises:
  %empty = icmp eq ptr %other, null
  %culprit = select i1 %empty, ptr %object, ptr %other
  store ptr %culprit, ptr %excinfo, !numba_exception_output !0
  ret i32 2
leaves:
  call void @work(ptr %other)
  ret i32 0
}

define i32 @funclets(ptr %object, ptr %out) personality ptr @__CxxFrameHandler3 {
entry:
  %made = invoke ptr @make(ptr %object)
          to label %filled unwind label %outer
filled:
  invoke void @work(ptr %made)
          to label %leaves unwind label %cleans
cleans:
  %cleanup = cleanuppad within none []
  %old = load ptr, ptr %out
  call void @work(ptr %old) [ "funclet"(token %cleanup) ]
  cleanupret from %cleanup unwind label %outer
outer:
  %held = phi ptr [ null, %entry ], [ %made, %cleans ]
  %chooser = catchswitch within none [label %handles] unwind to caller
handles:
  %handler = catchpad within %chooser [ptr null, i32 64, ptr null]
  %known = icmp eq ptr %held, null
  br i1 %known, label %handled, label %handles.more
handles.more:
  call void @work(ptr %held) [ "funclet"(token %handler) ]
  br label %handled
handled:
  catchret from %handler to label %leaves
leaves:
  %result = phi ptr [ %made, %filled ], [ %held, %handled ]
  call void @work(ptr %result)
  ret i32 0
}

!0 = !{i1 true}
