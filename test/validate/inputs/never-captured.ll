; What is loaded may be what was stored: without the pair the decref of q would destroy p.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @NRT_MemInfo_alloc(i64)

define void @f(ptr %slot) {
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  store ptr %p, ptr %slot
  %q = load ptr, ptr %slot
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p
  call void @NRT_decref(ptr %p)
  ret void
}
