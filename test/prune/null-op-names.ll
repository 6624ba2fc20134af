; An operation on nothing may be the only one that names a select. It links p and q, so that a decref of the
; one is a hazard to the other even where it is covered; without it the function is read again.
; RUN: %prune[fanout] %s | FileCheck %s
; RUN: %prune[all;mode=strict] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @goes_without_the_name(ptr %p, ptr %q, i1 %way, i1 %again) {
; CHECK-LABEL: define {{.*}}@goes_without_the_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: %x = select i1 %way, ptr %q, ptr %p
; CHECK-NEXT: %none = icmp eq ptr %x, null
; CHECK-NEXT: br i1 %none, label %nothing, label %held
; CHECK: nothing:
; CHECK-NEXT: ret void
; CHECK: held:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br i1 %again, label %loop, label %rest
; CHECK: rest:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %x = select i1 %way, ptr %q, ptr %p
  %none = icmp eq ptr %x, null
  br i1 %none, label %nothing, label %held
nothing:
  call void @NRT_incref(ptr %x)   ; goes
  ret void
held:
  call void @NRT_incref(ptr %p)   ; goes
  br label %loop
loop:
  call void @NRT_incref(ptr %q)
  br i1 %again, label %loop, label %rest
rest:
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @kept_with_the_name(ptr %p, ptr %q, i1 %way, i1 %again) {
; CHECK-LABEL: define {{.*}}@kept_with_the_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: %x = select i1 %way, ptr %q, ptr %p
; CHECK-NEXT: %none = icmp eq ptr %x, null
; CHECK-NEXT: br i1 %none, label %nothing, label %held
; CHECK: nothing:
; CHECK-NEXT: call void @NRT_incref(ptr %x), !refprune.pinned !0
; CHECK-NEXT: ret void
; CHECK: held:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br i1 %again, label %loop, label %rest
; CHECK: rest:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %x = select i1 %way, ptr %q, ptr %p
  %none = icmp eq ptr %x, null
  br i1 %none, label %nothing, label %held
nothing:
  call void @NRT_incref(ptr %x), !refprune.pinned !0
  ret void
held:
  call void @NRT_incref(ptr %p)
  br label %loop
loop:
  call void @NRT_incref(ptr %q)
  br i1 %again, label %loop, label %rest
rest:
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}

!0 = !{}
