; With p = r, held once: the decref of r leaves what the incref of p took. The first call keeps the object, so
; that the last one finds it alive; without the pair the decref of r would destroy it.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @f(ptr %p, ptr %r) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret void
}
