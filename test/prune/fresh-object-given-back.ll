; What an observer gives back is the fresh object by another name, so whoever gets that knows it.
; RUN: %prune[patterns;observer=peek] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @peek(ptr returned)

define i64 @kept_stored_by_its_other_name(ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@kept_stored_by_its_other_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %r = call ptr @peek(ptr %p)
; CHECK-NEXT: store ptr %r, ptr %slot, align 8
; CHECK-NEXT: %q = load ptr, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %r = call ptr @peek(ptr %p)
  store ptr %r, ptr %slot, align 8
  %q = load ptr, ptr %slot, align 8
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

; The twin stores something else.
define i64 @goes_another_stored(ptr %slot, ptr %other) #0 {
; CHECK-LABEL: define {{.*}}@goes_another_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %r = call ptr @peek(ptr %p)
; CHECK-NEXT: store ptr %other, ptr %slot, align 8
; CHECK-NEXT: %q = load ptr, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %r = call ptr @peek(ptr %p)
  store ptr %other, ptr %slot, align 8
  %q = load ptr, ptr %slot, align 8
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

attributes #0 = { "exec-skip"="an observer that the default options do not know" }
