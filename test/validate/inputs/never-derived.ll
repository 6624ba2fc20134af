; What a function that touches no memory returns may be its argument: without the pair the decref of q would
; destroy p, which nobody else knows.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @echo(ptr) memory(none)

define void @f() {
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @echo(ptr %p)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  %data = load i64, ptr %p
  call void @NRT_decref(ptr %p)
  ret void
}
