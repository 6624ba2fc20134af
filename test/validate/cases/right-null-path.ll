; An operation on a phi is none where the phi is null.
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
  br i1 %c, label %some, label %join
some:
  br label %join
join:
  %x = phi ptr [ null, %entry ], [ %p, %some ]
  call void @NRT_decref(ptr %x)
  ret void
}

define void @after(ptr %p, ptr %q, ptr %memory, ptr %excinfo, i1 %c) {
entry:
  br i1 %c, label %some, label %join
some:
  call void @NRT_decref(ptr %p)
  br label %join
join:
  %x = phi ptr [ null, %entry ], [ %p, %some ]
  ret void
}

!0 = !{i1 true}
