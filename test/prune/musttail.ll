; Nothing may come between a musttail call and its return, so operations before it stay before it.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare void @llvm.experimental.deoptimize.isVoid(...)
declare void @callee(ptr, ptr)

define void @kept_before_the_call(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_before_the_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: musttail call void @callee(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  musttail call void @callee(ptr %p, ptr %q)
  ret void
}

; The callee gets p alive by our reference; there is nothing behind the call to pair the incref with.
define void @kept_reference_for_the_callee(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_reference_for_the_callee(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: musttail call void @callee(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  musttail call void @callee(ptr %p, ptr %q)
  ret void
}

define void @goes_before_the_call(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_before_the_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: musttail call void @callee(ptr %p, ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  musttail call void @callee(ptr %p, ptr %q)
  ret void
}

; Nor may anything come between a deoptimisation and its return: the other version of the function, in which
; it goes on, gives back what is held. LB = 2 up to the call, and the count in front of it stays.
define void @deoptimised(ptr %p, i1 %fast) #0 {
; PATTERNS-LABEL: define {{.*}}@deoptimised(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: br i1 %fast, label %common, label %other
; PATTERNS: common:
; PATTERNS-NEXT: call void @use(ptr %p)
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: other:
; PATTERNS-NEXT: call void (...) @llvm.experimental.deoptimize.isVoid(ptr %p) [ "deopt"(ptr %p) ]
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@deoptimised(
; PLACED-NEXT: entry:
; PLACED-NEXT: br i1 %fast, label %common, label %other
; PLACED: common:
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: ret void
; PLACED: other:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void (...) @llvm.experimental.deoptimize.isVoid(ptr %p) [ "deopt"(ptr %p) ]
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  br i1 %fast, label %common, label %other
common:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
other:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void (...) @llvm.experimental.deoptimize.isVoid(ptr %p) [ "deopt"(ptr %p) ]
  ret void
}

; Any call may say that the other version may go on from it.
define void @kept_around_a_call_that_may_deoptimise(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_a_call_that_may_deoptimise(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p) [ "deopt"(ptr %p) ]
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p) [ "deopt"(ptr %p) ]
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_beside_a_call_that_may_deoptimise(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_a_call_that_may_deoptimise(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @use(ptr %p) [ "deopt"(ptr %p) ]
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p) [ "deopt"(ptr %p) ]
  ret void
}

attributes #0 = { "exec-skip"="there is no other version" }
