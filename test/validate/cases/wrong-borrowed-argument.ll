; What the caller keeps of p keeps nothing else alive: the release of r may destroy q.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @before(ptr "refprune-borrows" %p, ptr %q, ptr %r) {
  call void @NRT_incref(ptr %q)
  call void @NRT_decref(ptr %r)
  call void @use(ptr %q)
  call void @NRT_decref(ptr %q)
  ret void
}

define void @after(ptr "refprune-borrows" %p, ptr %q, ptr %r) {
  call void @NRT_decref(ptr %r)
  call void @use(ptr %q)
  ret void
}
