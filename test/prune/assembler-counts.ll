; Assembler that names the incref or decref function, or is given its address, may call it, for whatever object.
; RUN: %prune %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @kept_decref_spelled_out(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_decref_spelled_out(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void asm sideeffect "call NRT_decref", "{di},~{memory}"(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void asm sideeffect "call NRT_decref", "{di},~{memory}"(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_decref_given(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_decref_given(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void asm sideeffect "call *$0", "r,{di},~{memory}"(ptr @NRT_decref, ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void asm sideeffect "call *$0", "r,{di},~{memory}"(ptr @NRT_decref, ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: other assembler.
define void @goes_around_other_assembler(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_other_assembler(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void asm sideeffect "call other", "{di},~{memory}"(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void asm sideeffect "call other", "{di},~{memory}"(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="assembler of one target" }
