; Phis, selects and other names, as in the tests of ObjCARC.
; RUN: %prune[all;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @work()
declare i1 @cond()

; The operations are on one root, the phi, whatever its inputs are.
define void @pair_on_a_phi(ptr %first, ptr %second, i1 %way) {
; CHECK-LABEL: define {{.*}}@pair_on_a_phi(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %p = phi ptr [ %first, %left ], [ %second, %right ]
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %p = phi ptr [ %first, %left ], [ %second, %right ]
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @decref_of_a_select(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@decref_of_a_select(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %x = select i1 %way, ptr %p, ptr %q
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %x = select i1 %way, ptr %p, ptr %q
  call void @NRT_decref(ptr %x)
  ret void
}

define void @call_on_a_select(ptr %p, ptr %q, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@call_on_a_select(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: %x = select i1 %way, ptr %p, ptr %q
; CONTRACT-NEXT: call void @use(ptr %x)
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@call_on_a_select(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: %x = select i1 %way, ptr %p, ptr %q
; STRICT-NEXT: call void @use(ptr %x)
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  %x = select i1 %way, ptr %p, ptr %q
  call void @use(ptr %x)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; To move the decref to the way on which there is something to release, it would have to come before a
; point with LB = 1.
define void @decref_of_a_phi_with_null(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@decref_of_a_phi_with_null(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %left ], [ %p, %right ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %x = phi ptr [ null, %left ], [ %p, %right ]
  call void @NRT_decref(ptr %x)
  ret void
}

; Phi and select name p or not: their increfs and decrefs do not pair up across each other.
define void @incref_of_a_phi_decref_of_a_select(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@incref_of_a_phi_decref_of_a_select(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ %q, %right ]
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: %y = select i1 %way, ptr %p, ptr %q
; CHECK-NEXT: call void @NRT_decref(ptr %y)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %x = phi ptr [ %p, %left ], [ %q, %right ]
  call void @NRT_incref(ptr %x)
  %y = select i1 %way, ptr %p, ptr %q
  call void @NRT_decref(ptr %y)
  ret void
}
