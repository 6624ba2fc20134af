; The pair of loops.h as a front end emits it; emit_lowered.c replaces the operations.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @PAIR(ptr %calls, ptr nonnull %object, i64 %rounds) {
entry:
  %none = icmp eq i64 %rounds, 0
  br i1 %none, label %done, label %loop

loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  call void @NRT_incref(ptr %object)
  call void @NRT_decref(ptr %object)
  %next = add nuw i64 %i, 1
  %more = icmp ult i64 %next, %rounds
  br i1 %more, label %loop, label %done

done:
  ret void
}
