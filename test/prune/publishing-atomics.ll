; A pointer published by an atomic operation may be released by another thread from then on.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
; RUN: %prune[all] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memcpy.element.unordered.atomic.p0.p0.i64(ptr, ptr, i64, i32)
declare void @llvm.memmove.element.unordered.atomic.p0.p0.i64(ptr, ptr, i64, i32)
declare void @llvm.memset.element.unordered.atomic.p0.i64(ptr, i8, i64, i32)

define void @kept_atomic_store(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_atomic_store(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store atomic ptr %p, ptr %slot release, align 8
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  store atomic ptr %p, ptr %slot release, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_exchange(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_exchange(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %old = atomicrmw xchg ptr %slot, ptr %p acq_rel, align 8
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %old = atomicrmw xchg ptr %slot, ptr %p acq_rel, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_compare_exchange(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_compare_exchange(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %result = cmpxchg ptr %slot, ptr null, ptr %p acq_rel monotonic, align 8
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %result = cmpxchg ptr %slot, ptr null, ptr %p acq_rel monotonic, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; Published first: the reference taken afterwards is what keeps the object alive against other threads.
define void @kept_published_before(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_published_before(
; CHECK-NEXT: entry:
; CHECK-NEXT: store atomic ptr %p, ptr %slot release, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  store atomic ptr %p, ptr %slot release, align 8
  call void @NRT_incref(ptr %p)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_published_under_another_name(ptr %p, ptr %q, ptr %slot) {
; CHECK-LABEL: define {{.*}}@kept_published_under_another_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store atomic ptr %q, ptr %slot release, align 8
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  store atomic ptr %q, ptr %slot release, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: over before the publication, a plain store, and an atomic flag that carries no pointer. In
; strict mode the flag may let another thread go on and drop what it holds.
define void @goes_before_the_publication(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@goes_before_the_publication(
; CHECK-NEXT: entry:
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: store atomic ptr %p, ptr %slot release, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  store atomic ptr %p, ptr %slot release, align 8
  ret void
}

define void @goes_plain_store(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@goes_plain_store(
; CHECK-NEXT: entry:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  store ptr %p, ptr %slot, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @atomic_flag(ptr %p, ptr %slot) {
; CONTRACT-LABEL: define {{.*}}@atomic_flag(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: store atomic i64 1, ptr %slot release, align 8
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@atomic_flag(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: store atomic i64 1, ptr %slot release, align 8
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  store atomic i64 1, ptr %slot release, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @fence(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@fence(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: fence acq_rel
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@fence(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: fence acq_rel
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  fence acq_rel
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; Other ways to put a pointer into memory in one step: into zero, or where it is the largest.
define void @kept_or(ptr %p, ptr %slot) #1 {
; CHECK-LABEL: define {{.*}}@kept_or(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %bits = ptrtoint ptr %p to i64
; CHECK-NEXT: %old = atomicrmw or ptr %slot, i64 %bits monotonic, align 8
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %bits = ptrtoint ptr %p to i64
  %old = atomicrmw or ptr %slot, i64 %bits monotonic, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_maximum(ptr %p, ptr %slot) #1 {
; CHECK-LABEL: define {{.*}}@kept_maximum(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %bits = ptrtoint ptr %p to i64
; CHECK-NEXT: %old = atomicrmw umax ptr %slot, i64 %bits monotonic, align 8
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %bits = ptrtoint ptr %p to i64
  %old = atomicrmw umax ptr %slot, i64 %bits monotonic, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_copied_in_steps(ptr %p, ptr %slot, ptr %shared) #0 {
; CHECK-LABEL: define {{.*}}@kept_copied_in_steps(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: call void @llvm.memcpy.element.unordered.atomic.p0.p0.i64(ptr align 8 %shared, ptr align 8 %slot, i64 8, i32 8)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  call void @llvm.memcpy.element.unordered.atomic.p0.p0.i64(ptr align 8 %shared, ptr align 8 %slot, i64 8, i32 8)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_moved_in_steps(ptr %p, ptr %slot, ptr %shared) #0 {
; CHECK-LABEL: define {{.*}}@kept_moved_in_steps(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: call void @llvm.memmove.element.unordered.atomic.p0.p0.i64(ptr align 8 %shared, ptr align 8 %slot, i64 8, i32 8)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  call void @llvm.memmove.element.unordered.atomic.p0.p0.i64(ptr align 8 %shared, ptr align 8 %slot, i64 8, i32 8)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: a counter, a sum of fractions, bytes that are no pointer, and a copy that makes no promise to others.
define void @goes_counter(ptr %p, ptr %slot, i32 %more) #1 {
; CHECK-LABEL: define {{.*}}@goes_counter(
; CHECK-NEXT: entry:
; CHECK-NEXT: %old = atomicrmw add ptr %slot, i64 1 monotonic, align 8
; CHECK-NEXT: %small = atomicrmw add ptr %slot, i32 %more monotonic, align 4
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %old = atomicrmw add ptr %slot, i64 1 monotonic, align 8
  %small = atomicrmw add ptr %slot, i32 %more monotonic, align 4
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_sum(ptr %p, ptr %slot, double %more) #1 {
; CHECK-LABEL: define {{.*}}@goes_sum(
; CHECK-NEXT: entry:
; CHECK-NEXT: %old = atomicrmw fadd ptr %slot, double %more monotonic, align 8
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %old = atomicrmw fadd ptr %slot, double %more monotonic, align 8
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_filled_in_steps(ptr %p, ptr %shared) #0 {
; CHECK-LABEL: define {{.*}}@goes_filled_in_steps(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @llvm.memset.element.unordered.atomic.p0.i64(ptr align 8 %shared, i8 0, i64 8, i32 8)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @llvm.memset.element.unordered.atomic.p0.i64(ptr align 8 %shared, i8 0, i64 8, i32 8)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_copied(ptr %p, ptr %slot, ptr %shared) #1 {
; CHECK-LABEL: define {{.*}}@goes_copied(
; CHECK-NEXT: entry:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: call void @llvm.memcpy.p0.p0.i64(ptr align 8 %shared, ptr align 8 %slot, i64 8, i1 false)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  store ptr %p, ptr %slot, align 8
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %shared, ptr align 8 %slot, i64 8, i1 false)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="a library that the harness has not" }
attributes #1 = { "exec-skip"="objects that are written over" }
