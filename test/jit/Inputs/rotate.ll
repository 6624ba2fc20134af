; Two buffers change places in every step: the new one is computed from the old one, then takes its
; name. The hottest shape of array code.
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @NRT_MemInfo_data_fast(ptr)
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define internal ptr @filled(i64 %value) {
  %buffer = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %buffer)
  %data = call ptr @NRT_MemInfo_data_fast(ptr %buffer)
  store i64 %value, ptr %data
  call void @NRT_decref(ptr %buffer)
  ret ptr %buffer
}

define internal ptr @step(ptr %old) {
  call void @NRT_incref(ptr %old)
  %data = call ptr @NRT_MemInfo_data_fast(ptr %old)
  %value = load i64, ptr %data
  %scaled = mul i64 %value, 3
  %moved = add i64 %scaled, 1
  %wrapped = urem i64 %moved, 1009
  %new = call ptr @filled(i64 %wrapped)
  call void @NRT_decref(ptr %old)
  ret ptr %new
}

define i64 @main(i64 %steps) {
entry:
  %first = call ptr @filled(i64 1)
  br label %head
head:
  %i = phi i64 [ 0, %entry ], [ %above, %body ]
  %old = phi ptr [ %first, %entry ], [ %new, %body ]
  %done = icmp sge i64 %i, %steps
  br i1 %done, label %exit, label %body
body:
  %new = call ptr @step(ptr %old)
  call void @NRT_incref(ptr %new)
  call void @NRT_decref(ptr %old)
  call void @NRT_decref(ptr %new)
  %above = add i64 %i, 1
  br label %head
exit:
  %data = call ptr @NRT_MemInfo_data_fast(ptr %old)
  %result = load i64, ptr %data
  call void @NRT_decref(ptr %old)
  ret i64 %result
}
