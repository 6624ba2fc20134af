; Where the loader may replace external functions their bodies tell nothing.
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s
; RUN: %prune[all;mode=strict] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @exported(ptr %p) noinline {
; CHECK-LABEL: define {{.*}}@exported(
; CHECK-NEXT: entry:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  ret void
}

define internal void @own(ptr %p) noinline {
; CHECK-LABEL: define {{.*}}@own(
; CHECK-NEXT: entry:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  ret void
}

define void @kept_around_an_exported_function(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_around_an_exported_function(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @exported(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @exported(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_around_an_internal_one(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_around_an_internal_one(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @own(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @own(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

!llvm.module.flags = !{!0}
!0 = !{i32 1, !"SemanticInterposition", i32 1}
