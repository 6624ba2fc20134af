; A pair in each iteration with a hazard inside is held once around the loop, where p is alive on all sides.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s
;
; Behind the decref of q two references are owed, but one of them may be that of the incref of r: LB = 1, and
; the pair stays if nothing moves. d = +1 around the loop needs LB >= 1 at its end and behind it: the use behind
; the loop says so (C6), and the incref on the way back (C2).
; In a block without operations of its own things are inserted at the end.

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
; CHECK-NEXT: call void @use(ptr %p)
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
  call void @use(ptr %p)
  ; comes CHECK => call void @NRT_decref(ptr %p)
  ret void
}

; The twin: without the use nothing says that p outlives the last iteration's decref: LB = 0 there.
define void @kept_nothing_behind_the_loop(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_nothing_behind_the_loop(
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
  ret void
}
