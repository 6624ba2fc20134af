; An operation on phi(null, p) is none on the null path: the patterns, which see one root, leave it.
; RUN: %prune[patterns] %s | FileCheck %s
;
; place-phi-null.ll has the same functions and what webs make of them.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_half_of_the_paths(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_half_of_the_paths(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %gone, label %join
; CHECK: gone:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %gone ], [ %p, %entry ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %gone, label %join
gone:
  br label %join
join:
  %x = phi ptr [ null, %gone ], [ %p, %entry ]
  call void @NRT_decref(ptr %x)
  ret void
}

; numba/llvmlite#1024, reduced: every path gives p back once.
define void @kept_given_back_once_on_each_path(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_given_back_once_on_each_path(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %detour = call i1 @cond()
; CHECK-NEXT: br i1 %detour, label %other, label %test
; CHECK: other:
; CHECK-NEXT: br label %test
; CHECK: test:
; CHECK-NEXT: %done = call i1 @cond()
; CHECK-NEXT: br i1 %done, label %tail, label %releases
; CHECK: releases:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: %x = phi ptr [ null, %releases ], [ %p, %test ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %detour = call i1 @cond()
  br i1 %detour, label %other, label %test
other:
  br label %test
test:
  %done = call i1 @cond()
  br i1 %done, label %tail, label %releases
releases:
  call void @NRT_decref(ptr %p)
  br label %tail
tail:
  %x = phi ptr [ null, %releases ], [ %p, %test ]
  call void @NRT_decref(ptr %x)
  ret void
}

; The twin: p on both ways in is p.
define void @goes_no_null(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_no_null(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %join
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ %p, %entry ]
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %join
left:
  br label %join
join:
  %x = phi ptr [ %p, %left ], [ %p, %entry ]
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}
