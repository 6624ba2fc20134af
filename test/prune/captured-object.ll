; Who may have come by a fresh object? What is computed from its address leads back to it: followed, not feared.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; The count is 2 from the incref up to the first hazard; whether the decref of another name is one decides.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @work()
declare ptr @same(ptr) memory(none)
declare ptr @llvm.ptrmask.p0.i64(ptr, i64)

declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @NRT_MemInfo_new(ptr, i64, ptr, ptr)

define i64 @goes_address_within(ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_address_within(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %field = getelementptr i8, ptr %p, i64 8
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %field, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %field = getelementptr i8, ptr %p, i64 8
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %field, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

; The twins: whoever finds the address of a field finds the object; and with an index of 0 it is its own.
define i64 @kept_address_within_stored(ptr %q, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_address_within_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %field = getelementptr i8, ptr %p, i64 8
; CHECK-NEXT: store ptr %field, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %field, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %field = getelementptr i8, ptr %p, i64 8
  store ptr %field, ptr %slot, align 8
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %field, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

define i64 @kept_counted_by_address_within(i64 %index) #0 {
; CHECK-LABEL: define {{.*}}@kept_counted_by_address_within(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %q = getelementptr i8, ptr %p, i64 %index
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = getelementptr i8, ptr %p, i64 %index
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

define i64 @goes_in_an_aggregate(ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_in_an_aggregate(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %pair = insertvalue { i64, ptr } { i64 1, ptr poison }, ptr %p, 1
; CHECK-NEXT: %again = extractvalue { i64, ptr } %pair, 1
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %again, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %pair = insertvalue { i64, ptr } { i64 1, ptr poison }, ptr %p, 1
  %again = extractvalue { i64, ptr } %pair, 1
  call void @NRT_incref(ptr %again)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %again, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

define i64 @kept_aggregate_stored(ptr %q, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_aggregate_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %pair = insertvalue { i64, ptr } { i64 1, ptr poison }, ptr %p, 1
; CHECK-NEXT: store { i64, ptr } %pair, ptr %slot, align 8
; CHECK-NEXT: %again = extractvalue { i64, ptr } %pair, 1
; CHECK-NEXT: call void @NRT_incref(ptr %again)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %again, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %pair = insertvalue { i64, ptr } { i64 1, ptr poison }, ptr %p, 1
  store { i64, ptr } %pair, ptr %slot, align 8
  %again = extractvalue { i64, ptr } %pair, 1
  call void @NRT_incref(ptr %again)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %again, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

; Deeper than fields are followed what comes out is another name, and may be what was put in.
define i64 @kept_field_too_deep() {
; CHECK-LABEL: define {{.*}}@kept_field_too_deep(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %nest = insertvalue [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x ptr]]]]]]]]] poison, ptr %p, 0, 0, 0, 0, 0, 0, 0, 0, 0
; CHECK-NEXT: %q = extractvalue [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x ptr]]]]]]]]] %nest, 0, 0, 0, 0, 0, 0, 0, 0, 0
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %nest = insertvalue [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x ptr]]]]]]]]] poison, ptr %p, 0, 0, 0, 0, 0, 0, 0, 0, 0
  %q = extractvalue [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x [1 x ptr]]]]]]]]] %nest, 0, 0, 0, 0, 0, 0, 0, 0, 0
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

; A function without memory effects keeps nothing. What it returns may be what it was passed.
define i64 @goes_passed_to_a_pure_function(ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_passed_to_a_pure_function(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %masked = call ptr @llvm.ptrmask.p0.i64(ptr %p, i64 -8)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %masked, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %masked = call ptr @llvm.ptrmask.p0.i64(ptr %p, i64 -8)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %masked, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

define i64 @kept_returned_by_a_pure_function() {
; CHECK-LABEL: define {{.*}}@kept_returned_by_a_pure_function(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %r = call ptr @same(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %r = call ptr @same(ptr %p)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

define i64 @kept_masked() {
; CHECK-LABEL: define {{.*}}@kept_masked(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %r = call ptr @llvm.ptrmask.p0.i64(ptr %p, i64 -8)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %r = call ptr @llvm.ptrmask.p0.i64(ptr %p, i64 -8)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

; Two objects. Unless one is what the other's destructor is passed.
define i64 @goes_two_objects() #1 {
; CHECK-LABEL: define {{.*}}@goes_two_objects(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %q = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr null, ptr null)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr null, ptr null)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

define i64 @kept_destructor_argument(ptr %destructor) #1 {
; CHECK-LABEL: define {{.*}}@kept_destructor_argument(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %q = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr %destructor, ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr %destructor, ptr %p)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

; What an operand bundle is for nobody knows.
define i64 @kept_bundled(ptr %q) #2 {
; CHECK-LABEL: define {{.*}}@kept_bundled(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @work() [ "somewhere"(ptr %p) ]
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @work() [ "somewhere"(ptr %p) ]
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

attributes #0 = { "exec-skip"="only with one index this is an object" }
attributes #1 = { "exec-skip"="the runtime has no destructors of the caller's" }
attributes #2 = { "exec-skip"="no target knows the operand bundle" }
