; Hosts without a -stats option of their own get the counts by environment, one line a run.
; RUN: env REFPRUNE_STATS=1 %with_plugin -passes='nrt-refprune<per_bb>' %s -o /dev/null 2>&1 | FileCheck %s

; CHECK: nrt-refprune: {{.*}}statistics-on-request.ll: 3 operations, 1 left, 0 given up
; CHECK-NOT: nrt-refprune

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @pair_and_one(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
