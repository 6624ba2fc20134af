; A phi of two names, both of which are operated on again in the next iteration: at each point the account that matters
; is that of the name whose operation comes next.
; RUN: %prune %s | FileCheck %s
; RUN: %prune[place] %s | FileCheck %s
;
; From each incref on its name has two references, nothing releases before the join, and there the phi has two
; whichever way was taken. So d = -1 passes from either input to the phi and ends at its decref; on the ways out of the
; loop the incref is put back, for there the function owes one reference less than it took.
; A switch may lead to a block by several edges: a phi there has an input for each, and takes over one account.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i32 @choose()
declare i1 @cond()

define i32 @goes_two_ways(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_two_ways(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: %a = call i32 @choose()
; CHECK-NEXT: switch i32 %a, label %left.fails [
; CHECK-NEXT: i32 0, label %join
; CHECK-NEXT: i32 2, label %join
; CHECK-NEXT: ], !prof !0
; CHECK: right:
; CHECK-NEXT: %b = call i32 @choose()
; CHECK-NEXT: switch i32 %b, label %right.fails [
; CHECK-NEXT: i32 0, label %join
; CHECK-NEXT: i32 2, label %join
; CHECK-NEXT: ], !prof !0
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ %p, %left ], [ %q, %right ], [ %q, %right ]
; CHECK-NEXT: %more = call i1 @cond()
; CHECK-NEXT: br i1 %more, label %loop, label %out
; CHECK: out:
; CHECK-NEXT: ret i32 0
; CHECK: left.fails:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret i32 1
; CHECK: right.fails:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: ret i32 2
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)   ; goes
  %a = call i32 @choose()
  switch i32 %a, label %left.fails [
    i32 0, label %join
    i32 2, label %join
  ], !prof !0
right:
  call void @NRT_incref(ptr %q)   ; goes
  %b = call i32 @choose()
  switch i32 %b, label %right.fails [
    i32 0, label %join
    i32 2, label %join
  ], !prof !0
join:
  %x = phi ptr [ %p, %left ], [ %p, %left ], [ %q, %right ], [ %q, %right ]
  call void @NRT_decref(ptr %x)   ; goes
  %more = call i1 @cond()
  br i1 %more, label %loop, label %out
out:
  ret i32 0
left.fails:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  ret i32 1
right.fails:
  ; comes CHECK => call void @NRT_incref(ptr %q)
  ret i32 2
}

; The twin: on one way the other object may be released, and with it one of the two references. The other way alone
; has nobody to pass its account to.
define i32 @kept_release_on_one_way(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_release_on_one_way(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %a = call i32 @choose()
; CHECK-NEXT: switch i32 %a, label %left.fails [
; CHECK-NEXT: i32 0, label %join
; CHECK-NEXT: i32 2, label %join
; CHECK-NEXT: ], !prof !0
; CHECK: right:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %b = call i32 @choose()
; CHECK-NEXT: switch i32 %b, label %right.fails [
; CHECK-NEXT: i32 0, label %join
; CHECK-NEXT: i32 2, label %join
; CHECK-NEXT: ], !prof !0
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ %p, %left ], [ %q, %right ], [ %q, %right ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: %more = call i1 @cond()
; CHECK-NEXT: br i1 %more, label %loop, label %out
; CHECK: out:
; CHECK-NEXT: ret i32 0
; CHECK: left.fails:
; CHECK-NEXT: ret i32 1
; CHECK: right.fails:
; CHECK-NEXT: ret i32 2
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)
  %a = call i32 @choose()
  switch i32 %a, label %left.fails [
    i32 0, label %join
    i32 2, label %join
  ], !prof !0
right:
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %r)
  %b = call i32 @choose()
  switch i32 %b, label %right.fails [
    i32 0, label %join
    i32 2, label %join
  ], !prof !0
join:
  %x = phi ptr [ %p, %left ], [ %p, %left ], [ %q, %right ], [ %q, %right ]
  call void @NRT_decref(ptr %x)
  %more = call i1 @cond()
  br i1 %more, label %loop, label %out
out:
  ret i32 0
left.fails:
  ret i32 1
right.fails:
  ret i32 2
}

!0 = !{!"branch_weights", i32 1, i32 99, i32 99}
