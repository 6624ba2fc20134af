; Where the linker puts an underscore in front of names, it belongs to what stands behind '\01'.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

target datalayout = "e-m:o-i64:64"

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @"\01NRT_decref"(ptr)
declare void @"\01_NRT_decref"(ptr)
declare void @use(ptr)

define void @kept_beside_a_hazard(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_beside_a_hazard(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @"\01_NRT_decref"(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @"\01_NRT_decref"(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin's name is another one.
define void @goes_beside_another_name(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_another_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @"\01NRT_decref"(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @"\01NRT_decref"(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="names that the harness does not know" }
