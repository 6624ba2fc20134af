; The one half of a mutual recursion; odd.ll is the other.
@".numba.unresolved$odd" = external global ptr
declare ptr @NRT_MemInfo_alloc(i64)
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define i32 @even(i32 %n) {
  %zero = icmp eq i32 %n, 0
  br i1 %zero, label %done, label %more
done:
  ret i32 1
more:
  %held = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %held)
  %less = sub i32 %n, 1
  %odd = load ptr, ptr @".numba.unresolved$odd"
  %result = call i32 %odd(i32 %less)
  call void @NRT_decref(ptr %held)
  call void @NRT_decref(ptr %held)
  ret i32 %result
}
