; The release of q cannot destroy p, of which the caller keeps a reference.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @before(ptr "refprune-borrows" %p, ptr %q) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @after(ptr "refprune-borrows" %p, ptr %q) {
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  ret void
}
