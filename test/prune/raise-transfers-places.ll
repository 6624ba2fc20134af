; What a raising path reads from the place where the object was found holds the object, by whatever address
; it goes there, and so does what the name was computed from.
; RUN: %prune[patterns] %s | FileCheck %s

@table = global [4 x ptr] zeroinitializer

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare <2 x ptr> @llvm.masked.expandload.v2p0(ptr, <2 x i1>, <2 x ptr>)

define i32 @kept_address_computed_again(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_address_computed_again(
; CHECK-NEXT: entry:
; CHECK-NEXT: %field = getelementptr i8, ptr %record, i64 8
; CHECK-NEXT: %p = load ptr, ptr %field, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %again = getelementptr i8, ptr %record, i64 8
; CHECK-NEXT: %q = load ptr, ptr %again, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %again = getelementptr i8, ptr %record, i64 8
  %q = load ptr, ptr %again, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_address_of_another_type(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_address_of_another_type(
; CHECK-NEXT: entry:
; CHECK-NEXT: %field = getelementptr i8, ptr %record, i64 8
; CHECK-NEXT: %p = load ptr, ptr %field, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %again = getelementptr { i64, ptr }, ptr %record, i64 0, i32 1
; CHECK-NEXT: %q = load ptr, ptr %again, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %again = getelementptr { i64, ptr }, ptr %record, i64 0, i32 1
  %q = load ptr, ptr %again, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_some_element(ptr %record, i64 %i, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_some_element(
; CHECK-NEXT: entry:
; CHECK-NEXT: %field = getelementptr i8, ptr %record, i64 8
; CHECK-NEXT: %p = load ptr, ptr %field, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %again = getelementptr i8, ptr %record, i64 %i
; CHECK-NEXT: %q = load ptr, ptr %again, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %again = getelementptr i8, ptr %record, i64 %i
  %q = load ptr, ptr %again, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_chosen_address(ptr %record, ptr %other, i1 %way_to, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_chosen_address(
; CHECK-NEXT: entry:
; CHECK-NEXT: %place = select i1 %way_to, ptr %record, ptr %other
; CHECK-NEXT: %p = load ptr, ptr %place, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = load ptr, ptr %record, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %place = select i1 %way_to, ptr %record, ptr %other
  %p = load ptr, ptr %place, align 8
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = load ptr, ptr %record, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_address_loaded_again(ptr %slot, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_address_loaded_again(
; CHECK-NEXT: entry:
; CHECK-NEXT: %record = load ptr, ptr %slot, align 8
; CHECK-NEXT: %field = getelementptr i8, ptr %record, i64 8
; CHECK-NEXT: %p = load ptr, ptr %field, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %record.again = load ptr, ptr %slot, align 8
; CHECK-NEXT: %again = getelementptr i8, ptr %record.again, i64 8
; CHECK-NEXT: %q = load ptr, ptr %again, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %record = load ptr, ptr %slot, align 8
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %record.again = load ptr, ptr %slot, align 8
  %again = getelementptr i8, ptr %record.again, i64 8
  %q = load ptr, ptr %again, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_global(i64 %i, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_global(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = load ptr, ptr getelementptr inbounds (i8, ptr @table, i64 8), align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = load ptr, ptr getelementptr inbounds (i8, ptr @table, i64 8), align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %p = load ptr, ptr getelementptr inbounds (i8, ptr @table, i64 8), align 8
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = load ptr, ptr getelementptr inbounds (i8, ptr @table, i64 8), align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_read_by_an_exchange(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_read_by_an_exchange(
; CHECK-NEXT: entry:
; CHECK-NEXT: %pair = cmpxchg ptr %record, ptr null, ptr null monotonic monotonic, align 8
; CHECK-NEXT: %p = extractvalue { ptr, i1 } %pair, 0
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = load ptr, ptr %record, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %pair = cmpxchg ptr %record, ptr null, ptr null monotonic monotonic, align 8
  %p = extractvalue { ptr, i1 } %pair, 0
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = load ptr, ptr %record, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_read_under_a_mask(ptr %record, <2 x i1> %mask, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_read_under_a_mask(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = load ptr, ptr %record, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %two = call <2 x ptr> @llvm.masked.expandload.v2p0(ptr %record, <2 x i1> %mask, <2 x ptr> zeroinitializer)
; CHECK-NEXT: store <2 x ptr> %two, ptr %payload, align 16
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %p = load ptr, ptr %record, align 8
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %two = call <2 x ptr> @llvm.masked.expandload.v2p0(ptr %record, <2 x i1> %mask, <2 x ptr> zeroinitializer)
  store <2 x ptr> %two, ptr %payload, align 16
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_found_under_a_mask(ptr %record, <2 x i1> %mask, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_found_under_a_mask(
; CHECK-NEXT: entry:
; CHECK-NEXT: %two = call <2 x ptr> @llvm.masked.expandload.v2p0(ptr %record, <2 x i1> %mask, <2 x ptr> zeroinitializer)
; CHECK-NEXT: %p = extractelement <2 x ptr> %two, i32 0
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = load ptr, ptr %record, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %two = call <2 x ptr> @llvm.masked.expandload.v2p0(ptr %record, <2 x i1> %mask, <2 x ptr> zeroinitializer)
  %p = extractelement <2 x ptr> %two, i32 0
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = load ptr, ptr %record, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_vector(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_vector(
; CHECK-NEXT: entry:
; CHECK-NEXT: %two = load <2 x ptr>, ptr %record, align 16
; CHECK-NEXT: %p = extractelement <2 x ptr> %two, i32 0
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store <2 x ptr> %two, ptr %payload, align 16
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %two = load <2 x ptr>, ptr %record, align 16
  %p = extractelement <2 x ptr> %two, i32 0
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  store <2 x ptr> %two, ptr %payload, align 16
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_tagged(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_tagged(
; CHECK-NEXT: entry:
; CHECK-NEXT: %bits = load i64, ptr %record, align 8
; CHECK-NEXT: %untagged = and i64 %bits, -8
; CHECK-NEXT: %p = inttoptr i64 %untagged to ptr
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store i64 %bits, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %bits = load i64, ptr %record, align 8
  %untagged = and i64 %bits, -8
  %p = inttoptr i64 %untagged to ptr
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  store i64 %bits, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_read_as_an_integer(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_read_as_an_integer(
; CHECK-NEXT: entry:
; CHECK-NEXT: %bits = load i64, ptr %record, align 8
; CHECK-NEXT: %p = inttoptr i64 %bits to ptr
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = load ptr, ptr %record, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %bits = load i64, ptr %record, align 8
  %p = inttoptr i64 %bits to ptr
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = load ptr, ptr %record, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The twins read another field, another element of a table, or another record.
define i32 @goes_another_field(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_another_field(
; CHECK-NEXT: entry:
; CHECK-NEXT: %field = getelementptr i8, ptr %record, i64 8
; CHECK-NEXT: %p = load ptr, ptr %field, align 8
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %again = getelementptr i8, ptr %record, i64 16
; CHECK-NEXT: %q = load ptr, ptr %again, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %again = getelementptr i8, ptr %record, i64 16
  %q = load ptr, ptr %again, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_a_field_behind(ptr %record, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_a_field_behind(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = load ptr, ptr %record, align 8
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %again = getelementptr i8, ptr %record, i64 16
; CHECK-NEXT: %q = load ptr, ptr %again, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %p = load ptr, ptr %record, align 8
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %again = getelementptr i8, ptr %record, i64 16
  %q = load ptr, ptr %again, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_another_record(ptr %record, ptr %slot, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_another_record(
; CHECK-NEXT: entry:
; CHECK-NEXT: %other = load ptr, ptr %slot, align 8
; CHECK-NEXT: %field = getelementptr i8, ptr %record, i64 8
; CHECK-NEXT: %p = load ptr, ptr %field, align 8
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %again = getelementptr i8, ptr %other, i64 8
; CHECK-NEXT: %q = load ptr, ptr %again, align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %other = load ptr, ptr %slot, align 8
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field, align 8
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %again = getelementptr i8, ptr %other, i64 8
  %q = load ptr, ptr %again, align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_another_element(i64 %i, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_another_element(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = load ptr, ptr getelementptr inbounds (i8, ptr @table, i64 8), align 8
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = load ptr, ptr getelementptr inbounds (i8, ptr @table, i64 16), align 8
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %p = load ptr, ptr getelementptr inbounds (i8, ptr @table, i64 8), align 8
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %q = load ptr, ptr getelementptr inbounds (i8, ptr @table, i64 16), align 8
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

attributes #0 = { "exec-skip"="the harness plays no records" }

!0 = !{i1 true}
