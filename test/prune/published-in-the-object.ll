; What a number stored atomically names other threads may release, and where the store has an order they may have
; taken references since. Of what they do at that instruction nobody knows the order: one reference is certain
; there, by the use behind, not two.
; RUN: %prune[all;verify] %s | FileCheck %s
; RUN: %prune[all;verify;mode=strict] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @kept_where_others_release_and_take(ptr %p, i64 %number) {
; CHECK-LABEL: define {{.*}}@kept_where_others_release_and_take(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store atomic i64 %number, ptr %p release, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: store i32 0, ptr %p, align 4
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  store atomic i64 %number, ptr %p release, align 8
  call void @NRT_decref(ptr %p)
  store i32 0, ptr %p, align 4
  ret void
}

; The twins: without an order nothing is known of references that others take, so what is there behind was there
; all the time; and a plain store publishes nothing.
define void @goes_where_others_release_only(ptr %p, i64 %number) {
; CHECK-LABEL: define {{.*}}@goes_where_others_release_only(
; CHECK-NEXT: entry:
; CHECK-NEXT: store atomic i64 %number, ptr %p monotonic, align 8
; CHECK-NEXT: store i32 0, ptr %p, align 4
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  store atomic i64 %number, ptr %p monotonic, align 8
  call void @NRT_decref(ptr %p)   ; goes
  store i32 0, ptr %p, align 4
  ret void
}

define void @goes_over_a_plain_store(ptr %p, i64 %number) {
; CHECK-LABEL: define {{.*}}@goes_over_a_plain_store(
; CHECK-NEXT: entry:
; CHECK-NEXT: store i64 %number, ptr %p, align 8
; CHECK-NEXT: store i32 0, ptr %p, align 4
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  store i64 %number, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes
  store i32 0, ptr %p, align 4
  ret void
}
