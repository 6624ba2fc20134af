; Behind a publication nothing that was taken proves anything, from the start of a block on, whether or not
; an operation has stood there: a second run must see what the first one saw.
; RUN: %prune[all] %s | FileCheck %s
; RUN: %prune[all;mode=strict] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @kept_behind_a_publication(ptr %p, ptr %slot, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_behind_a_publication(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: store atomic ptr %p, ptr %slot release, align 8
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ null, %right ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  %data = load i64, ptr %p, align 8
  call void @NRT_incref(ptr %p)
  br label %join
right:
  store atomic ptr %p, ptr %slot release, align 8
  br label %join
join:
  %x = phi ptr [ %p, %left ], [ null, %right ]
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %x)
  ret void
}

define void @goes_where_nothing_is_published(ptr %p, ptr %slot, i1 %way) {
; CHECK-LABEL: define {{.*}}@goes_where_nothing_is_published(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ null, %right ]
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  %data = load i64, ptr %p, align 8
  call void @NRT_incref(ptr %p)   ; goes
  br label %join
right:
  store ptr %p, ptr %slot, align 8
  br label %join
join:
  %x = phi ptr [ %p, %left ], [ null, %right ]
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}
