; An incref whose decref exists on only some paths sinks to the others; a decref never moves up.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define i64 @sinks_past_the_exit_without_hazard(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@sinks_past_the_exit_without_hazard(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK: right:
; CHECK-NEXT: ret i64 0
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %left, label %right
left:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
right:
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 0
}

; The arm's own decref goes with the incref; the other arm takes the reference that the join gives back.
define void @sinks_past_the_arm_that_releases(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@sinks_past_the_arm_that_releases(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %takes, label %gives
; CHECK: takes:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: gives:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %takes, label %gives
takes:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  br label %join
gives:
  call void @NRT_decref(ptr %p)   ; goes
  br label %join
join:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: the decrefs before the hazard on one way and behind it on the other cannot be merged above.
define void @kept_decrefs_stay_behind_the_hazard(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_decrefs_stay_behind_the_hazard(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  br i1 %way, label %left, label %right
left:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
right:
  call void @NRT_decref(ptr %p)
  ret void
}
