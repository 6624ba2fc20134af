; A name that comes out of a vector of one lane, or out of a number as wide as a pointer, may be the fresh object
; that was put in: whoever decrefs it releases that.
; RUN: %prune %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare double @boxed(ptr) memory(none)
declare float @hash(ptr) memory(none)

define i64 @kept_cast_to_a_vector() {
; CHECK-LABEL: define {{.*}}@kept_cast_to_a_vector(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %lane = bitcast ptr %p to <1 x ptr>
; CHECK-NEXT: %q = bitcast <1 x ptr> %lane to ptr
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %lane = bitcast ptr %p to <1 x ptr>
  %q = bitcast <1 x ptr> %lane to ptr
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

define i64 @kept_addresses_of_one_lane() {
; CHECK-LABEL: define {{.*}}@kept_addresses_of_one_lane(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %lane = getelementptr i8, ptr %p, <1 x i64> zeroinitializer
; CHECK-NEXT: %q = bitcast <1 x ptr> %lane to ptr
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %lane = getelementptr i8, ptr %p, <1 x i64> zeroinitializer
  %q = bitcast <1 x ptr> %lane to ptr
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

define i64 @kept_boxed_in_a_double() #0 {
; CHECK-LABEL: define {{.*}}@kept_boxed_in_a_double(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %box = call double @boxed(ptr %p)
; CHECK-NEXT: %bits = bitcast double %box to i64
; CHECK-NEXT: %q = inttoptr i64 %bits to ptr
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %box = call double @boxed(ptr %p)
  %bits = bitcast double %box to i64
  %q = inttoptr i64 %bits to ptr
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

; The twins: another pointer goes through the vector, and a number that is too narrow for one.
define i64 @goes_beside_a_vector_of_another(ptr %other) {
; CHECK-LABEL: define {{.*}}@goes_beside_a_vector_of_another(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %lane = bitcast ptr %other to <1 x ptr>
; CHECK-NEXT: %q = bitcast <1 x ptr> %lane to ptr
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %lane = bitcast ptr %other to <1 x ptr>
  %q = bitcast <1 x ptr> %lane to ptr
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

define i64 @goes_too_narrow() #0 {
; CHECK-LABEL: define {{.*}}@goes_too_narrow(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %number = call float @hash(ptr %p)
; CHECK-NEXT: %bits = bitcast float %number to i32
; CHECK-NEXT: %wide = zext i32 %bits to i64
; CHECK-NEXT: %q = inttoptr i64 %wide to ptr
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %number = call float @hash(ptr %p)
  %bits = bitcast float %number to i32
  %wide = zext i32 %bits to i64
  %q = inttoptr i64 %wide to ptr
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %data
}

attributes #0 = { "exec-skip"="functions that the harness does not have" }
