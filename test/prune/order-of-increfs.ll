; The order of increfs in the first block does not matter: the inner group goes, then nothing is in the way.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[diamond;fanout] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED
;
; The decrefs of p are no hazards for q, as they give back what p took. An incref of another name lowers no LB below 2
; that rests on what was taken (F), so both orders are alike.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define void @outer_taken_first(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@outer_taken_first(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  br label %join
right:
  call void @NRT_decref(ptr %p)   ; goes
  br label %join
join:
  call void @NRT_decref(ptr %q)   ; goes
  ret void
}

define void @inner_taken_first(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@inner_taken_first(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %q)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  br label %join
right:
  call void @NRT_decref(ptr %p)   ; goes
  br label %join
join:
  call void @NRT_decref(ptr %q)   ; goes
  ret void
}

; One arm does not release p, so p's group stays. Its decref only gives back what p took: q's pair goes.
define void @goes_around_a_group(ptr %p, ptr %q) {
; PATTERNS-LABEL: define {{.*}}@goes_around_a_group(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %left, label %right
; PATTERNS: left:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: br label %join
; PATTERNS: right:
; PATTERNS-NEXT: br label %join
; PATTERNS: join:
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@goes_around_a_group(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %left, label %right
; PLACED: left:
; PLACED-NEXT: br label %join
; PLACED: right:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: br label %join
; PLACED: join:
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  br label %join
right:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  br label %join
join:
  call void @NRT_decref(ptr %q)   ; goes
  ret void
}

; The twin: the other arm gives back what p did not take. Both groups stay where they are.
define void @kept_both(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_both(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %q)
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)
  br label %join
right:
  br label %join
join:
  call void @NRT_decref(ptr %q)
  ret void
}
