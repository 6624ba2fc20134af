; Where one releasing block leads into another, a path gives back two references for one taken.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[fanout] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; Behind the first decref of such a path LB = 1: d = -1 from the incref to the second one is refused.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_branch_into_the_other_exit(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_branch_into_the_other_exit(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %both = call i1 @cond()
; CHECK-NEXT: br i1 %both, label %first, label %second
; CHECK: first:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %second
; CHECK: second:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %both = call i1 @cond()
  br i1 %both, label %first, label %second
first:
  call void @NRT_decref(ptr %p)
  br label %second
second:
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_conditional_edge_between_exits(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_conditional_edge_between_exits(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %inner, label %other
; CHECK: inner:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %more = call i1 @cond()
; CHECK-NEXT: br i1 %more, label %other, label %done
; CHECK: other:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %inner, label %other
inner:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  %more = call i1 @cond()
  br i1 %more, label %other, label %done
other:
  call void @NRT_decref(ptr %p)
  ret void
done:
  ret void
}

; The twin: each exit returns.
define void @goes_separate_exits(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_separate_exits(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %first, label %second
; CHECK: first:
; CHECK-NEXT: ret void
; CHECK: second:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %first, label %second
first:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
second:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
