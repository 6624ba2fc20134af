; A raising path that hands on the pointer from which the counted one was cast does not leak it either.
; RUN: %prune[patterns] %s | FileCheck %s
;
; Whether a change of the address space and back gives the same bits is not known, so the two are different
; roots; but they speak of one object. So with a field that is too deep to follow.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define i32 @kept_source_stored(ptr %p, ptr %excinfo, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_source_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %away = addrspacecast ptr %p to ptr addrspace(1)
; CHECK-NEXT: %q = addrspacecast ptr addrspace(1) %away to ptr
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %away = addrspacecast ptr %p to ptr addrspace(1)
  %q = addrspacecast ptr addrspace(1) %away to ptr
  call void @NRT_incref(ptr %q)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %q)
  ret i32 0
raises:
  store ptr %p, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_put_into_a_nest(ptr %p, ptr %excinfo, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_put_into_a_nest(
; CHECK-NEXT: entry:
; CHECK-NEXT: %nest = insertvalue [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x ptr]]]]]]]]] poison, ptr %p, 0, 0, 0, 0, 0, 0, 0, 0, 0
; CHECK-NEXT: %q = extractvalue [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x ptr]]]]]]]]] %nest, 0, 0, 0, 0, 0, 0, 0, 0, 0
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %nest = insertvalue [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x ptr]]]]]]]]] poison, ptr %p, 0, 0, 0, 0, 0, 0, 0, 0, 0
  %q = extractvalue [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x ptr]]]]]]]]] %nest, 0, 0, 0, 0, 0, 0, 0, 0, 0
  call void @NRT_incref(ptr %q)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %q)
  ret i32 0
raises:
  store ptr %p, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_nothing_stored(ptr %p, ptr %excinfo, ptr %slot) {
; CHECK-LABEL: define {{.*}}@goes_nothing_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %away = addrspacecast ptr %p to ptr addrspace(1)
; CHECK-NEXT: %q = addrspacecast ptr addrspace(1) %away to ptr
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %slot, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %away = addrspacecast ptr %p to ptr addrspace(1)
  %q = addrspacecast ptr addrspace(1) %away to ptr
  call void @NRT_incref(ptr %q)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %q)   ; goes
  ret i32 0
raises:
  store ptr null, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

!0 = !{i1 true}
