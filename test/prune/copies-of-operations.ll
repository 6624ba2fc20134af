; A placed operation is a new call of the same function: what another call says of its own object or place
; is not repeated.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i64 @NRT_MemInfo_refcount(ptr)

; The incref of p sinks to where it is not given back. p may be null, and be what the scope excludes.
define void @placed_without_attributes(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@placed_without_attributes(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr nonnull %q), !noalias !0
; CHECK-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %q)
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p){{$}}
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr nonnull %q), !noalias !0
  %count = call i64 @NRT_MemInfo_refcount(ptr %q)
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %left, label %right
left:
  call void @use(ptr %p)
  ; comes CHECK => call void @NRT_incref(ptr %p){{$}}
  ret void
right:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  ret void
}

; Only a return may follow a musttail call, so the decref that is cheaper in %many than on each way behind
; it is an ordinary call. LB = 2 in %many, by the decrefs ahead; the looks at the count keep the second ones.
define void @placed_without_musttail(ptr %p) {
; CHECK-LABEL: define {{.*}}@placed_without_musttail(
; CHECK-NEXT: entry:
; CHECK-NEXT: %number = load i64, ptr %p, align 8
; CHECK-NEXT: %more = icmp ne i64 %number, 1
; CHECK-NEXT: br i1 %more, label %many, label %last
; CHECK: last:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: musttail call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: many:
; CHECK-NEXT: %again = load i64, ptr %p, align 8
; CHECK-NEXT: %two = icmp eq i64 %again, 2
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br i1 %two, label %left, label %right
; CHECK: left:
; CHECK-NEXT: %count.left = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: %count.right = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %number = load i64, ptr %p, align 8
  %more = icmp ne i64 %number, 1
  br i1 %more, label %many, label %last
last:
  call void @use(ptr %p)
  musttail call void @NRT_decref(ptr %p)
  ret void
many:
  %again = load i64, ptr %p, align 8
  %two = icmp eq i64 %again, 2
  ; comes CHECK => call void @NRT_decref(ptr %p)
  br i1 %two, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  %count.left = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
right:
  call void @NRT_decref(ptr %p)   ; goes
  %count.right = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

!0 = !{!1}
!1 = distinct !{!1, !2}
!2 = distinct !{!2}
