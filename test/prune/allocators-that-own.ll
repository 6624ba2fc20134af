; What an allocator is given may be kept by the new object, also where it is a field of an aggregate or was made
; an integer. Later uses may rest on that: with p = r, held once by r, p lives on the incref behind -r.
; RUN: %prune[all;alloc=box;alloc=box_address] %s | FileCheck %s
; RUN: %prune[patterns;alloc=box;alloc=box_address] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @box({ ptr, i64 })
declare ptr @box_address(i64)
declare void @use(ptr)

define ptr @kept_in_an_aggregate(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@kept_in_an_aggregate(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %array = insertvalue { ptr, i64 } poison, ptr %p, 0
; CHECK-NEXT: %new = call ptr @box({ ptr, i64 } %array)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret ptr %new
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  %array = insertvalue { ptr, i64 } poison, ptr %p, 0
  %new = call ptr @box({ ptr, i64 } %array)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret ptr %new
}

define ptr @kept_as_an_integer(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@kept_as_an_integer(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %address = ptrtoint ptr %p to i64
; CHECK-NEXT: %new = call ptr @box_address(i64 %address)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret ptr %new
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  %address = ptrtoint ptr %p to i64
  %new = call ptr @box_address(i64 %address)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret ptr %new
}

; The twin is given a size.
define ptr @goes_size_given(ptr %p, ptr %r, i64 %size) #0 {
; CHECK-LABEL: define {{.*}}@goes_size_given(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %new = call ptr @box_address(i64 %size)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret ptr %new
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  %new = call ptr @box_address(i64 %size)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret ptr %new
}

attributes #0 = { "exec-skip"="allocators that the default options do not know" }
