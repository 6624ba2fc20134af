; A place that several names were found in is looked at for each of them, though not as often: fields of one shape
; by their indices, a second shape for all fields.
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

; The raising path stores what is read from %q's field again: the incref of %q is for that.
define i32 @kept_second_field(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_second_field(
; CHECK: call void @NRT_incref(ptr %q)
; CHECK: call void @NRT_decref(ptr %q)
; CHECK: }
entry:
  %first = getelementptr { ptr, ptr, ptr }, ptr %record, i32 0, i32 0
  %p = load ptr, ptr %first, align 8
  call void @NRT_incref(ptr %p)
  %second = getelementptr { ptr, ptr, ptr }, ptr %record, i32 0, i32 1
  %q = load ptr, ptr %second, align 8
  call void @NRT_incref(ptr %q)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %second.again = getelementptr { ptr, ptr, ptr }, ptr %record, i32 0, i32 1
  %again = load ptr, ptr %second.again, align 8
  store ptr %again, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; Twin: a third field.
define i32 @goes_beside_a_third_field(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_a_third_field(
; CHECK-NOT: NRT_
; CHECK: }
entry:
  %first = getelementptr { ptr, ptr, ptr }, ptr %record, i32 0, i32 0
  %p = load ptr, ptr %first, align 8
  call void @NRT_incref(ptr %p)   ; goes
  %second = getelementptr { ptr, ptr, ptr }, ptr %record, i32 0, i32 1
  %q = load ptr, ptr %second, align 8
  call void @NRT_incref(ptr %q)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %q)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %third = getelementptr { ptr, ptr, ptr }, ptr %record, i32 0, i32 2
  %other = load ptr, ptr %third, align 8
  store ptr %other, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; By bytes and by fields: which of the others a byte offset is, nobody computes.
define i32 @kept_second_shape(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_second_shape(
; CHECK: call void @NRT_incref(ptr %q)
; CHECK: call void @NRT_decref(ptr %q)
; CHECK: }
entry:
  %first = getelementptr { ptr, ptr, ptr }, ptr %record, i32 0, i32 0
  %p = load ptr, ptr %first, align 8
  call void @NRT_incref(ptr %p)
  %second = getelementptr i8, ptr %record, i64 16
  %q = load ptr, ptr %second, align 8
  call void @NRT_incref(ptr %q)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %third = getelementptr { ptr, ptr, ptr }, ptr %record, i32 0, i32 2
  %again = load ptr, ptr %third, align 8
  store ptr %again, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; %place is the address of one name and the slot from which the address of another is loaded, twice.
define i32 @kept_address_and_slot(ptr %holder, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_address_and_slot(
; CHECK: call void @NRT_incref(ptr %q)
; CHECK: call void @NRT_decref(ptr %q)
; CHECK: }
entry:
  %place = load ptr, ptr %holder, align 8
  %p = load ptr, ptr %place, align 8
  call void @NRT_incref(ptr %p)
  %inner = load ptr, ptr %place, align 8
  %q = load ptr, ptr %inner, align 8
  call void @NRT_incref(ptr %q)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %inner.again = load ptr, ptr %place, align 8
  %again = load ptr, ptr %inner.again, align 8
  store ptr %again, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

attributes #0 = { "exec-skip"="the harness plays no records" }

!0 = !{i1 true}
