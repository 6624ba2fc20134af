; Where the configured name is that of an alias its calls count, and are never removed.
; RUN: %prune[place;incref=take;decref=drop] %s | FileCheck %s
; RUN: %prune[all;incref=take;decref=drop] %s | FileCheck %s

declare void @drop(ptr)

define void @taking(ptr %p) noinline #0 {
; CHECK-LABEL: define {{.*}}@taking(
; CHECK-NEXT: ret void
; CHECK-NEXT: }
  ret void
}

@take = alias void (ptr), ptr @taking

; The decrefs of either way give back what its incref takes, and one more: LB = 1 in front.
define void @kept_behind_the_alias(ptr %p, i1 %way) #0 {
; CHECK-LABEL: define {{.*}}@kept_behind_the_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @take(ptr %p)
; CHECK-NEXT: call void @drop(ptr %p)
; CHECK-NEXT: call void @drop(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: call void @take(ptr %p)
; CHECK-NEXT: call void @drop(ptr %p)
; CHECK-NEXT: call void @drop(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  call void @take(ptr %p)
  call void @drop(ptr %p)
  call void @drop(ptr %p)
  ret void
right:
  call void @take(ptr %p)
  call void @drop(ptr %p)
  call void @drop(ptr %p)
  ret void
}

; The twin: LB = 2 in front, so that one decref there does for two.
define void @placed_in_front(ptr %p, i1 %way) #0 {
; CHECK-LABEL: define {{.*}}@placed_in_front(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @drop(ptr %p)
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @drop(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: call void @drop(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  ; comes CHECK => call void @drop(ptr %p)
  br i1 %way, label %left, label %right
left:
  call void @drop(ptr %p)   ; goes
  call void @drop(ptr %p)
  ret void
right:
  call void @drop(ptr %p)   ; goes
  call void @drop(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="has its own incref" }
