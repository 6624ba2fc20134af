; Operations in an unreachable block never run: they are neither partners nor hazards, and crash nothing.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

; CHECK-LABEL: define void @goes_reachable_part(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: br label %done
; CHECK: done:
; CHECK-NEXT: ret void
define void @goes_reachable_part(ptr %p, ptr %q) {
entry:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  br label %done
dead:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  br label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}

; The twin: the block is reached.
; CHECK-LABEL: define void @kept_all_reachable(
; CHECK: call void @NRT_incref(ptr %p)
; CHECK: rare:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
define void @kept_all_reachable(ptr %p, ptr %q, i1 %way) {
entry:
  call void @NRT_incref(ptr %p)
  br i1 %way, label %done, label %rare
rare:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  br label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}
