; A core that adds the bounds of a phi and of its input takes one reference for two here: the use of
; %x proves what the decref of %y proves, not something more.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @kept_over_a_hazard(ptr %y, ptr %r, i1 %c) {
entry:
  call void @NRT_incref(ptr %y)
  call void @NRT_decref(ptr %r)
  br label %loop
loop:
  %x = phi ptr [ %y, %entry ], [ %r, %loop ]
  call void @use(ptr %x)
  br i1 %c, label %loop, label %done
done:
  call void @NRT_decref(ptr %y)
  ret void
}
