; Of several decrefs the earliest belongs to the incref: no point may come to lie behind one more decref.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[per_bb;fanout] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

; LB is 1, 2, 1, 1 before the four lines: d = -1 fits only between the first two.
define void @earliest_in_one_block(ptr %p) {
; CHECK-LABEL: define {{.*}}@earliest_in_one_block(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; In `three` LB is 3, 2, 1 before the decrefs: d = -2 fits only before the first of them.
define void @earliest_two_of_three(ptr %p) {
; CHECK-LABEL: define {{.*}}@earliest_two_of_three(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %three, label %two
; CHECK: three:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: two:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %three, label %two
three:
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
two:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The twin: with a single decref it is the one that goes, from behind the use.
define void @only_one_decref(ptr %p) {
; CHECK-LABEL: define {{.*}}@only_one_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; Not even one: the decref comes first, and the incref is not proved to be reached from it.
define void @kept_no_pair(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_no_pair(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %hold, label %done
; CHECK: hold:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %hold, label %done
hold:
  call void @NRT_incref(ptr %p)
  br label %done
done:
  ret void
}
