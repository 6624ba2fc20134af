; A pair that one subpass removes still shows the next one that p was alive there.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s
;
; With `all` the pair behind the loop is gone before placement looks at the loop. p is alive at the same points
; without it, so what C2 says of p there stays true, and d = +1 around the loop has LB >= 1 at its end.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @held_around_the_loop(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@held_around_the_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_incref(ptr %r)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @use(ptr %p)
  ; comes CHECK => call void @NRT_incref(ptr %p)
  br label %loop
loop:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_incref(ptr %r)
  call void @NRT_decref(ptr %p)   ; goes
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ; comes CHECK => call void @NRT_decref(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The twin: the pair is only on one of the ways out, so on the other nothing says that p outlives the loop.
define void @kept_alive_on_one_way(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_alive_on_one_way(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_incref(ptr %r)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: ret void
; CHECK: right:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @use(ptr %p)
  br label %loop
loop:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_incref(ptr %r)
  call void @NRT_decref(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
right:
  ret void
}

; Nor does it show that there are two: the decref of q leaves p the one reference that the incref took, and the pair
; behind it only says that there is one.
define void @kept_one_reference(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_one_reference(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

; Where no return is ahead a call may be the last thing that happens (C5): the pair may never have been reached.
define void @kept_no_return_ahead(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_no_return_ahead(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_incref(ptr %r)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: br label %spin
; CHECK: spin:
; CHECK-NEXT: br label %spin
; CHECK-NEXT: }
entry:
  call void @use(ptr %p)
  br label %loop
loop:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_incref(ptr %r)
  call void @NRT_decref(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @use(ptr %q)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  br label %spin
spin:
  br label %spin
}
