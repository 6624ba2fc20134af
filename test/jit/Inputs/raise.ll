; Numba's calling convention: a status, the result and the exception through pointers. The raising path
; leaks what the function holds, as Numba's does. Where the pruner takes the reference away that such a
; path would have leaked, the caller's release destroys the object after all.
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @NRT_MemInfo_data_fast(ptr)
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

@zero_division = constant [14 x i8] c"zero division\00"

define i32 @divide(ptr %retptr, ptr %excinfo, ptr %held, i64 %left, i64 %right) {
entry:
  call void @NRT_incref(ptr %held)
  %box = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %box)
  %data = call ptr @NRT_MemInfo_data_fast(ptr %box)
  store i64 %left, ptr %data
  %zero = icmp eq i64 %right, 0
  br i1 %zero, label %raise, label %fine
raise:
  store ptr @zero_division, ptr %excinfo, !numba_exception_output !0
  ret i32 1
fine:
  %numerator = load i64, ptr %data
  %result = sdiv i64 %numerator, %right
  store i64 %result, ptr %retptr
  call void @NRT_decref(ptr %box)
  call void @NRT_decref(ptr %box)
  call void @NRT_decref(ptr %held)
  ret i32 0
}

; Every division is tried, failing ones leave their exception.
define i32 @main(ptr %retptr, ptr %excinfo, i64 %count) {
entry:
  %held = call ptr @NRT_MemInfo_alloc(i64 8)
  br label %head
head:
  %i = phi i64 [ 0, %entry ], [ %above, %body ]
  %status = phi i32 [ 0, %entry ], [ %either, %body ]
  %done = icmp sge i64 %i, %count
  br i1 %done, label %exit, label %body
body:
  call void @NRT_incref(ptr %held)
  %divisor = urem i64 %i, 3
  %new = call i32 @divide(ptr %retptr, ptr %excinfo, ptr %held, i64 100, i64 %divisor)
  call void @NRT_decref(ptr %held)
  %either = add i32 %status, %new
  %above = add i64 %i, 1
  br label %head
exit:
  call void @NRT_decref(ptr %held)
  ret i32 %status
}

!0 = !{i1 true}
