; An observer that is told of several objects may look at any of them, and one that answers with a pointer may
; give back what it was asked about.
; RUN: %prune[all;observer=sole;observer=peek] %s | FileCheck %s
; RUN: %prune[patterns;observer=sole;observer=peek] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @NRT_MemInfo_alloc_dtor(i64, ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare i1 @sole(ptr, ptr) memory(read)
declare ptr @peek(ptr)

define i1 @kept_second_of_two() #0 {
; CHECK-LABEL: define {{.*}}@kept_second_of_two(
; CHECK-NEXT: entry:
; CHECK-NEXT: %context = call ptr @NRT_MemInfo_alloc_dtor(i64 8, ptr null)
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc_dtor(i64 8, ptr null)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %is.sole = call i1 @sole(ptr %context, ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %context)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i1 %is.sole
; CHECK-NEXT: }
entry:
  %context = call ptr @NRT_MemInfo_alloc_dtor(i64 8, ptr null)
  %p = call ptr @NRT_MemInfo_alloc_dtor(i64 8, ptr null)
  call void @NRT_incref(ptr %p)
  %is.sole = call i1 @sole(ptr %context, ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %context)
  call void @NRT_decref(ptr %p)
  ret i1 %is.sole
}

define i64 @kept_answered_with() #0 {
; CHECK-LABEL: define {{.*}}@kept_answered_with(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %q = call ptr @peek(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @peek(ptr %p)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

; The twins: told of one other object and of nothing else, and another object answered with.
define i1 @goes_one_and_nothing() #0 {
; CHECK-LABEL: define {{.*}}@goes_one_and_nothing(
; CHECK-NEXT: entry:
; CHECK-NEXT: %context = call ptr @NRT_MemInfo_alloc_dtor(i64 8, ptr null)
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc_dtor(i64 8, ptr null)
; CHECK-NEXT: %is.sole = call i1 @sole(ptr %context, ptr null)
; CHECK-NEXT: call void @NRT_decref(ptr %context)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i1 %is.sole
; CHECK-NEXT: }
entry:
  %context = call ptr @NRT_MemInfo_alloc_dtor(i64 8, ptr null)
  %p = call ptr @NRT_MemInfo_alloc_dtor(i64 8, ptr null)
  call void @NRT_incref(ptr %p)   ; goes
  %is.sole = call i1 @sole(ptr %context, ptr null)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %context)
  call void @NRT_decref(ptr %p)
  ret i1 %is.sole
}

define i64 @goes_asked_of_another(ptr %other) #0 {
; CHECK-LABEL: define {{.*}}@goes_asked_of_another(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %q = call ptr @peek(ptr %other)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @peek(ptr %other)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

attributes #0 = { "exec-skip"="observers that the default options do not know" }
