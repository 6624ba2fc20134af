; A judge that accepts everything lets a pair go whose object may die in between: %r may own the last
; other reference to %p.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @held_over_two_releases(ptr %p, ptr %r) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @NRT_decref(ptr %r)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
