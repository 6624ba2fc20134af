; What assembler that may jump makes exists on its edges, not at the end of its block.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i64 @llvm.callbr.landingpad.i64(i64)

; One decref in front of both arms would be cheaper than one in each.
define void @kept_assembler(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_assembler(
; CHECK-NEXT: entry:
; CHECK-NEXT: %o = callbr ptr asm sideeffect "", "=r,r,!i"(ptr %p)
; CHECK-NEXT: to label %left [label %right]
; CHECK: left:
; CHECK-NEXT: call void @NRT_decref(ptr %o)
; CHECK-NEXT: call void @NRT_decref(ptr %o)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: call void @NRT_decref(ptr %o)
; CHECK-NEXT: call void @NRT_decref(ptr %o)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %o = callbr ptr asm sideeffect "", "=r,r,!i"(ptr %p)
          to label %left [label %right]
left:
  call void @NRT_decref(ptr %o)
  call void @NRT_decref(ptr %o)
  ret void
right:
  call void @NRT_decref(ptr %o)
  call void @NRT_decref(ptr %o)
  ret void
}

define void @goes_behind_assembler(ptr %p, i1 %way) #0 {
; CHECK-LABEL: define {{.*}}@goes_behind_assembler(
; CHECK-NEXT: entry:
; CHECK-NEXT: %o = callbr ptr asm sideeffect "", "=r,r,!i"(ptr %p)
; CHECK-NEXT: to label %next [label %other]
; CHECK: next:
; CHECK-NEXT: call void @NRT_decref(ptr %o)
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @use(ptr %o)
; CHECK-NEXT: call void @NRT_decref(ptr %o)
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: call void @use(ptr %o)
; CHECK-NEXT: call void @NRT_decref(ptr %o)
; CHECK-NEXT: ret void
; CHECK: other:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %o = callbr ptr asm sideeffect "", "=r,r,!i"(ptr %p)
          to label %next [label %other]
next:
  ; comes CHECK => call void @NRT_decref(ptr %o)
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %o)   ; goes
  call void @use(ptr %o)
  call void @NRT_decref(ptr %o)
  ret void
right:
  call void @NRT_decref(ptr %o)   ; goes
  call void @use(ptr %o)
  call void @NRT_decref(ptr %o)
  ret void
other:
  ret void
}

; What assembler has left comes in first where it jumps to: an operation goes behind it ...
define i64 @goes_behind_what_comes_in(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_behind_what_comes_in(
; CHECK-NEXT: entry:
; CHECK-NEXT: %o = callbr i64 asm sideeffect "", "=r,!i"()
; CHECK-NEXT: to label %next [label %other]
; CHECK: next:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret i64 0
; CHECK: other:
; CHECK-NEXT: %in = call i64 @llvm.callbr.landingpad.i64(i64 %o)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret i64 %in
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %o = callbr i64 asm sideeffect "", "=r,!i"()
          to label %next [label %other]
next:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 0
other:
  %in = call i64 @llvm.callbr.landingpad.i64(i64 %o)
  ; comes CHECK => call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %q)
  ret i64 %in
}

; ... unless it would be too early, or is needed on both ways.
define i64 @kept_in_front(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_in_front(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %o = callbr i64 asm sideeffect "", "=r,!i"()
; CHECK-NEXT: to label %next [label %other]
; CHECK: next:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret i64 0
; CHECK: other:
; CHECK-NEXT: %in = call i64 @llvm.callbr.landingpad.i64(i64 %o)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret i64 %in
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %o = callbr i64 asm sideeffect "", "=r,!i"()
          to label %next [label %other]
next:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %q)
  ret i64 0
other:
  %in = call i64 @llvm.callbr.landingpad.i64(i64 %o)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %q)
  ret i64 %in
}

attributes #0 = { "exec-skip"="the assembler of no target" }
