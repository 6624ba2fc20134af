declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @alone(ptr %p) {
entry:
  call void @NRT_decref(ptr %p)
  ret void
}
