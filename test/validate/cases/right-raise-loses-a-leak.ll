; A raising path may lose what it leaked.
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
entry:
  call void @NRT_incref(ptr %p)
  br i1 %c, label %fine, label %raise
fine:
  call void @NRT_decref(ptr %p)
  ret void
raise:
  store ptr null, ptr %excinfo, !numba_exception_output !0
  ret void
}

define void @after(ptr %p, ptr %q, ptr %memory, ptr %excinfo, i1 %c) {
entry:
  br i1 %c, label %fine, label %raise
fine:
  ret void
raise:
  store ptr null, ptr %excinfo, !numba_exception_output !0
  ret void
}

!0 = !{i1 true}
