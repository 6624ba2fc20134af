; A collector's relocation is the fresh object by another name, which the statepoint was told by a bundle.
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr addrspace(1))
declare void @NRT_decref(ptr addrspace(1))
declare ptr addrspace(1) @NRT_MemInfo_alloc(i64)
declare void @collect()
declare token @llvm.experimental.gc.statepoint.p0(i64, i32, ptr, i32, i32, ...)
declare ptr addrspace(1) @llvm.experimental.gc.relocate.p1(token, i32, i32)

define i64 @kept_stored_after_a_relocation(ptr %slot) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@kept_stored_after_a_relocation(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr addrspace(1) @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void ()) @collect, i32 0, i32 0, i32 0, i32 0) [ "gc-live"(ptr addrspace(1) %p) ]
; CHECK-NEXT: %r = call ptr addrspace(1) @llvm.experimental.gc.relocate.p1(token %safe, i32 0, i32 0)
; CHECK-NEXT: store ptr addrspace(1) %r, ptr %slot, align 8
; CHECK-NEXT: %q = load ptr addrspace(1), ptr %slot, align 8
; CHECK-NEXT: call void @NRT_incref(ptr addrspace(1) %p)
; CHECK-NEXT: call void @NRT_decref(ptr addrspace(1) %q)
; CHECK-NEXT: %data = load i64, ptr addrspace(1) %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr addrspace(1) %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr addrspace(1) @NRT_MemInfo_alloc(i64 8)
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(void ()) @collect, i32 0, i32 0, i32 0, i32 0) [ "gc-live"(ptr addrspace(1) %p) ]
  %r = call ptr addrspace(1) @llvm.experimental.gc.relocate.p1(token %safe, i32 0, i32 0)
  store ptr addrspace(1) %r, ptr %slot, align 8
  %q = load ptr addrspace(1), ptr %slot, align 8
  call void @NRT_incref(ptr addrspace(1) %p)
  call void @NRT_decref(ptr addrspace(1) %q)
  %data = load i64, ptr addrspace(1) %p, align 8
  call void @NRT_decref(ptr addrspace(1) %p)
  ret i64 %data
}

; The twin has no statepoint.
define i64 @goes_another_stored(ptr %slot, ptr addrspace(1) %other) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@goes_another_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr addrspace(1) @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: store ptr addrspace(1) %other, ptr %slot, align 8
; CHECK-NEXT: %q = load ptr addrspace(1), ptr %slot, align 8
; CHECK-NEXT: call void @NRT_decref(ptr addrspace(1) %q)
; CHECK-NEXT: %data = load i64, ptr addrspace(1) %p, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr addrspace(1) @NRT_MemInfo_alloc(i64 8)
  store ptr addrspace(1) %other, ptr %slot, align 8
  %q = load ptr addrspace(1), ptr %slot, align 8
  call void @NRT_incref(ptr addrspace(1) %p)   ; goes
  call void @NRT_decref(ptr addrspace(1) %q)
  %data = load i64, ptr addrspace(1) %p, align 8
  call void @NRT_decref(ptr addrspace(1) %p)   ; goes
  ret i64 %data
}

attributes #0 = { "exec-skip"="the harness has no collector" }
