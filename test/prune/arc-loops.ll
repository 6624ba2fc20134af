; Counting in loops, as in the tests of ObjCARC, without its belief that loops are well behaved.
; RUN: %prune[all;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @work()
declare i1 @cond()

; One incref, a decref in each iteration: no d fits the loop head.
define void @one_to_many(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@one_to_many(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %again = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  br label %loop
loop:
  call void @NRT_decref(ptr %p)
  %again = load i1, ptr %slot, align 1
  br i1 %again, label %loop, label %done
done:
  ret void
}

; An incref in each iteration, one decref behind the loop: the last incref and the decref go, where the way
; back has a block of its own to take the others.
define void @many_to_one(ptr %p, ptr %slot) {
; CONTRACT-LABEL: define {{.*}}@many_to_one(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br label %loop
; CONTRACT: loop:
; CONTRACT-NEXT: %again = load i1, ptr %slot, align 1
; CONTRACT-NEXT: br i1 %again, label %more, label %done
; CONTRACT: more:
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: br label %loop
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@many_to_one(
; STRICT-NEXT: entry:
; STRICT-NEXT: br label %loop
; STRICT: loop:
; STRICT-NEXT: %again = load i1, ptr %slot, align 1
; STRICT-NEXT: br i1 %again, label %more, label %done
; STRICT: more:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br label %loop
; STRICT: done:
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  br label %loop
loop:
  call void @NRT_incref(ptr %p)   ; goes
  %again = load i1, ptr %slot, align 1
  br i1 %again, label %more, label %done
more:
  ; comes CONTRACT STRICT => call void @NRT_incref(ptr %p)
  br label %loop
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The same with a critical edge on the way back, which only split_edges may split.
define void @many_to_one_on_a_critical_edge(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@many_to_one_on_a_critical_edge(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %again = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  call void @NRT_incref(ptr %p)
  %again = load i1, ptr %slot, align 1
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  ret void
}

define void @each_iteration_and_the_exit_give_back(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@each_iteration_and_the_exit_give_back(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %again = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %again, label %more, label %done
; CHECK: more:
; CHECK-NEXT: br label %loop
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  call void @NRT_incref(ptr %p)   ; goes
  %again = load i1, ptr %slot, align 1
  br i1 %again, label %more, label %done
more:
  call void @NRT_decref(ptr %p)   ; goes
  br label %loop
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The exit keeps its reference: 2N - 1 operations become one (before the loop or behind it
; costs the same; of equals the object lives longer).
define void @each_iteration_gives_back_the_exit_keeps(ptr %p, ptr %slot) {
; CONTRACT-LABEL: define {{.*}}@each_iteration_gives_back_the_exit_keeps(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: br label %loop
; CONTRACT: loop:
; CONTRACT-NEXT: %again = load i1, ptr %slot, align 1
; CONTRACT-NEXT: br i1 %again, label %more, label %done
; CONTRACT: more:
; CONTRACT-NEXT: br label %loop
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@each_iteration_gives_back_the_exit_keeps(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br label %loop
; STRICT: loop:
; STRICT-NEXT: %again = load i1, ptr %slot, align 1
; STRICT-NEXT: br i1 %again, label %more, label %done
; STRICT: more:
; STRICT-NEXT: br label %loop
; STRICT: done:
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  ; comes CONTRACT STRICT => call void @NRT_incref(ptr %p)
  br label %loop
loop:
  call void @NRT_incref(ptr %p)   ; goes
  %again = load i1, ptr %slot, align 1
  br i1 %again, label %more, label %done
more:
  call void @NRT_decref(ptr %p)   ; goes
  br label %loop
done:
  ret void
}

define void @pair_around_a_loop_with_stores(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@pair_around_a_loop_with_stores(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: %again = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br label %loop
loop:
  store ptr %p, ptr %slot, align 8
  %again = load i1, ptr %slot, align 1
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The callee may drop the last outside reference in the first iteration and use the object in the second.
define void @pair_around_a_loop_with_calls(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@pair_around_a_loop_with_calls(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br label %loop
; CONTRACT: loop:
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: %again = call i1 @cond()
; CONTRACT-NEXT: br i1 %again, label %loop, label %done
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@pair_around_a_loop_with_calls(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br label %loop
; STRICT: loop:
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: %again = call i1 @cond()
; STRICT-NEXT: br i1 %again, label %loop, label %done
; STRICT: done:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  br label %loop
loop:
  call void @use(ptr %p)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

define void @loop_entered_on_condition(ptr %p, i1 %enter) {
; CONTRACT-LABEL: define {{.*}}@loop_entered_on_condition(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %enter, label %loop, label %done
; CONTRACT: loop:
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: %again = call i1 @cond()
; CONTRACT-NEXT: br i1 %again, label %loop, label %done
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@loop_entered_on_condition(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %enter, label %loop, label %done
; STRICT: loop:
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: call void @work()
; STRICT-NEXT: %again = call i1 @cond()
; STRICT-NEXT: br i1 %again, label %loop, label %done
; STRICT: done:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  br i1 %enter, label %loop, label %done
loop:
  %data = load i64, ptr %p, align 8
  call void @work()
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; In strict mode the inner pair is held around the loop (d = +1): LB >= 1 on all sides by the outer decref.
define void @pair_inside_and_outside(ptr %p) {
; CONTRACT-LABEL: define {{.*}}@pair_inside_and_outside(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br label %loop
; CONTRACT: loop:
; CONTRACT-NEXT: %again = call i1 @cond()
; CONTRACT-NEXT: br i1 %again, label %loop, label %done
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@pair_inside_and_outside(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br label %loop
; STRICT: loop:
; STRICT-NEXT: %again = call i1 @cond()
; STRICT-NEXT: br i1 %again, label %loop, label %done
; STRICT: done:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  ; comes STRICT => call void @NRT_incref(ptr %p)
  br label %loop
loop:
  call void @NRT_incref(ptr %p)   ; goes
  %again = call i1 @cond()
  call void @NRT_decref(ptr %p)   ; goes
  br i1 %again, label %loop, label %done
done:
  ; comes STRICT => call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}
