; A phi and its inputs are placed together: on the null path an operation on the phi is none.
; RUN: %prune[place;fanout_raise] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s
;
; The account of p passes along the edge on which the phi is p. Where it is null, the account of p must be
; closed (d = 0) at the end of the block that the edge comes from.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

; Where the phi is null nobody gives p back: only that way keeps an incref.
define void @released_on_half_of_the_paths(ptr %p) {
; CHECK-LABEL: define {{.*}}@released_on_half_of_the_paths(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %gone, label %join
; CHECK: gone:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %gone ], [ %p, %entry ]
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %gone, label %join
gone:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  br label %join
join:
  %x = phi ptr [ null, %gone ], [ %p, %entry ]
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}

; numba/llvmlite#1024, reduced.
define void @goes_given_back_once_on_each_path(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_given_back_once_on_each_path(
; CHECK-NEXT: entry:
; CHECK-NEXT: %detour = call i1 @cond()
; CHECK-NEXT: br i1 %detour, label %other, label %test
; CHECK: other:
; CHECK-NEXT: br label %test
; CHECK: test:
; CHECK-NEXT: %done = call i1 @cond()
; CHECK-NEXT: br i1 %done, label %tail, label %releases
; CHECK: releases:
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: %x = phi ptr [ null, %releases ], [ %p, %test ]
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %detour = call i1 @cond()
  br i1 %detour, label %other, label %test
other:
  br label %test
test:
  %done = call i1 @cond()
  br i1 %done, label %tail, label %releases
releases:
  call void @NRT_decref(ptr %p)   ; goes
  br label %tail
tail:
  %x = phi ptr [ null, %releases ], [ %p, %test ]
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}

; numba/llvmlite#1044, reduced. First what the phi gives back goes with the second reference, then the first
; one, which the raising path leaks, is forgiven.
define i32 @goes_null_in_a_raising_block(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_null_in_a_raising_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: %early = call i1 @cond()
; CHECK-NEXT: br i1 %early, label %raises, label %next
; CHECK: next:
; CHECK-NEXT: %fine = call i1 @cond()
; CHECK-NEXT: br i1 %fine, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: br label %leave
; CHECK: raises:
; CHECK-NEXT: %x = phi ptr [ %p, %entry ], [ null, %next ]
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: br label %leave
; CHECK: leave:
; CHECK-NEXT: %status = phi i32 [ 0, %plain ], [ 1, %raises ]
; CHECK-NEXT: ret i32 %status
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  %early = call i1 @cond()
  br i1 %early, label %raises, label %next
next:
  call void @NRT_decref(ptr %p)   ; goes
  %fine = call i1 @cond()
  br i1 %fine, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  br label %leave
raises:
  %x = phi ptr [ %p, %entry ], [ null, %next ]
  call void @NRT_decref(ptr %x)   ; goes
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  br label %leave
leave:
  %status = phi i32 [ 0, %plain ], [ 1, %raises ]
  ret i32 %status
}

; The twin: on the other way in the phi is an object that was not taken here. LB = 1 at the join, by the
; decref itself, so the account cannot stay open there.
define void @kept_other_object_on_one_way(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_other_object_on_one_way(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %gone, label %join
; CHECK: gone:
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %q, %gone ], [ %p, %entry ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %gone, label %join
gone:
  call void @use(ptr %q)
  br label %join
join:
  %x = phi ptr [ %q, %gone ], [ %p, %entry ]
  call void @NRT_decref(ptr %x)
  ret void
}

!0 = !{i1 true}
