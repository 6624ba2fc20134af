; Each turn of the loop keeps a reference; one decref does not pay for all.
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
  br label %loop
loop:
  call void @NRT_incref(ptr %p)
  store ptr %p, ptr %memory
  br i1 %c, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}

define void @after(ptr %p, ptr %q, ptr %memory, ptr %excinfo, i1 %c) {
entry:
  br label %loop
loop:
  store ptr %p, ptr %memory
  br i1 %c, label %loop, label %done
done:
  ret void
}

!0 = !{i1 true}
