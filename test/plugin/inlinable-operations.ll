; Operations that LLVM may inline before the pruner sees them get a remark that says so; with noinline
; there is none (numba/numba#2346).
; RUN: env REFPRUNE_AUTO=optimizer-last %with_plugin -passes='default<O2>' -pass-remarks-analysis=nrt-refprune %s -o /dev/null 2>&1 | FileCheck %s
; RUN: env REFPRUNE_AUTO=scalar-late %with_plugin -passes='default<O2>' -pass-remarks-analysis=nrt-refprune %s -o /dev/null 2>&1 | FileCheck %s
; RUN: %with_plugin -passes='nrt-refprune' -pass-remarks-analysis=nrt-refprune %s -o /dev/null 2>&1 | FileCheck %s

; CHECK: remark: {{.*}}NRT_incref has a body and is not noinline: calls that were inlined are not pruned
; CHECK-NOT: NRT_decref has a body

define void @NRT_incref(ptr %p) {
  %old = atomicrmw add ptr %p, i64 1 monotonic
  ret void
}

define void @NRT_decref(ptr %p) noinline {
  %old = atomicrmw sub ptr %p, i64 1 release
  ret void
}

define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
