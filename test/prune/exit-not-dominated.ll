; A raising exit that a name's definition does not dominate forgives on the edge into it.
; RUN: %prune[place;fanout_raise] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @make()
declare i1 @cond()

; The web of x and v: d(v) = -1 goes over to x on the edge into the join, and is forgiven on the one to the exit.
define void @goes_with_the_phi(ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_with_the_phi(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call i1 @cond()
; CHECK-NEXT: br i1 %first, label %made, label %join
; CHECK: made:
; CHECK-NEXT: %v = call ptr @make()
; CHECK-NEXT: %bad = call i1 @cond()
; CHECK-NEXT: br i1 %bad, label %raise, label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %entry ], [ %v, %made ]
; CHECK-NEXT: br label %raise
; CHECK: raise:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %first = call i1 @cond()
  br i1 %first, label %made, label %join
made:
  %v = call ptr @make()
  call void @NRT_incref(ptr %v)   ; goes
  %bad = call i1 @cond()
  br i1 %bad, label %raise, label %join
join:
  %x = phi ptr [ null, %entry ], [ %v, %made ]
  call void @NRT_decref(ptr %x)   ; goes
  br label %raise
raise:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret void
}

; The twin: it hands v on, under the name of a phi.
define void @kept_handed_on(ptr %excinfo, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_handed_on(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call i1 @cond()
; CHECK-NEXT: br i1 %first, label %made, label %join
; CHECK: made:
; CHECK-NEXT: %v = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %v)
; CHECK-NEXT: %bad = call i1 @cond()
; CHECK-NEXT: br i1 %bad, label %raise, label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %entry ], [ %v, %made ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: br label %raise
; CHECK: raise:
; CHECK-NEXT: %y = phi ptr [ %v, %made ], [ null, %join ]
; CHECK-NEXT: store ptr %y, ptr %slot, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %first = call i1 @cond()
  br i1 %first, label %made, label %join
made:
  %v = call ptr @make()
  call void @NRT_incref(ptr %v)
  %bad = call i1 @cond()
  br i1 %bad, label %raise, label %join
join:
  %x = phi ptr [ null, %entry ], [ %v, %made ]
  call void @NRT_decref(ptr %x)
  br label %raise
raise:
  %y = phi ptr [ %v, %made ], [ null, %join ]
  store ptr %y, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret void
}

; And one that is not marked forgives nothing.
define void @kept_not_raising(ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_not_raising(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call i1 @cond()
; CHECK-NEXT: br i1 %first, label %made, label %join
; CHECK: made:
; CHECK-NEXT: %v = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %v)
; CHECK-NEXT: %bad = call i1 @cond()
; CHECK-NEXT: br i1 %bad, label %raise, label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %entry ], [ %v, %made ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: br label %raise
; CHECK: raise:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %first = call i1 @cond()
  br i1 %first, label %made, label %join
made:
  %v = call ptr @make()
  call void @NRT_incref(ptr %v)
  %bad = call i1 @cond()
  br i1 %bad, label %raise, label %join
join:
  %x = phi ptr [ null, %entry ], [ %v, %made ]
  call void @NRT_decref(ptr %x)
  br label %raise
raise:
  store ptr null, ptr %excinfo, align 8
  ret void
}

!0 = !{i1 true}
