; An operation that consumes a further argument, by a mark on the function or the call, stays for its sake.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr, ptr)
declare void @use(ptr)

define void @kept_for_what_it_consumes(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_for_what_it_consumes(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p, ptr
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %q)
  call void @NRT_decref(ptr %p, ptr "refprune-consumes" %q)
  call void @use(ptr %p)
  ret void
}

; It may be q that p is, and the last of its references that is consumed.
define void @kept_beside_what_is_consumed(ptr %p, ptr %q, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@kept_beside_what_is_consumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %r, ptr
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p, ptr null)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %q)
  call void @NRT_decref(ptr %r, ptr "refprune-consumes" %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p, ptr null)
  ret void
}

; The twin's consumes nothing else.
define void @goes_consumes_nothing(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_consumes_nothing(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %q)
  call void @NRT_decref(ptr %p, ptr %q)   ; goes
  call void @use(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="the runtime's functions have another signature" }
