; Strict mode believes no callee: one that may reach a decref may drop the reference we rely on.
; RUN: %prune[patterns;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
; RUN: %prune[all] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @work()

declare void @llvm.objc.release(ptr)
declare void @llvm.experimental.noalias.scope.decl(metadata)
declare double @llvm.sqrt.f64(double)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare i64 @pure(i64) memory(none) nounwind willreturn

define void @opaque_callee(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@opaque_callee(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@opaque_callee(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @work()
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @opaque_callee_that_gets_it(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@opaque_callee_that_gets_it(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@opaque_callee_that_gets_it(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; Two decrefs are ahead, but the callee may first drop a reference and then take one that our second decref
; gives back: only one is certain while it runs.
define void @callee_may_drop_and_retain(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@callee_may_drop_and_retain(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: call void @NRT_decref(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@callee_may_drop_and_retain(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: nothing that a callee can do, by what is known of it, takes a reference away.
define i64 @goes_around_callees_without_memory(ptr %p, i64 %n, ptr %slot) {
; CHECK-LABEL: define {{.*}}@goes_around_callees_without_memory(
; CHECK-NEXT: entry:
; CHECK-NEXT: %m = call i64 @pure(i64 %n)
; CHECK-NEXT: %x = sitofp i64 %m to double
; CHECK-NEXT: %root = call double @llvm.sqrt.f64(double %x)
; CHECK-NEXT: %whole = fptosi double %root to i64
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr %slot, i8 0, i64 8, i1 false)
; CHECK-NEXT: ret i64 %whole
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %m = call i64 @pure(i64 %n)
  %x = sitofp i64 %m to double
  %root = call double @llvm.sqrt.f64(double %x)
  %whole = fptosi double %root to i64
  call void @llvm.memset.p0.i64(ptr %slot, i8 0, i64 8, i1 false)
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %whole
}

define void @goes_before_the_callee(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_before_the_callee(
; CHECK-NEXT: entry:
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

; A decref before an incref keeps the object longer, never shorter: no callee in between matters.
define void @goes_reversed_around_a_callee(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_reversed_around_a_callee(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes
  ret void
}

; Intrinsics are instructions, but some run code from elsewhere.
define void @intrinsic_that_runs_code(ptr %p, ptr %q) #0 {
; CONTRACT-LABEL: define {{.*}}@intrinsic_that_runs_code(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @llvm.objc.release(ptr %q)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@intrinsic_that_runs_code(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @llvm.objc.release(ptr %q)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @llvm.objc.release(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @goes_around_a_note_of_scopes(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_around_a_note_of_scopes(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @llvm.experimental.noalias.scope.decl(metadata !0)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @llvm.experimental.noalias.scope.decl(metadata !0)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="needs a runtime of another language" }

!0 = !{!1}
!1 = distinct !{!1, !2}
!2 = distinct !{!2}
