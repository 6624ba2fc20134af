; What an operation is told beside the object that it counts may be kept, as what any function is told.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr, ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @owner()

define i64 @kept_told_of(ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_told_of(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @NRT_decref(ptr %q, ptr %p)
; CHECK-NEXT: %r = call ptr @owner()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r, ptr null)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p, ptr null)
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_decref(ptr %q, ptr %p)
  %r = call ptr @owner()
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r, ptr null)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p, ptr null)
  ret i64 %head
}

; The twins: the operation is told nothing, or says that it does not keep it.
define i64 @goes_told_nothing(ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_told_nothing(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @NRT_decref(ptr %q, ptr null)
; CHECK-NEXT: %r = call ptr @owner()
; CHECK-NEXT: call void @NRT_decref(ptr %r, ptr null)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_decref(ptr %q, ptr null)
  %r = call ptr @owner()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r, ptr null)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p, ptr null)   ; goes
  ret i64 %head
}

define i64 @goes_not_kept(ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_not_kept(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @NRT_decref(ptr %q, ptr {{.*}} %p)
; CHECK-NEXT: %r = call ptr @owner()
; CHECK-NEXT: call void @NRT_decref(ptr %r, ptr null)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_decref(ptr %q, ptr nocapture %p)
  %r = call ptr @owner()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r, ptr null)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p, ptr null)   ; goes
  ret i64 %head
}

attributes #0 = { "exec-skip"="the runtime's functions have another signature" }
