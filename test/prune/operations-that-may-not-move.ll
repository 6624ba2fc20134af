; An operation that is convergent, or may not be duplicated, can go, but none like it is put elsewhere.
; RUN: %prune[all;incref=take_together;decref=drop_once] %s | FileCheck %s --check-prefixes=CHECK,FIXED
; RUN: %prune[all;incref=take;decref=drop] %s | FileCheck %s --check-prefixes=CHECK,FREE

declare void @take_together(ptr) convergent
declare void @drop_once(ptr) noduplicate
declare void @take(ptr)
declare void @drop(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @kept_convergent(ptr %p, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@kept_convergent(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @take_together(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %give, label %keep
; CHECK: give:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @drop_once(ptr %p)
; CHECK-NEXT: ret void
; CHECK: keep:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @take_together(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %give, label %keep
give:
  call void @use(ptr %p)
  call void @drop_once(ptr %p)
  ret void
keep:
  store ptr %p, ptr %slot, align 8
  ret void
}

define void @goes_with_its_decref(ptr %p) #0 {
; FIXED-LABEL: define {{.*}}@goes_with_its_decref(
; FIXED-NEXT: entry:
; FIXED-NEXT: call void @use(ptr %p)
; FIXED-NEXT: ret void
; FIXED-NEXT: }
; FREE-LABEL: define {{.*}}@goes_with_its_decref(
; FREE-NEXT: entry:
; FREE-NEXT: call void @take_together(ptr %p)
; FREE-NEXT: call void @use(ptr %p)
; FREE-NEXT: call void @drop_once(ptr %p)
; FREE-NEXT: ret void
; FREE-NEXT: }
entry:
  call void @take_together(ptr %p)   ; goes FIXED
  call void @use(ptr %p)
  call void @drop_once(ptr %p)   ; goes FIXED
  ret void
}

; The twin may move.
define void @placed(ptr %p, ptr %slot) #0 {
; FIXED-LABEL: define {{.*}}@placed(
; FIXED-NEXT: entry:
; FIXED-NEXT: call void @take(ptr %p)
; FIXED-NEXT: %way = call i1 @cond()
; FIXED-NEXT: br i1 %way, label %give, label %keep
; FIXED: give:
; FIXED-NEXT: call void @use(ptr %p)
; FIXED-NEXT: call void @drop(ptr %p)
; FIXED-NEXT: ret void
; FIXED: keep:
; FIXED-NEXT: store ptr %p, ptr %slot, align 8
; FIXED-NEXT: ret void
; FIXED-NEXT: }
; FREE-LABEL: define {{.*}}@placed(
; FREE-NEXT: entry:
; FREE-NEXT: %way = call i1 @cond()
; FREE-NEXT: br i1 %way, label %give, label %keep
; FREE: give:
; FREE-NEXT: call void @use(ptr %p)
; FREE-NEXT: ret void
; FREE: keep:
; FREE-NEXT: store ptr %p, ptr %slot, align 8
; FREE-NEXT: call void @take(ptr %p)
; FREE-NEXT: ret void
; FREE-NEXT: }
entry:
  call void @take(ptr %p)   ; goes FREE
  %way = call i1 @cond()
  br i1 %way, label %give, label %keep
give:
  call void @use(ptr %p)
  call void @drop(ptr %p)   ; goes FREE
  ret void
keep:
  store ptr %p, ptr %slot, align 8
  ; comes FREE => call void @take(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="has its own operations" }
