; Objects in an address space whose pointers are short: numbers of their width may be such pointers.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

target datalayout = "e-p:64:64-p3:32:32"

declare void @NRT_incref(ptr addrspace(3))
declare void @NRT_decref(ptr addrspace(3))

define void @kept_published_as_a_number(ptr addrspace(3) %p, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@kept_published_as_a_number(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr addrspace(3) %p)
; CHECK-NEXT: %number = ptrtoint ptr addrspace(3) %p to i32
; CHECK-NEXT: store atomic i32 %number, ptr %slot release, align 4
; CHECK-NEXT: %data = load i32, ptr addrspace(3) %p, align 4
; CHECK-NEXT: call void @NRT_decref(ptr addrspace(3) %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr addrspace(3) %p)
  %number = ptrtoint ptr addrspace(3) %p to i32
  store atomic i32 %number, ptr %slot release, align 4
  %data = load i32, ptr addrspace(3) %p, align 4
  call void @NRT_decref(ptr addrspace(3) %p)
  ret void
}

; The twin's number is shorter still.
define void @goes_short_number(ptr addrspace(3) %p, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@goes_short_number(
; CHECK-NEXT: entry:
; CHECK-NEXT: %number = ptrtoint ptr addrspace(3) %p to i16
; CHECK-NEXT: store atomic i16 %number, ptr %slot release, align 2
; CHECK-NEXT: %data = load i32, ptr addrspace(3) %p, align 4
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr addrspace(3) %p)   ; goes
  %number = ptrtoint ptr addrspace(3) %p to i16
  store atomic i16 %number, ptr %slot release, align 2
  %data = load i32, ptr addrspace(3) %p, align 4
  call void @NRT_decref(ptr addrspace(3) %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="objects that the harness does not have" }
