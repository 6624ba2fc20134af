; A core that overlooks the incref of %q believes that two references of %p are owed at the release of
; %r; where %p is %q, one of the two is taken only later.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @paid_by_another_name(ptr %p, ptr %q, ptr %r, i1 %c) {
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  br i1 %c, label %some, label %join
some:
  call void @NRT_incref(ptr %q)
  br label %join
join:
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
