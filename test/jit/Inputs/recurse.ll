; Recursion that passes an object down and holds it at every level.
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @NRT_MemInfo_data_fast(ptr)
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define internal i64 @fibonacci(i64 %n, ptr %counter) {
entry:
  call void @NRT_incref(ptr %counter)
  %data = call ptr @NRT_MemInfo_data_fast(ptr %counter)
  %calls = load i64, ptr %data
  %more = add i64 %calls, 1
  store i64 %more, ptr %data
  %small = icmp slt i64 %n, 2
  br i1 %small, label %leaf, label %inner
leaf:
  call void @NRT_decref(ptr %counter)
  ret i64 %n
inner:
  %a = sub i64 %n, 1
  %b = sub i64 %n, 2
  call void @NRT_incref(ptr %counter)
  %left = call i64 @fibonacci(i64 %a, ptr %counter)
  call void @NRT_decref(ptr %counter)
  call void @NRT_incref(ptr %counter)
  %right = call i64 @fibonacci(i64 %b, ptr %counter)
  call void @NRT_decref(ptr %counter)
  call void @NRT_decref(ptr %counter)
  %sum = add i64 %left, %right
  ret i64 %sum
}

define i64 @main(i64 %n) {
  %counter = call ptr @NRT_MemInfo_alloc(i64 8)
  %data = call ptr @NRT_MemInfo_data_fast(ptr %counter)
  store i64 0, ptr %data
  %result = call i64 @fibonacci(i64 %n, ptr %counter)
  %calls = load i64, ptr %data
  call void @NRT_decref(ptr %counter)
  %scaled = mul i64 %result, 1000000
  %both = add i64 %scaled, %calls
  ret i64 %both
}

; Runaway recursion.
define i64 @runaway(i64 %n) {
  %room = alloca [4096 x i8]
  store volatile i8 0, ptr %room
  %above = add i64 %n, 1
  %result = call i64 @runaway(i64 %above)
  %sum = add i64 %result, %n
  ret i64 %sum
}
