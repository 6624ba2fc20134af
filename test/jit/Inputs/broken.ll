; Programs that break the contract of the pruner, each in a way that pruning makes visible.
declare ptr @NRT_MemInfo_alloc(i64)
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

; Releases a reference that belongs to its caller (C1).
define internal void @steal(ptr %p) noinline {
  call void @NRT_decref(ptr %p)
  ret void
}

define i64 @destroyed_earlier(i64 %n) {
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %p)
  call void @steal(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %n
}

; Looks at the count itself (C4).
define i64 @other_result(i64 %n) {
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %p)
  %count = load i64, ptr %p
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @more_leaks(i64 %n) {
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  %q = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %p)
  %count = load i64, ptr %p
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  %alone = icmp eq i64 %count, 1
  br i1 %alone, label %leak, label %release
leak:
  ret i64 %n
release:
  call void @NRT_decref(ptr %q)
  ret i64 %n
}
