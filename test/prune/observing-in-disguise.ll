; What a statepoint, a patchpoint or assembler is given to call looks at counts, or consumes, as where it is
; called by name.
; RUN: %prune[all] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i64 @NRT_MemInfo_refcount(ptr)
declare i64 @hash(ptr)
declare void @eat(ptr "refprune-consumes")
declare void @use(ptr)
declare token @llvm.experimental.gc.statepoint.p0(i64 immarg, i32 immarg, ptr, i32 immarg, i32 immarg, ...)
declare i64 @llvm.experimental.gc.result.i64(token)
declare i64 @llvm.experimental.patchpoint.i64(i64 immarg, i32 immarg, ptr, i32 immarg, ...)
declare void @llvm.experimental.patchpoint.void(i64 immarg, i32 immarg, ptr, i32 immarg, ...)

define i64 @kept_at_a_statepoint(ptr %p) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@kept_at_a_statepoint(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(i64 (ptr)) @NRT_MemInfo_refcount, i32 1, i32 0, ptr %p, i32 0, i32 0)
; CHECK-NEXT: %count = call i64 @llvm.experimental.gc.result.i64(token %safe)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(i64 (ptr)) @NRT_MemInfo_refcount, i32 1, i32 0, ptr %p, i32 0, i32 0)
  %count = call i64 @llvm.experimental.gc.result.i64(token %safe)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_at_a_patchpoint(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_at_a_patchpoint(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 (i64, i32, ptr, i32, ...) @llvm.experimental.patchpoint.i64(i64 1, i32 16, ptr @NRT_MemInfo_refcount, i32 1, ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 (i64, i32, ptr, i32, ...) @llvm.experimental.patchpoint.i64(i64 1, i32 16, ptr @NRT_MemInfo_refcount, i32 1, ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_given_to_assembler(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_given_to_assembler(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 asm sideeffect "call *$1", "=r,r,r"(ptr @NRT_MemInfo_refcount, ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 asm sideeffect "call *$1", "=r,r,r"(ptr @NRT_MemInfo_refcount, ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_spelled_out(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_spelled_out(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 asm sideeffect "call NRT_MemInfo_refcount", "=r,r"(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 asm sideeffect "call NRT_MemInfo_refcount", "=r,r"(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_further_down(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_further_down(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @looking(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @looking(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

; With p = q, held once by the caller, what is consumed is not to be the last reference.
define void @kept_consumed(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_consumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void (i64, i32, ptr, i32, ...) @llvm.experimental.patchpoint.void(i64 1, i32 16, ptr @eat, i32 1, ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void (i64, i32, ptr, i32, ...) @llvm.experimental.patchpoint.void(i64 1, i32 16, ptr @eat, i32 1, ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins call a function that does neither.
define i64 @goes_at_a_statepoint(ptr %p) #0 gc "statepoint-example" {
; CHECK-LABEL: define {{.*}}@goes_at_a_statepoint(
; CHECK-NEXT: entry:
; CHECK-NEXT: %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(i64 (ptr)) @hash, i32 1, i32 0, ptr %p, i32 0, i32 0)
; CHECK-NEXT: %word = call i64 @llvm.experimental.gc.result.i64(token %safe)
; CHECK-NEXT: ret i64 %word
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %safe = call token (i64, i32, ptr, i32, i32, ...) @llvm.experimental.gc.statepoint.p0(i64 0, i32 0, ptr elementtype(i64 (ptr)) @hash, i32 1, i32 0, ptr %p, i32 0, i32 0)
  %word = call i64 @llvm.experimental.gc.result.i64(token %safe)
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %word
}

define void @goes_lent(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_lent(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void (i64, i32, ptr, i32, ...) @llvm.experimental.patchpoint.void(i64 1, i32 16, ptr @use, i32 1, ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void (i64, i32, ptr, i32, ...) @llvm.experimental.patchpoint.void(i64 1, i32 16, ptr @use, i32 1, ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define i64 @goes_given_to_assembler(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_given_to_assembler(
; CHECK-NEXT: entry:
; CHECK-NEXT: %word = call i64 asm sideeffect "call *$1", "=r,r,r"(ptr @hash, ptr %p)
; CHECK-NEXT: ret i64 %word
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %word = call i64 asm sideeffect "call *$1", "=r,r,r"(ptr @hash, ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %word
}

define i64 @looking(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@looking(
; CHECK-NEXT: entry:
; CHECK-NEXT: %count = call i64 (i64, i32, ptr, i32, ...) @llvm.experimental.patchpoint.i64(i64 1, i32 16, ptr @NRT_MemInfo_refcount, i32 1, ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  %count = call i64 (i64, i32, ptr, i32, ...) @llvm.experimental.patchpoint.i64(i64 1, i32 16, ptr @NRT_MemInfo_refcount, i32 1, ptr %p)
  ret i64 %count
}

attributes #0 = { "exec-skip"="calls that no harness can make" }
