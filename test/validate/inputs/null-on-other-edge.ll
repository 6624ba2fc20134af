; A core that mixes up the edges of a test for null takes the decref of an object for one of nothing.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @f(ptr %p) {
entry:
  %none = icmp eq ptr %p, null
  br i1 %none, label %done, label %some
some:
  call void @NRT_decref(ptr %p)
  br label %done
done:
  ret void
}
