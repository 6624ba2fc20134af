; A decref under another name at the top of the last block may destroy the object before its own decref.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[diamond;fanout] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED
;
; Behind the decref of q nothing but the decref of p is evidence: LB = 1 there, and d = -1 needs 2.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_in_the_tail(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_in_the_tail(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  br label %tail
tail:
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_in_one_exit_of_two(ptr %p, ptr %q) {
; PATTERNS-LABEL: define {{.*}}@kept_in_one_exit_of_two(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %left = call i1 @cond()
; PATTERNS-NEXT: br i1 %left, label %alias, label %plain
; PATTERNS: alias:
; PATTERNS-NEXT: call void @NRT_decref(ptr %q)
; PATTERNS-NEXT: call void @use(ptr %p)
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_in_one_exit_of_two(
; PLACED-NEXT: entry:
; PLACED-NEXT: %left = call i1 @cond()
; PLACED-NEXT: br i1 %left, label %alias, label %plain
; PLACED: alias:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @NRT_decref(ptr %q)
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: call void @NRT_decref(ptr %p)
; PLACED-NEXT: ret void
; PLACED: plain:
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %left = call i1 @cond()
  br i1 %left, label %alias, label %plain
alias:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
}

; The twins: the other decref comes behind the matching one.
define void @goes_before_the_alias(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_before_the_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br label %tail
tail:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  ret void
}

define void @goes_in_both_exits(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_in_both_exits(
; CHECK-NEXT: entry:
; CHECK-NEXT: %left = call i1 @cond()
; CHECK-NEXT: br i1 %left, label %alias, label %plain
; CHECK: alias:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK: plain:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %left = call i1 @cond()
  br i1 %left, label %alias, label %plain
alias:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  ret void
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
