; Behind '\01' stands what the linker calls a function: two declarations of one. Such an operation counts as others
; do, and is not touched.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @"\01NRT_decref"(ptr)
declare void @"\01_NRT_decref"(ptr)
declare i32 @"\01setjmp"(ptr)
declare i32 @"\01other_setjmp"(ptr)
declare void @use(ptr)

define void @kept_beside_a_hazard(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_beside_a_hazard(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @"\01NRT_decref"(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @"\01NRT_decref"(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; Without the second decref behind it the pair would have to stay.
define void @goes_with_evidence(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_with_evidence(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @"\01NRT_decref"(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @"\01NRT_decref"(ptr %p)
  ret void
}

define void @kept_return_point(ptr %p, ptr %buffer) #0 {
; CHECK-LABEL: define {{.*}}@kept_return_point(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %again = call i32 @"\01setjmp"(ptr %buffer)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %again = call i32 @"\01setjmp"(ptr %buffer)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins call something else. (Where the linker puts no underscore in front of names, one makes another name.)
define void @goes_beside_another_name(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_another_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @"\01_NRT_decref"(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @"\01_NRT_decref"(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_no_return_point(ptr %p, ptr %buffer) #0 {
; CHECK-LABEL: define {{.*}}@goes_no_return_point(
; CHECK-NEXT: entry:
; CHECK-NEXT: %again = call i32 @"\01other_setjmp"(ptr %buffer)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %again = call i32 @"\01other_setjmp"(ptr %buffer)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="names that the harness does not know" }
