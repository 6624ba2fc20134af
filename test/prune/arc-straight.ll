; Pairs on a straight line, as in the tests of ObjCARC: by contract calls in between do not matter.
; RUN: %prune[all;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @work()

define void @adjacent(ptr %p) {
; CHECK-LABEL: define {{.*}}@adjacent(
; CHECK-NEXT: entry:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @nested_adjacent(ptr %p) {
; CHECK-LABEL: define {{.*}}@nested_adjacent(
; CHECK-NEXT: entry:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @loaded_pointer(ptr %box) {
; CHECK-LABEL: define {{.*}}@loaded_pointer(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = load ptr, ptr %box, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = load ptr, ptr %box, align 8
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; Behind an opaque callee the decref is the only evidence: LB = 1 in strict mode.
define void @call_then_use(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@call_then_use(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@call_then_use(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @work()
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @two_calls(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@two_calls(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@two_calls(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: call void @work()
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @work()
  call void @work()
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; ObjCARC sees that p's memory is not touched behind the call; that is no proof where an array's data is
; reached through another pointer.
define void @call_then_store_of_the_pointer(ptr %p, ptr %slot) {
; CONTRACT-LABEL: define {{.*}}@call_then_store_of_the_pointer(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: store ptr %p, ptr %slot, align 8
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@call_then_store_of_the_pointer(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: store ptr %p, ptr %slot, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @work()
  store ptr %p, ptr %slot, align 8
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @only_a_use(ptr %p) {
; CHECK-LABEL: define {{.*}}@only_a_use(
; CHECK-NEXT: entry:
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @alias_then_use(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@alias_then_use(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret void
}

; One reference more is taken than given back: the surplus stays.
define void @two_increfs_one_decref(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@two_increfs_one_decref(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@two_increfs_one_decref(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @use(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @surplus_behind_the_calls(ptr %p) {
; CHECK-LABEL: define {{.*}}@surplus_behind_the_calls(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @work()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @work()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @two_nested_pairs_around_a_call(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@two_nested_pairs_around_a_call(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@two_nested_pairs_around_a_call(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @work()
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @adjacent_pair_then_a_window(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@adjacent_pair_then_a_window(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@adjacent_pair_then_a_window(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @work()
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; A decref first: held a little longer, up to an incref at which the object is known to be alive.
define void @decref_call_incref(ptr %p) {
; CHECK-LABEL: define {{.*}}@decref_call_incref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @work()
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes
  call void @work()
  call void @NRT_incref(ptr %p)   ; goes
  %data = load i64, ptr %p, align 8
  ret void
}
