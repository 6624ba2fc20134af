; Inline assembly and indirect calls have no callee to ask: borrowers by contract, hazards in strict mode.
; RUN: %prune[per_bb] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[patterns;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
; RUN: %prune[all] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @inline_assembly(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@inline_assembly(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void asm sideeffect "nop", ""()
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@inline_assembly(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void asm sideeffect "nop", ""()
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void asm sideeffect "nop", ""()
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @indirect_call(ptr %p, ptr %function) #0 {
; CONTRACT-LABEL: define {{.*}}@indirect_call(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void %function(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@indirect_call(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void %function(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void %function(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; The twin: nothing is called in between.
define void @goes_before_the_assembly(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_before_the_assembly(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void asm sideeffect "nop", ""()
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void asm sideeffect "nop", ""()
  ret void
}

attributes #0 = { "exec-skip"="calls a pointer argument" }
