; A decref moves down to where the object is known to be alive still, if operations are saved by it.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s
;
; The use behind the decref proves LB >= 1 (C6), so the decref destroyed nothing; d = +1 from it to an incref.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @cancels_on_one_way(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@cancels_on_one_way(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: br i1 %way, label %takes, label %other
; CHECK: takes:
; CHECK-NEXT: ret void
; CHECK: other:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  br i1 %way, label %takes, label %other
takes:
  call void @NRT_incref(ptr %p)   ; goes
  ret void
other:
  ; comes CHECK => call void @NRT_decref(ptr %p)
  ret void
}

define void @cancels_across_blocks(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@cancels_across_blocks(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %next
; CHECK: next:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)   ; goes
  br label %next
next:
  call void @NRT_decref(ptr %q)
  call void @NRT_incref(ptr %p)   ; goes
  ret void
}

; The twin: without the use the decref may have destroyed the object on the other way (LB = 0 there).
define void @kept_not_known_alive(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_not_known_alive(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br i1 %way, label %takes, label %other
; CHECK: takes:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: other:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)
  br i1 %way, label %takes, label %other
takes:
  call void @NRT_incref(ptr %p)
  ret void
other:
  ret void
}
