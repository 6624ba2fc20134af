; With p = q = r, held once: the decref of r takes what there was before, and behind it the incref of q is
; all that keeps the object. The decref of q is none that has only its own increfs to give back: without
; the incref of p it would destroy the object.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @f(ptr %p, ptr %q, ptr %r) {
  call void @NRT_incref(ptr %q) "refprune.pinned"
  call void @NRT_decref(ptr %r)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q) "refprune.pinned"
  %data = load i64, ptr %p
  call void @NRT_decref(ptr %p)
  ret void
}
