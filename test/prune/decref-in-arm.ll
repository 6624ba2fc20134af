; Any decref in an arm of a diamond that may be of the same object keeps the pair around it.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[diamond] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED
;
; Behind the decref in the arm the one at the join is the only evidence: LB = 1.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @work()
declare i1 @cond()

define void @kept_other_name(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_other_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %empty, label %arm
; CHECK: empty:
; CHECK-NEXT: br label %join
; CHECK: arm:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %empty, label %arm
empty:
  br label %join
arm:
  call void @NRT_decref(ptr %q)
  br label %join
join:
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_same_name(ptr %p) {
; PATTERNS-LABEL: define {{.*}}@kept_same_name(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %empty, label %arm
; PATTERNS: empty:
; PATTERNS-NEXT: br label %join
; PATTERNS: arm:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: br label %join
; PATTERNS: join:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_same_name(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %empty, label %arm
; PLACED: empty:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: br label %join
; PLACED: arm:
; PLACED-NEXT: br label %join
; PLACED: join:
; PLACED-NEXT: call void @NRT_decref(ptr %p)
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %empty, label %arm
empty:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  br label %join
arm:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  br label %join
join:
  call void @NRT_decref(ptr %p)
  ret void
}

; The join is the first successor of the branch: the arm beside it must still be looked at.
define void @kept_join_is_first_successor(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_join_is_first_successor(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %join, label %arm
arm:
  call void @NRT_decref(ptr %q)
  br label %join
join:
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_join_is_second_successor(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_join_is_second_successor(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %arm, label %join
; CHECK: arm:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %arm, label %join
arm:
  call void @NRT_decref(ptr %q)
  br label %join
join:
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: an arm that calls (callees borrow), and an arm that takes one reference more.
define void @goes_around_a_call(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_around_a_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: call void @work()
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %join, label %arm
arm:
  call void @work()
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; Another name's decref is no hazard where a second decref of p is still to come: LB = 2 behind it.
define void @goes_with_another_decref_ahead(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_with_another_decref_ahead(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %join, label %arm
; CHECK: arm:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @work()
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %join, label %arm
arm:
  call void @NRT_decref(ptr %q)
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  call void @work()
  call void @NRT_decref(ptr %p)
  ret void
}
