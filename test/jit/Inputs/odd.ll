; The other half of even.ll.
@".numba.unresolved$even" = external global ptr

define i32 @odd(i32 %n) {
  %zero = icmp eq i32 %n, 0
  br i1 %zero, label %done, label %more
done:
  ret i32 0
more:
  %less = sub i32 %n, 1
  %even = load ptr, ptr @".numba.unresolved$even"
  %result = call i32 %even(i32 %less)
  ret i32 %result
}
