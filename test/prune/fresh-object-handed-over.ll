; A fresh object that was handed to something which may keep it has other names, and may have an owner.
; RUN: %prune[patterns;alloc=make_pair;alloc=make_one] %s | FileCheck %s
; RUN: %prune[all;alloc=make_pair;alloc=make_one] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @borrow(ptr nocapture)
declare void @destroy(ptr)
declare void @look(ptr) memory(none)
declare ptr @make()
declare ptr @make_one()
declare { ptr, ptr } @make_pair()

declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @NRT_MemInfo_new(ptr, i64, ptr, ptr)

; The new object owns p by what its destructor is told of it: behind -q one reference of two is left.
define void @kept_owned_by_another_allocation() #0 {
; CHECK-LABEL: define {{.*}}@kept_owned_by_another_allocation(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %q = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr @destroy, ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr @destroy, ptr %p)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: the other allocation is told of nothing.
define void @goes_beside_another_allocation() #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_another_allocation(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %q = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr null, ptr null)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr null, ptr null)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

; What a callee does with the operands of a bundle is not known.
define void @kept_in_an_operand_bundle() #0 {
; CHECK-LABEL: define {{.*}}@kept_in_an_operand_bundle(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @use(ptr null) [ "keep"(ptr %p) ]
; CHECK-NEXT: %q = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @use(ptr null) [ "keep"(ptr %p) ]
  %q = call ptr @make()
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_beside_an_operand_bundle(ptr %other) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_an_operand_bundle(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @use(ptr null) [ "keep"(ptr %other) ]
; CHECK-NEXT: %q = call ptr @make()
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @use(ptr null) [ "keep"(ptr %other) ]
  %q = call ptr @make()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

; An allocator may keep what it is given, as any callee may: the last use rests on box's reference, and the
; pair is what p lives on until then (p = r, held once by r).
define void @kept_around_an_allocator_that_keeps(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_an_allocator_that_keeps(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %box = call ptr @NRT_MemInfo_new(ptr %p, i64 8, ptr @destroy, ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  %box = call ptr @NRT_MemInfo_new(ptr %p, i64 8, ptr @destroy, ptr %p)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret void
}

; The twin is given nothing: p must have been held twice in front of -p, and so behind -r.
define void @goes_around_an_allocator(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_an_allocator(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %box = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr @destroy, ptr null)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  %box = call ptr @NRT_MemInfo_new(ptr null, i64 8, ptr @destroy, ptr null)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

; Of what an allocator returns in one piece the second may own the first.
define void @kept_beside_its_owner() #0 {
; CHECK-LABEL: define {{.*}}@kept_beside_its_owner(
; CHECK-NEXT: entry:
; CHECK-NEXT: %pair = call { ptr, ptr } @make_pair()
; CHECK-NEXT: %p = extractvalue { ptr, ptr } %pair, 0
; CHECK-NEXT: %q = extractvalue { ptr, ptr } %pair, 1
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %pair = call { ptr, ptr } @make_pair()
  %p = extractvalue { ptr, ptr } %pair, 0
  %q = extractvalue { ptr, ptr } %pair, 1
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_beside_another() #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_another(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @make_one()
; CHECK-NEXT: %q = call ptr @make_one()
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @make_one()
  %q = call ptr @make_one()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

; Nor is a function with a bundle any longer one without effects, which would keep nothing.
define void @kept_beside_an_operand_bundle(ptr %other) #0 {
; CHECK-LABEL: define {{.*}}@kept_beside_an_operand_bundle(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @look(ptr %p) [ "keep"(ptr %other) ]
; CHECK-NEXT: %q = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @look(ptr %p) [ "keep"(ptr %other) ]
  %q = call ptr @make()
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_without_a_bundle() #0 {
; CHECK-LABEL: define {{.*}}@goes_without_a_bundle(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @look(ptr %p)
; CHECK-NEXT: %q = call ptr @make()
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @look(ptr %p)
  %q = call ptr @make()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="owners and bundles that the harness does not play" }
