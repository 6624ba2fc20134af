; p outlives a call that it was destroyed before.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare ptr @make()
declare void @die() noreturn nounwind
declare i64 @NRT_MemInfo_refcount(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @NRT_MemInfo_new(ptr, i64, ptr, ptr)
declare void @give(ptr "refprune-consumes")
declare void @opaque()

define void @before(ptr %p, ptr %q, ptr %memory, ptr %excinfo, i1 %c) {
  call void @NRT_decref(ptr %p)
  call void @opaque()
  ret void
}

define void @after(ptr %p, ptr %q, ptr %memory, ptr %excinfo, i1 %c) {
  call void @opaque()
  call void @NRT_decref(ptr %p)
  ret void
}

!0 = !{i1 true}
