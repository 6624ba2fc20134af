; Where edges are split and joined again phis are others than before, though the text is the same: what is known of
; instructions goes, what is known of blocks and edges may stay.
; RUN: %with_plugin -passes='function(print<demanded-bits>,require<domtree>),nrt-refprune<place;split_edges>,function(print<demanded-bits>)' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s
; RUN: %with_plugin -passes='function(print<demanded-bits>,require<domtree>,nrt-refprune<place;split_edges>,print<demanded-bits>)' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s
; RUN: %with_plugin -passes='function(print<demanded-bits>),nrt-refprune<place>' -debug-pass-manager %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=WHOLE

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(i32)

; CHECK: Running pass: {{.*}}Prune
; CHECK-NOT: Invalidating analysis: DominatorTreeAnalysis
; CHECK: Invalidating analysis: DemandedBitsAnalysis on nothing_to_place
; CHECK-NOT: Invalidating analysis: DominatorTreeAnalysis
; CHECK: DemandedBits: 0xff for   %number = phi
; WHOLE-NOT: Invalidating analysis: DemandedBitsAnalysis
define void @nothing_to_place(ptr %p, i1 %c, i32 %a, i32 %b) {
entry:
  br i1 %c, label %left, label %join
left:
  call void @use(i32 1)
  br i1 %c, label %join, label %done
join:
  %number = phi i32 [ %a, %entry ], [ %b, %left ]
  %low = and i32 %number, 255
  call void @use(i32 %low)
  call void @NRT_decref(ptr %p)
  ret void
done:
  ret void
}
