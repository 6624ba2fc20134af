; Removals, operations that stay and give-ups are optimisation remarks at their source lines.
; RUN: %with_plugin -passes='nrt-refprune<per_bb>' -pass-remarks=nrt-refprune %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMOVED
; RUN: %with_plugin -passes='nrt-refprune<per_bb>' -pass-remarks-missed=nrt-refprune %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=KEPT
; RUN: %with_plugin -passes='nrt-refprune<fanout;subgraph_limit=1>' -pass-remarks-analysis=nrt-refprune %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=GAVE-UP
; RUN: %with_plugin -passes='function(nrt-refprune<per_bb>)' -pass-remarks-output=%t.yaml %s -o /dev/null
; RUN: FileCheck %s --check-prefix=YAML < %t.yaml
; RUN: %with_plugin -passes='nrt-refprune<per_bb>' %s -o /dev/null 2>&1 | count 0

; REMOVED-DAG: remark: source.py:2:5: {{.*}}incref
; REMOVED-DAG: remark: source.py:3:5: {{.*}}decref
; REMOVED-NOT: source.py:7

; KEPT-NOT: source.py:2
; KEPT: remark: source.py:7:5: {{.+}}

; GAVE-UP: remark: {{.*}}source.py{{.*}}subgraph_limit

; YAML: --- !Passed
; YAML-NEXT: Pass: nrt-refprune
; YAML-NEXT: Name: Removed
; YAML-NEXT: DebugLoc: { File: source.py, Line: 2, Column: 5 }
; YAML-NEXT: Function: pair
; YAML: --- !Missed
; YAML-NEXT: Pass: nrt-refprune
; YAML-NEXT: Name: Kept

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define void @pair(ptr %p) !dbg !5 {
  call void @NRT_incref(ptr %p), !dbg !7
  call void @NRT_decref(ptr %p), !dbg !8
  ret void
}

define void @two_arms(ptr %p) !dbg !6 {
entry:
  call void @NRT_incref(ptr %p), !dbg !9
  %c = call i1 @cond()
  br i1 %c, label %left, label %right
left:
  call void @NRT_decref(ptr %p), !dbg !10
  ret void
right:
  call void @NRT_decref(ptr %p), !dbg !11
  ret void
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_Python, file: !1, producer: "hand", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!1 = !DIFile(filename: "source.py", directory: "")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !4)
!4 = !{}
!5 = distinct !DISubprogram(name: "pair", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!6 = distinct !DISubprogram(name: "two_arms", file: !1, line: 6, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 2, column: 5, scope: !5)
!8 = !DILocation(line: 3, column: 5, scope: !5)
!9 = !DILocation(line: 7, column: 5, scope: !6)
!10 = !DILocation(line: 8, column: 5, scope: !6)
!11 = !DILocation(line: 9, column: 5, scope: !6)
