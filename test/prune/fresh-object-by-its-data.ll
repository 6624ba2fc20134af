; The address of its data leads back to a fresh object, for whoever is given it.
; RUN: %prune %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @NRT_MemInfo_data(ptr)
declare i64 @NRT_MemInfo_size(ptr)
declare ptr @owner()
declare ptr @llvm.aarch64.mops.memset.tag(ptr, i8, i64)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

define i64 @kept_data_stored(ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@kept_data_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %data = call ptr @NRT_MemInfo_data(ptr %p)
; CHECK-NEXT: store ptr %data, ptr %slot, align 8
; CHECK-NEXT: %q = call ptr @owner()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %data = call ptr @NRT_MemInfo_data(ptr %p)
  store ptr %data, ptr %slot, align 8
  %q = call ptr @owner()
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %head
}

; The twins: something is stored into the data, and the data's size is stored.
define i64 @goes_something_stored_in_data(ptr %other) #0 {
; CHECK-LABEL: define {{.*}}@goes_something_stored_in_data(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %data = call ptr @NRT_MemInfo_data(ptr %p)
; CHECK-NEXT: store ptr %other, ptr %data, align 8
; CHECK-NEXT: %q = call ptr @owner()
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %data = call ptr @NRT_MemInfo_data(ptr %p)
  store ptr %other, ptr %data, align 8
  %q = call ptr @owner()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %head
}

define i64 @goes_size_stored(ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@goes_size_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %size = call i64 @NRT_MemInfo_size(ptr %p)
; CHECK-NEXT: store i64 %size, ptr %slot, align 8
; CHECK-NEXT: %q = call ptr @owner()
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %size = call i64 @NRT_MemInfo_size(ptr %p)
  store i64 %size, ptr %slot, align 8
  %q = call ptr @owner()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %head
}

; An intrinsic may give back an address of which it keeps nothing.
define i64 @kept_given_back_by_an_intrinsic() #0 {
; CHECK-LABEL: define {{.*}}@kept_given_back_by_an_intrinsic(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %q = call ptr @llvm.aarch64.mops.memset.tag(ptr %p, i8 0, i64 0)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @llvm.aarch64.mops.memset.tag(ptr %p, i8 0, i64 0)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %head
}

; The twin gives back nothing.
define i64 @goes_given_to_an_intrinsic(ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_given_to_an_intrinsic(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @llvm.memset.p0.i64(ptr %p, i8 0, i64 8, i1 false)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @llvm.memset.p0.i64(ptr %p, i8 0, i64 8, i1 false)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %head
}

attributes #0 = { "exec-skip"="finds an owner in no way that the harness has" }
