; Six shapes of which other passes lose a reference; by contract only the fifth, where a callee would have
; to break it, may be pruned.
; RUN: %prune[patterns;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
; RUN: %prune[all;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,PLACED
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICTLY_PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

; Each slot of the list gets a reference of its own; one decref after the loop.
define void @loop_that_fills_a_list(ptr %list, ptr %p, i64 %n) {
; CHECK-LABEL: define {{.*}}@loop_that_fills_a_list(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %i = phi i64 [ 0, %entry ], [ %next, %loop ]
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %slot = getelementptr ptr, ptr %list, i64 %i
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: %next = add i64 %i, 1
; CHECK-NEXT: %more = icmp slt i64 %next, %n
; CHECK-NEXT: br i1 %more, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  call void @NRT_incref(ptr %p)
  %slot = getelementptr ptr, ptr %list, i64 %i
  store ptr %p, ptr %slot, align 8
  %next = add i64 %i, 1
  %more = icmp slt i64 %next, %n
  br i1 %more, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}

define i64 @alias_in_the_tail(ptr %box.p, ptr %box.q) {
; CHECK-LABEL: define {{.*}}@alias_in_the_tail(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = load ptr, ptr %box.p, align 8
; CHECK-NEXT: %q = load ptr, ptr %box.q, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %tail
; CHECK: tail:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: %data = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %data
; CHECK-NEXT: }
entry:
  %p = load ptr, ptr %box.p, align 8
  %q = load ptr, ptr %box.q, align 8
  call void @NRT_incref(ptr %p)
  br label %tail
tail:
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
}

define i64 @alias_in_one_exit(ptr %box.p, ptr %box.q, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@alias_in_one_exit(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: %p = load ptr, ptr %box.p, align 8
; CONTRACT-NEXT: %q = load ptr, ptr %box.q, align 8
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: br i1 %way, label %left, label %right
; CONTRACT: left:
; CONTRACT-NEXT: call void @NRT_decref(ptr %q)
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: call void @NRT_decref(ptr %p)
; CONTRACT-NEXT: ret i64 %data
; CONTRACT: right:
; CONTRACT-NEXT: call void @NRT_decref(ptr %p)
; CONTRACT-NEXT: ret i64 0
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@alias_in_one_exit(
; STRICT-NEXT: entry:
; STRICT-NEXT: %p = load ptr, ptr %box.p, align 8
; STRICT-NEXT: %q = load ptr, ptr %box.q, align 8
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %way, label %left, label %right
; STRICT: left:
; STRICT-NEXT: call void @NRT_decref(ptr %q)
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret i64 %data
; STRICT: right:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret i64 0
; STRICT-NEXT: }
; PLACED-LABEL: define {{.*}}@alias_in_one_exit(
; PLACED-NEXT: entry:
; PLACED-NEXT: %p = load ptr, ptr %box.p, align 8
; PLACED-NEXT: %q = load ptr, ptr %box.q, align 8
; PLACED-NEXT: br i1 %way, label %left, label %right
; PLACED: left:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @NRT_decref(ptr %q)
; PLACED-NEXT: %data = load i64, ptr %p, align 8
; PLACED-NEXT: call void @NRT_decref(ptr %p)
; PLACED-NEXT: ret i64 %data
; PLACED: right:
; PLACED-NEXT: ret i64 0
; PLACED-NEXT: }
; STRICTLY_PLACED-LABEL: define {{.*}}@alias_in_one_exit(
; STRICTLY_PLACED-NEXT: entry:
; STRICTLY_PLACED-NEXT: %p = load ptr, ptr %box.p, align 8
; STRICTLY_PLACED-NEXT: %q = load ptr, ptr %box.q, align 8
; STRICTLY_PLACED-NEXT: br i1 %way, label %left, label %right
; STRICTLY_PLACED: left:
; STRICTLY_PLACED-NEXT: call void @NRT_incref(ptr %p)
; STRICTLY_PLACED-NEXT: call void @NRT_decref(ptr %q)
; STRICTLY_PLACED-NEXT: %data = load i64, ptr %p, align 8
; STRICTLY_PLACED-NEXT: call void @NRT_decref(ptr %p)
; STRICTLY_PLACED-NEXT: ret i64 %data
; STRICTLY_PLACED: right:
; STRICTLY_PLACED-NEXT: ret i64 0
; STRICTLY_PLACED-NEXT: }
entry:
  %p = load ptr, ptr %box.p, align 8
  %q = load ptr, ptr %box.q, align 8
  call void @NRT_incref(ptr %p)   ; goes PLACED STRICTLY_PLACED
  br i1 %way, label %left, label %right
left:
  ; comes PLACED STRICTLY_PLACED => call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)
  ret i64 %data
right:
  call void @NRT_decref(ptr %p)   ; goes PLACED STRICTLY_PLACED
  ret i64 0
}

define void @raise_hands_it_on(ptr %p, ptr %excinfo, ptr %slot, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@raise_hands_it_on(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: br i1 %way, label %plain, label %raises
; CONTRACT: plain:
; CONTRACT-NEXT: call void @NRT_decref(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT: raises:
; CONTRACT-NEXT: store ptr %p, ptr %slot, align 8
; CONTRACT-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@raise_hands_it_on(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %way, label %plain, label %raises
; STRICT: plain:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT: raises:
; STRICT-NEXT: store ptr %p, ptr %slot, align 8
; STRICT-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; STRICT-NEXT: ret void
; STRICT-NEXT: }
; PLACED-LABEL: define {{.*}}@raise_hands_it_on(
; PLACED-NEXT: entry:
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret void
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr %p, ptr %slot, align 8
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret void
; PLACED-NEXT: }
; STRICTLY_PLACED-LABEL: define {{.*}}@raise_hands_it_on(
; STRICTLY_PLACED-NEXT: entry:
; STRICTLY_PLACED-NEXT: br i1 %way, label %plain, label %raises
; STRICTLY_PLACED: plain:
; STRICTLY_PLACED-NEXT: ret void
; STRICTLY_PLACED: raises:
; STRICTLY_PLACED-NEXT: call void @NRT_incref(ptr %p)
; STRICTLY_PLACED-NEXT: store ptr %p, ptr %slot, align 8
; STRICTLY_PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; STRICTLY_PLACED-NEXT: ret void
; STRICTLY_PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED STRICTLY_PLACED
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED STRICTLY_PLACED
  ret void
raises:
  ; comes PLACED STRICTLY_PLACED => call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret void
}

; The callee may empty the box, by the contract only without dropping what it held.
define i64 @callee_empties_the_box(ptr %box) {
; CONTRACT-LABEL: define {{.*}}@callee_empties_the_box(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: %p = load ptr, ptr %box, align 8
; CONTRACT-NEXT: call void @use(ptr %box)
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: ret i64 %data
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@callee_empties_the_box(
; STRICT-NEXT: entry:
; STRICT-NEXT: %p = load ptr, ptr %box, align 8
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @use(ptr %box)
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret i64 %data
; STRICT-NEXT: }
; PLACED-LABEL: define {{.*}}@callee_empties_the_box(
; PLACED-NEXT: entry:
; PLACED-NEXT: %p = load ptr, ptr %box, align 8
; PLACED-NEXT: call void @use(ptr %box)
; PLACED-NEXT: %data = load i64, ptr %p, align 8
; PLACED-NEXT: ret i64 %data
; PLACED-NEXT: }
; STRICTLY_PLACED-LABEL: define {{.*}}@callee_empties_the_box(
; STRICTLY_PLACED-NEXT: entry:
; STRICTLY_PLACED-NEXT: %p = load ptr, ptr %box, align 8
; STRICTLY_PLACED-NEXT: call void @NRT_incref(ptr %p)
; STRICTLY_PLACED-NEXT: call void @use(ptr %box)
; STRICTLY_PLACED-NEXT: %data = load i64, ptr %p, align 8
; STRICTLY_PLACED-NEXT: call void @NRT_decref(ptr %p)
; STRICTLY_PLACED-NEXT: ret i64 %data
; STRICTLY_PLACED-NEXT: }
entry:
  %p = load ptr, ptr %box, align 8
  call void @NRT_incref(ptr %p)   ; goes CONTRACT PLACED
  call void @use(ptr %box)
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes CONTRACT PLACED
  ret i64 %data
}

define void @published_by_an_exchange(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@published_by_an_exchange(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %address = ptrtoint ptr %p to i64
; CHECK-NEXT: %old = atomicrmw xchg ptr %slot, i64 %address acq_rel, align 8
; CHECK-NEXT: %other = inttoptr i64 %old to ptr
; CHECK-NEXT: call void @NRT_decref(ptr %other)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %address = ptrtoint ptr %p to i64
  %old = atomicrmw xchg ptr %slot, i64 %address acq_rel, align 8
  %other = inttoptr i64 %old to ptr
  call void @NRT_decref(ptr %other)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

!0 = !{i1 true}
