; An exit that leads back into the region, or a path that leaves it without a decref, keeps the group.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[fanout] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED
;
; All functions are one region (a loop inner-other with two exits that release) with one edge changed.
; The changed edge joins a point with d = 0 (behind a removed decref, or outside) to one with d = -1.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @goes_whole_region(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_whole_region(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %above
; CHECK: above:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: %deep = call i1 @cond()
; CHECK-NEXT: br i1 %deep, label %inner, label %second
; CHECK: inner:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %leave = call i1 @cond()
; CHECK-NEXT: br i1 %leave, label %first, label %other
; CHECK: other:
; CHECK-NEXT: %back = call i1 @cond()
; CHECK-NEXT: br i1 %back, label %inner, label %second
; CHECK: first:
; CHECK-NEXT: ret void
; CHECK: second:
; CHECK-NEXT: ret void
; CHECK: away:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %above
above:
  br label %head
head:
  call void @NRT_incref(ptr %p)   ; goes
  %deep = call i1 @cond()
  br i1 %deep, label %inner, label %second
inner:
  call void @use(ptr %p)
  %leave = call i1 @cond()
  br i1 %leave, label %first, label %other
other:
  %back = call i1 @cond()
  br i1 %back, label %inner, label %second
first:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
second:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
away:
  ret void
}

define void @kept_exit_reenters(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_exit_reenters(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %above
; CHECK: above:
; CHECK-NEXT: br label %head
; CHECK: head:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %deep = call i1 @cond()
; CHECK-NEXT: br i1 %deep, label %inner, label %second
; CHECK: inner:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %leave = call i1 @cond()
; CHECK-NEXT: br i1 %leave, label %first, label %other
; CHECK: other:
; CHECK-NEXT: %back = call i1 @cond()
; CHECK-NEXT: br i1 %back, label %inner, label %second
; CHECK: first:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %inner, label %away
; CHECK: second:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: away:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %above
above:
  br label %head
head:
  call void @NRT_incref(ptr %p)
  %deep = call i1 @cond()
  br i1 %deep, label %inner, label %second
inner:
  call void @use(ptr %p)
  %leave = call i1 @cond()
  br i1 %leave, label %first, label %other
other:
  %back = call i1 @cond()
  br i1 %back, label %inner, label %second
first:
  call void @NRT_decref(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %inner, label %away
second:
  call void @NRT_decref(ptr %p)
  ret void
away:
  ret void
}

define void @kept_path_without_decref(ptr %p) {
; PATTERNS-LABEL: define {{.*}}@kept_path_without_decref(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: br label %above
; PATTERNS: above:
; PATTERNS-NEXT: br label %head
; PATTERNS: head:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %deep = call i1 @cond()
; PATTERNS-NEXT: br i1 %deep, label %inner, label %second
; PATTERNS: inner:
; PATTERNS-NEXT: call void @use(ptr %p)
; PATTERNS-NEXT: %leave = call i1 @cond()
; PATTERNS-NEXT: br i1 %leave, label %first, label %other
; PATTERNS: other:
; PATTERNS-NEXT: %back = call i1 @cond()
; PATTERNS-NEXT: br i1 %back, label %inner, label %away
; PATTERNS: first:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: second:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: away:
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_path_without_decref(
; PLACED-NEXT: entry:
; PLACED-NEXT: br label %above
; PLACED: above:
; PLACED-NEXT: br label %head
; PLACED: head:
; PLACED-NEXT: %deep = call i1 @cond()
; PLACED-NEXT: br i1 %deep, label %inner, label %second
; PLACED: inner:
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: %leave = call i1 @cond()
; PLACED-NEXT: br i1 %leave, label %first, label %other
; PLACED: other:
; PLACED-NEXT: %back = call i1 @cond()
; PLACED-NEXT: br i1 %back, label %inner, label %away
; PLACED: first:
; PLACED-NEXT: ret void
; PLACED: second:
; PLACED-NEXT: ret void
; PLACED: away:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  br label %above
above:
  br label %head
head:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %deep = call i1 @cond()
  br i1 %deep, label %inner, label %second
inner:
  call void @use(ptr %p)
  %leave = call i1 @cond()
  br i1 %leave, label %first, label %other
other:
  %back = call i1 @cond()
  br i1 %back, label %inner, label %away
first:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
second:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
away:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  ret void
}

