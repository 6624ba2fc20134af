; Of an argument marked "refprune-borrows" the caller keeps a reference until the function is left.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
; RUN: %prune[all;verify] %s | FileCheck %s
; RUN: %prune[all;verify;mode=strict] %s | FileCheck %s --check-prefix=STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i64 @NRT_MemInfo_refcount(ptr)
declare void @use(ptr)
declare void @steal(ptr "refprune-consumes")
declare void @borrow(ptr "refprune-borrows")
declare i32 @personality(...)

; What the function takes is one more, whoever else gives one back.
define void @goes(ptr "refprune-borrows" %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes(
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin's caller may have none that %q does not give back.
define void @one_stays(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@one_stays(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}

; Nor is it the one that another name takes for the caller.
define ptr @goes_beside_another_name(ptr "refprune-borrows" %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@goes_beside_another_name(
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: ret ptr %q
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %r)
  call void @NRT_decref(ptr %p)
  ret ptr %q
}

define ptr @stays_beside_another_name(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@stays_beside_another_name(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret ptr %q
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %r)
  call void @NRT_decref(ptr %p)
  ret ptr %q
}

; The caller keeps it whichever way the function is left.
define void @goes_on_both_ways(ptr "refprune-borrows" %p, ptr %q) personality ptr @personality {
; CHECK-LABEL: define {{.*}}@goes_on_both_ways(
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: invoke void @use(ptr %p)
; CHECK: returns:
; CHECK-NEXT: ret void
; CHECK: unwinds:
; CHECK-NEXT: %e = landingpad
; CHECK-NEXT: cleanup
; CHECK-NEXT: resume
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  invoke void @use(ptr %p) to label %returns unwind label %unwinds
returns:
  call void @NRT_decref(ptr %p)
  ret void
unwinds:
  %e = landingpad { ptr, i32 } cleanup
  call void @NRT_decref(ptr %p)
  resume { ptr, i32 } %e
}

define void @stays_on_both_ways(ptr %p, ptr %q) personality ptr @personality {
; CHECK-LABEL: define {{.*}}@stays_on_both_ways(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: invoke void @use(ptr %p)
; CHECK: returns:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: unwinds:
; CHECK-NEXT: %e = landingpad
; CHECK-NEXT: cleanup
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: resume
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  invoke void @use(ptr %p) to label %returns unwind label %unwinds
returns:
  call void @NRT_decref(ptr %p)
  ret void
unwinds:
  %e = landingpad { ptr, i32 } cleanup
  call void @NRT_decref(ptr %p)
  resume { ptr, i32 } %e
}

; In strict mode a destructor may do anything, but give back what the caller keeps.
define void @goes_in_strict(ptr "refprune-borrows" %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_in_strict(
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; STRICT-LABEL: define {{.*}}@goes_in_strict(
; STRICT-NEXT: call void @NRT_decref(ptr %q)
; STRICT-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}

; There, a callee may take what the function gives back, so that nothing is known of its own reference.
define void @stays_in_strict(ptr "refprune-borrows" %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@stays_in_strict(
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; STRICT-LABEL: define {{.*}}@stays_in_strict(
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %q)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; Only what is given back or looked at in between is owed in full.
define i64 @stays_where_it_shows(ptr "refprune-borrows" %p) {
; CHECK-LABEL: define {{.*}}@stays_where_it_shows(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @steal(ptr %p)
; CHECK-NEXT: ret i64 %count
  call void @NRT_incref(ptr %p)
  %count = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @steal(ptr %p)
  ret i64 %count
}

; A phi is what it is made of: the second input may be gone.
define void @stays_by_the_other_input(ptr "refprune-borrows" %p, ptr %r, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@stays_by_the_other_input(
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %entry ], [ %r, %other ]
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
entry:
  br i1 %way, label %join, label %other
other:
  br label %join
join:
  %x = phi ptr [ %p, %entry ], [ %r, %other ]
  call void @NRT_incref(ptr %x)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %x)
  ret void
}

; What a callee borrows is nothing that its caller may rely on.
define void @stays_lent(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@stays_lent(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @borrow(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @borrow(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The mark is for a pointer, not for what an aggregate holds.
define void @stays_in_an_aggregate({ ptr, i64 } "refprune-borrows" %pair, ptr %q) {
; CHECK-LABEL: define {{.*}}@stays_in_an_aggregate(
; CHECK-NEXT: %p = extractvalue { ptr, i64 } %pair, 0
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
  %p = extractvalue { ptr, i64 } %pair, 0
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
}
