; Assembler may store what it is given: the way that raises hands the object on, and is forgiven nothing.
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define i32 @kept_stored_by_assembler(ptr %p, ptr %slot, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_stored_by_assembler(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: call void asm sideeffect "mov $0, ($1)", "r,r,~{memory}"(ptr %p, ptr %slot)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  call void asm sideeffect "mov $0, ($1)", "r,r,~{memory}"(ptr %p, ptr %slot)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_stored_by_assembler_that_jumps(ptr %p, ptr %slot, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_stored_by_assembler_that_jumps(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: callbr void asm sideeffect "mov $0, ($1)", "r,r,!i,~{memory}"(ptr %p, ptr %slot)
; CHECK-NEXT: to label %goes.on [label %jumped]
; CHECK: jumped:
; CHECK-NEXT: br label %goes.on
; CHECK: goes.on:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  callbr void asm sideeffect "mov $0, ($1)", "r,r,!i,~{memory}"(ptr %p, ptr %slot)
    to label %goes.on [label %jumped]
jumped:
  br label %goes.on
goes.on:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The twins: assembler without memory effects, and assembler that is given something else.
define i32 @goes_beside_assembler_without_memory(ptr %p, ptr %slot, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_assembler_without_memory(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %low = call i64 asm "and $$1, $0", "=r,0"(ptr %p)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %low = call i64 asm "and $$1, $0", "=r,0"(ptr %p) memory(none)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_beside_assembler_for_another(ptr %p, ptr %slot, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_assembler_for_another(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: call void asm sideeffect "movq $$0, ($0)", "r,~{memory}"(ptr %slot)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  call void asm sideeffect "movq $$0, ($0)", "r,~{memory}"(ptr %slot)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

attributes #0 = { "exec-skip"="assembler of one target" }
!0 = !{i1 true}
