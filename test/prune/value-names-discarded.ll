; Nothing depends on value names: a module without any is pruned like its named twin.
; RUN: llvm-as %s -o - | %prune[fanout_raise] -discard-value-names | FileCheck %s
; RUN: %prune[fanout_raise] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

; CHECK-LABEL: define i32 @marked(
; CHECK-NOT: call void @NRT_
; CHECK: store ptr null
; CHECK-NOT: call void @NRT_
; CHECK-LABEL: define i32 @kept_store_to_a_local(
; CHECK: call void @NRT_incref(ptr %
; CHECK: call void @NRT_decref(ptr %
; CHECK: store ptr null

define i32 @marked(ptr %p, ptr %excinfo) {
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_store_to_a_local(ptr %p, ptr %excinfo) {
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %excinfo.local = alloca ptr, align 8
  store ptr null, ptr %excinfo.local, align 8, !numba_exception_output !0
  ret i32 1
}

!0 = !{i1 true}
