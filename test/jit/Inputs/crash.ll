; Programs that crash.
declare ptr @NRT_MemInfo_alloc(i64)
declare void @NRT_decref(ptr)

define internal i64 @read(ptr %place) noinline {
  %value = load volatile i64, ptr %place
  ret i64 %value
}

define i64 @reads_null(i64 %n) {
  %place = inttoptr i64 %n to ptr
  %value = call i64 @read(ptr %place)
  %more = add i64 %value, 1
  ret i64 %more
}

; Crashes inside the runtime.
define internal void @release(ptr %object) noinline {
  call void @NRT_decref(ptr %object)
  ret void
}

define void @releases_nonsense(i64 %n) {
  %object = inttoptr i64 %n to ptr
  call void @release(ptr %object)
  ret void
}
