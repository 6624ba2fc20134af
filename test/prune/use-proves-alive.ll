; A pointer that is handed to a callee, or whose memory is read, is alive there: one reference is proved.
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; Behind the decref of q the decref of p proves one reference; the use behind that one proves a second.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare i64 @pure(i64) memory(none)

define void @goes_used_by_a_callee(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_used_by_a_callee(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

define i64 @goes_memory_read(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_memory_read(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %count = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes
  %count = load i64, ptr %p, align 8
  ret i64 %count
}

define void @goes_memory_written(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_memory_written(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: store i64 1, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes
  store i64 1, ptr %p, align 8
  ret void
}

; A use on every path is as good as a use in the block.
define void @goes_used_on_both_paths(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@goes_used_on_both_paths(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: %count = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes
  br i1 %way, label %left, label %right
left:
  call void @use(ptr %p)
  ret void
right:
  %count = load i64, ptr %p, align 8
  ret void
}

; The twins: no use, a use on one path only, the address alone, and a use under a name that may be another object.
define void @kept_not_used(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_not_used(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_used_on_one_path(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_used_on_one_path(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  br i1 %way, label %left, label %right
left:
  call void @use(ptr %p)
  ret void
right:
  ret void
}

; What has no size is not there to be read or written.
define void @kept_nothing_read_or_written(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_nothing_read_or_written(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %nothing = load { [0 x ptr] }, ptr %p, align 8
; CHECK-NEXT: store [0 x i64] zeroinitializer, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  %nothing = load { [0 x ptr] }, ptr %p, align 8
  store [0 x i64] zeroinitializer, ptr %p, align 8
  ret void
}

define i64 @kept_only_the_address(ptr %p, ptr %q, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_only_the_address(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: %address = ptrtoint ptr %p to i64
; CHECK-NEXT: %null = icmp eq ptr %p, null
; CHECK-NEXT: %number = call i64 @pure(i64 %address)
; CHECK-NEXT: ret i64 %number
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  store ptr %p, ptr %slot, align 8
  %address = ptrtoint ptr %p to i64
  %null = icmp eq ptr %p, null
  %number = call i64 @pure(i64 %address)
  ret i64 %number
}

define void @kept_other_name_used(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_other_name_used(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %q)
  ret void
}
