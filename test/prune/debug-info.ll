; Debug information changes nothing, and what stays keeps its location.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %opt -strip-debug -S %s | %prune[patterns] | FileCheck %s --check-prefix=STRIPPED

; CHECK-LABEL: define void @pair(
; CHECK-NEXT: entry:
; CHECK-NEXT: #dbg_value(ptr %p,
; CHECK-NEXT: call void @NRT_decref(ptr %q), !dbg [[LINE:![0-9]+]]
; CHECK-NEXT: ret void
; CHECK-LABEL: define void @kept(
; CHECK: call void @NRT_incref(ptr %p), !dbg
; CHECK: call void @NRT_decref(ptr %q), !dbg
; CHECK: call void @NRT_decref(ptr %p), !dbg
; CHECK: [[LINE]] = !DILocation(line: 3,
;
; STRIPPED-LABEL: define void @pair(
; STRIPPED-NEXT: entry:
; STRIPPED-NEXT: call void @NRT_decref(ptr %q)
; STRIPPED-NEXT: ret void
; STRIPPED-LABEL: define void @kept(
; STRIPPED: call void @NRT_incref(ptr %p)
; STRIPPED: call void @NRT_decref(ptr %q)
; STRIPPED: call void @NRT_decref(ptr %p)

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @pair(ptr %p, ptr %q) !dbg !4 {
entry:
  call void @NRT_incref(ptr %p), !dbg !8
    #dbg_value(ptr %p, !7, !DIExpression(), !8)
  call void @NRT_decref(ptr %p), !dbg !9
  call void @NRT_decref(ptr %q), !dbg !10
  ret void, !dbg !10
}

; The twin.
define void @kept(ptr %p, ptr %q) !dbg !11 {
entry:
  call void @NRT_incref(ptr %p), !dbg !12
  call void @NRT_decref(ptr %q), !dbg !12
  call void @NRT_decref(ptr %p), !dbg !12
  ret void, !dbg !12
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "pair.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "pair", file: !1, line: 1, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!6 = !DIBasicType(name: "pointer", size: 64, encoding: DW_ATE_address)
!7 = !DILocalVariable(name: "p", scope: !4, file: !1, line: 1, type: !6)
!8 = !DILocation(line: 1, column: 1, scope: !4)
!9 = !DILocation(line: 2, column: 1, scope: !4)
!10 = !DILocation(line: 3, column: 1, scope: !4)
!11 = distinct !DISubprogram(name: "kept", file: !1, line: 5, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!12 = !DILocation(line: 6, column: 1, scope: !11)
