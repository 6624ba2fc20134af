; The raising way copies the record in which p was found, so the incref of p is for the copy there.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define i32 @f(ptr %record, ptr %payload, ptr %excinfo, i1 %way) {
entry:
  %field = getelementptr i8, ptr %record, i64 8
  %p = load ptr, ptr %field
  call void @NRT_incref(ptr %p)
  br i1 %way, label %plain, label %raises
plain:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  call void @llvm.memcpy.p0.p0.i64(ptr %payload, ptr %record, i64 24, i1 false)
  store ptr null, ptr %excinfo, !numba_exception_output !0
  ret i32 1
}

!0 = !{}
