; What an access or an attribute says is that a pointer is not null only where null has no memory, and where
; memory is accessed; a constant says it of the bits that a pointer has.
; RUN: %with_plugin -passes=nrt-lower %s | FileCheck %s

target datalayout = "e-p:32:32"

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

; CHECK-LABEL: define void @tested_access_of_nothing(
; CHECK: call void @refprune.decref(ptr %p)
define void @tested_access_of_nothing(ptr %p) {
  %nothing = load [0 x i8], ptr %p, align 1
  store {} zeroinitializer, ptr %p, align 1
  call void @NRT_decref(ptr %p)
  ret void
}

; CHECK-LABEL: define void @tested_where_null_is_valid(
; CHECK: call void @refprune.decref(ptr %p)
define void @tested_where_null_is_valid(ptr dereferenceable(8) %p) null_pointer_is_valid {
  %word = load i32, ptr %p, align 4
  call void @NRT_decref(ptr %p)
  ret void
}

; CHECK-LABEL: define void @tested_cut_off(
; CHECK: call void @refprune.decref(ptr inttoptr (i64 4294967296 to ptr))
define void @tested_cut_off() {
  call void @NRT_decref(ptr inttoptr (i64 4294967296 to ptr))
  ret void
}

; The twins.
; CHECK-LABEL: define void @accessed(
; CHECK: call void @refprune.decref.nonnull(ptr %p)
define void @accessed(ptr %p) {
  %byte = load [1 x i8], ptr %p, align 1
  call void @NRT_decref(ptr %p)
  ret void
}

; CHECK-LABEL: define void @dereferenceable(
; CHECK: call void @refprune.decref.nonnull(ptr %p)
define void @dereferenceable(ptr dereferenceable(8) %p) {
  call void @NRT_decref(ptr %p)
  ret void
}

; CHECK-LABEL: define void @nonnull_where_null_is_valid(
; CHECK: call void @refprune.decref.nonnull(ptr %p)
define void @nonnull_where_null_is_valid(ptr nonnull %p) null_pointer_is_valid {
  call void @NRT_decref(ptr %p)
  ret void
}

; CHECK-LABEL: define void @not_cut_off(
; CHECK: call void @refprune.decref.nonnull(ptr inttoptr (i64 4294967297 to ptr))
define void @not_cut_off() {
  call void @NRT_decref(ptr inttoptr (i64 4294967297 to ptr))
  ret void
}
