; A pointer published by an atomic operation may be released by another thread from then on.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
; RUN: %prune[all] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

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
