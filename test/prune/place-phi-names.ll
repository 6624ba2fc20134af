; The two names that a phi edge gives one object are not added up: each may speak of the same reference.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

; At the end of `left` y is owed once as x, and alive for the use as y: one reference may be both. So LB = 1 behind
; the decref of q, and y is kept alive by its incref.
define void @kept_one_reference_under_two_names(ptr %y, ptr %z, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_one_reference_under_two_names(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %y)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: call void @NRT_incref(ptr %z)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %y, %left ], [ %z, %right ]
; CHECK-NEXT: call void @use(ptr %y)
; CHECK-NEXT: call void @use(ptr %z)
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %y)
  call void @NRT_decref(ptr %q)
  br label %join
right:
  call void @NRT_incref(ptr %z)
  call void @NRT_decref(ptr %q)
  br label %join
join:
  %x = phi ptr [ %y, %left ], [ %z, %right ]
  call void @use(ptr %y)
  call void @use(ptr %z)
  call void @NRT_decref(ptr %x)
  ret void
}

; The twin: no hazard, and the account passes from y and z to x.
define void @goes_without_a_hazard(ptr %y, ptr %z, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@goes_without_a_hazard(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %y, %left ], [ %z, %right ]
; CHECK-NEXT: call void @use(ptr %y)
; CHECK-NEXT: call void @use(ptr %z)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %q)
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %y)   ; goes
  br label %join
right:
  call void @NRT_incref(ptr %z)   ; goes
  br label %join
join:
  %x = phi ptr [ %y, %left ], [ %z, %right ]
  call void @use(ptr %y)
  call void @use(ptr %z)
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}
