; What a phi gives back in the next iteration is owed at the end of this one, under the input's name.
; RUN: %prune[per_bb] %s | FileCheck %s
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()
declare ptr @make()

; Behind the decref of x the new object is owed twice on both ways: here, and as x in the next iteration or
; in `done`. So LB = 2, and one decref an iteration is left.
define void @goes_owed_by_the_phi() {
; CHECK-LABEL: define {{.*}}@goes_owed_by_the_phi(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call ptr @make()
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ %first, %entry ], [ %y, %loop ]
; CHECK-NEXT: %y = call ptr @make()
; CHECK-NEXT: call void @use(ptr %y)
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %y)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %first = call ptr @make()
  br label %loop
loop:
  %x = phi ptr [ %first, %entry ], [ %y, %loop ]
  %y = call ptr @make()
  call void @use(ptr %y)
  call void @NRT_incref(ptr %y)   ; goes
  call void @NRT_decref(ptr %x)
  call void @NRT_decref(ptr %y)   ; goes
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %y)
  ret void
}

; The twin with a callee in between, which theory section 3 would let go and which must stay: `use` may
; put y into a container. Let every object be one and the same O, held by x alone at first, and let the
; first make() return it without a new reference: +y 2, -x 1, use 2, -y 1. From then on make() returns a
; new reference each time, so every decref has its own, and no promise is broken; but without the pair
; -x would destroy O. What -x gives back in the next iteration may be that iteration's +y.
define void @kept_since_the_callee_may_keep_it() {
; CHECK-LABEL: define {{.*}}@kept_since_the_callee_may_keep_it(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call ptr @make()
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ %first, %entry ], [ %y, %loop ]
; CHECK-NEXT: %y = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %y)
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: call void @use(ptr %y)
; CHECK-NEXT: call void @NRT_decref(ptr %y)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %y)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %first = call ptr @make()
  br label %loop
loop:
  %x = phi ptr [ %first, %entry ], [ %y, %loop ]
  %y = call ptr @make()
  call void @NRT_incref(ptr %y)
  call void @NRT_decref(ptr %x)
  call void @use(ptr %y)
  call void @NRT_decref(ptr %y)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %y)
  ret void
}

; The twin: on leaving nothing is given back, so on that way only the decref below is certain.
define void @kept_not_owed_on_leaving() {
; CHECK-LABEL: define {{.*}}@kept_not_owed_on_leaving(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call ptr @make()
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ %first, %entry ], [ %y, %loop ]
; CHECK-NEXT: %y = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %y)
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: call void @use(ptr %y)
; CHECK-NEXT: call void @NRT_decref(ptr %y)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %first = call ptr @make()
  br label %loop
loop:
  %x = phi ptr [ %first, %entry ], [ %y, %loop ]
  %y = call ptr @make()
  call void @NRT_incref(ptr %y)
  call void @NRT_decref(ptr %x)
  call void @use(ptr %y)
  call void @NRT_decref(ptr %y)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ret void
}
