; What a fresh object without a destructor releases is nothing of ours: its decref is no hazard.
; RUN: %prune[fanout_raise;leaf_alloc=new_leaf;alloc=new_object] %s | FileCheck %s --check-prefixes=CHECK,KNOWN
; RUN: %prune[fanout_raise] %s | FileCheck %s --check-prefixes=CHECK,UNKNOWN

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare void @use(ptr)

declare ptr @new_leaf()
declare ptr @new_object()

define i32 @leaf_released_on_the_raising_path(ptr %p, ptr %excinfo) {
; KNOWN-LABEL: define {{.*}}@leaf_released_on_the_raising_path(
; KNOWN-NEXT: entry:
; KNOWN-NEXT: %fresh = call ptr @new_leaf()
; KNOWN-NEXT: %way = call i1 @cond()
; KNOWN-NEXT: br i1 %way, label %plain, label %raises
; KNOWN: plain:
; KNOWN-NEXT: ret i32 0
; KNOWN: raises:
; KNOWN-NEXT: call void @NRT_decref(ptr %fresh)
; KNOWN-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; KNOWN-NEXT: ret i32 1
; KNOWN-NEXT: }
; UNKNOWN-LABEL: define {{.*}}@leaf_released_on_the_raising_path(
; UNKNOWN-NEXT: entry:
; UNKNOWN-NEXT: %fresh = call ptr @new_leaf()
; UNKNOWN-NEXT: call void @NRT_incref(ptr %p)
; UNKNOWN-NEXT: %way = call i1 @cond()
; UNKNOWN-NEXT: br i1 %way, label %plain, label %raises
; UNKNOWN: plain:
; UNKNOWN-NEXT: call void @NRT_decref(ptr %p)
; UNKNOWN-NEXT: ret i32 0
; UNKNOWN: raises:
; UNKNOWN-NEXT: call void @NRT_decref(ptr %fresh)
; UNKNOWN-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; UNKNOWN-NEXT: ret i32 1
; UNKNOWN-NEXT: }
entry:
  %fresh = call ptr @new_leaf()
  call void @NRT_incref(ptr %p)   ; goes KNOWN
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes KNOWN
  ret i32 0
raises:
  call void @NRT_decref(ptr %fresh)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The twin: an object with a destructor may own p.
define i32 @kept_object_with_a_destructor(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_object_with_a_destructor(
; CHECK-NEXT: entry:
; CHECK-NEXT: %fresh = call ptr @new_object()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: call void @NRT_decref(ptr %fresh)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %fresh = call ptr @new_object()
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  call void @NRT_decref(ptr %fresh)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

!0 = !{i1 true}
