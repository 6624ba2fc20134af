; A barrier lets another thread go on, and may tell of a reference that it has taken, as an acquire may.
; RUN: %prune %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s
; REQUIRES: llvm-22

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @llvm.nvvm.barrier.cta.sync.aligned.all(i32)
declare void @llvm.sideeffect()
declare void @llvm.amdgcn.ds.gws.barrier(i32, i32)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; With p = r, held once by r: behind -r p lives on the incref until another thread has taken a reference.
define void @kept_until_the_barrier(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@kept_until_the_barrier(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @llvm.nvvm.barrier.cta.sync.aligned.all(i32 0)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret void
}

; The twin's intrinsic waits for nobody.
define void @goes_around_another_intrinsic(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_another_intrinsic(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @llvm.sideeffect()
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  call void @llvm.sideeffect()
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

; One that says what it touches, but not that it waits for nobody; and a copy, which does not say it either.
define void @kept_until_another_barrier(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@kept_until_another_barrier(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @llvm.amdgcn.ds.gws.barrier(i32 1, i32 0)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @llvm.amdgcn.ds.gws.barrier(i32 1, i32 0)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret void
}

define void @goes_around_a_copy(ptr %p, ptr %r, ptr %to, ptr %from) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_a_copy(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 8, i1 false)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 8, i1 false)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="an intrinsic of a GPU" }
