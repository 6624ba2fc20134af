; A core whose judge accepts every proposal removes the pair that keeps %p alive.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @held_over_a_release(ptr %p, ptr %r) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
