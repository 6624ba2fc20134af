; A call of an alias, or of a constant that stands for a function, is one of that function, for the worse: it
; counts, observes or consumes as that does.
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i64 @NRT_MemInfo_refcount(ptr)
declare void @use(ptr)

define void @consuming(ptr "refprune-consumes" %p) #0 {
; CHECK-LABEL: define {{.*}}@consuming(
; CHECK-NEXT: ret void
; CHECK-NEXT: }
  ret void
}

define i64 @looking(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@looking(
; CHECK-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
  %count = call i64 @NRT_MemInfo_refcount(ptr %p)
  ret i64 %count
}

define i64 @looking_by_an_alias(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@looking_by_an_alias(
; CHECK-NEXT: %count = call i64 @looker(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
  %count = call i64 @looker(ptr %p)
  ret i64 %count
}

define i64 @looking_unchecked(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@looking_unchecked(
; CHECK-NEXT: %count = call i64 no_cfi @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
  %count = call i64 no_cfi @NRT_MemInfo_refcount(ptr %p)
  ret i64 %count
}

@eater = alias void (ptr), ptr @consuming
@looker = alias i64 (ptr), ptr @looking
@user = alias void (ptr), ptr @using

define void @using(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@using(
; CHECK-NEXT: ret void
; CHECK-NEXT: }
  ret void
}

define void @kept_decref_in_this_unit(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_decref_in_this_unit(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void dso_local_equivalent @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void dso_local_equivalent @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_decref_unchecked(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_decref_unchecked(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void no_cfi @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void no_cfi @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define i64 @kept_observed(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_observed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 no_cfi @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 no_cfi @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_observed_further_down(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_observed_further_down(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @looker(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @looker(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_observed_in_callees(ptr %p, i1 %way) #0 {
; CHECK-LABEL: define {{.*}}@kept_observed_in_callees(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @looking_by_an_alias(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK: right:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %other = call i64 @looking_unchecked(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %other
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)
  %count = call i64 @looking_by_an_alias(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
right:
  call void @NRT_incref(ptr %p)
  %other = call i64 @looking_unchecked(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %other
}

define void @kept_consumed(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_consumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @eater(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @eater(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins call what does none of this.
define void @goes_used_by_an_alias(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_used_by_an_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @user(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @user(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_used_unchecked(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_used_unchecked(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void no_cfi @use(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void no_cfi @use(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="aliases and marks that the harness does not play" }
