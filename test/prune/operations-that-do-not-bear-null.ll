; Around the loop p may be held once, also on the way on which the loop is not entered. There it may be null, which
; a function that says nonnull does not bear.
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,STAYS
; RUN: sed -e 's/(ptr nonnull)/(ptr)/' %s | %prune - | FileCheck %s --check-prefixes=CHECK,MOVES

declare void @NRT_incref(ptr nonnull)
declare void @NRT_decref(ptr nonnull)
declare void @use(ptr)
declare i1 @cond()

define void @held_around_the_loop(ptr %p, ptr %q, ptr %r) #0 {
; STAYS-LABEL: define {{.*}}@held_around_the_loop(
; STAYS-NEXT: entry:
; STAYS-NEXT: call void @use(ptr %p)
; STAYS-NEXT: br label %head
; STAYS: head:
; STAYS-NEXT: %again = call i1 @cond()
; STAYS-NEXT: br i1 %again, label %loop, label %done
; STAYS: loop:
; STAYS-NEXT: call void @NRT_incref(ptr %p)
; STAYS-NEXT: call void @NRT_decref(ptr %q)
; STAYS-NEXT: call void @NRT_incref(ptr %r)
; STAYS-NEXT: call void @NRT_decref(ptr %p)
; STAYS-NEXT: br label %head
; STAYS: done:
; STAYS-NEXT: call void @use(ptr %p)
; STAYS-NEXT: ret void
; STAYS-NEXT: }
; MOVES-LABEL: define {{.*}}@held_around_the_loop(
; MOVES-NEXT: entry:
; MOVES-NEXT: call void @use(ptr %p)
; MOVES-NEXT: call void @NRT_incref(ptr %p)
; MOVES-NEXT: br label %head
; MOVES: head:
; MOVES-NEXT: %again = call i1 @cond()
; MOVES-NEXT: br i1 %again, label %loop, label %done
; MOVES: loop:
; MOVES-NEXT: call void @NRT_decref(ptr %q)
; MOVES-NEXT: call void @NRT_incref(ptr %r)
; MOVES-NEXT: br label %head
; MOVES: done:
; MOVES-NEXT: call void @use(ptr %p)
; MOVES-NEXT: call void @NRT_decref(ptr %p)
; MOVES-NEXT: ret void
; MOVES-NEXT: }
entry:
  call void @use(ptr %p)
  ; comes MOVES => call void @NRT_incref(ptr %p)
  br label %head
head:
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
loop:
  call void @NRT_incref(ptr %p)   ; goes MOVES
  call void @NRT_decref(ptr %q)
  call void @NRT_incref(ptr %r)
  call void @NRT_decref(ptr %p)   ; goes MOVES
  br label %head
done:
  call void @use(ptr %p)
  ; comes MOVES => call void @NRT_decref(ptr %p)
  ret void
}

; A pair goes in either case.
define void @goes_as_a_pair(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_as_a_pair(
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

; Nor is there one that could stand beside another one.
define void @second_one(ptr %p, ptr %q) #0 {
; STAYS-LABEL: define {{.*}}@second_one(
; STAYS-NEXT: entry:
; STAYS-NEXT: call void @NRT_incref(ptr %p)
; STAYS-NEXT: %way = call i1 @cond()
; STAYS-NEXT: br i1 %way, label %left, label %right
; STAYS: left:
; STAYS-NEXT: call void @use(ptr %p)
; STAYS-NEXT: call void @NRT_incref(ptr %p)
; STAYS-NEXT: ret void
; STAYS: right:
; STAYS-NEXT: call void @use(ptr %p)
; STAYS-NEXT: call void @NRT_incref(ptr %p)
; STAYS-NEXT: call void @NRT_decref(ptr %q)
; STAYS-NEXT: ret void
; STAYS-NEXT: }
; MOVES-LABEL: define {{.*}}@second_one(
; MOVES-NEXT: entry:
; MOVES-NEXT: call void @NRT_incref(ptr %p)
; MOVES-NEXT: call void @NRT_incref(ptr %p)
; MOVES-NEXT: %way = call i1 @cond()
; MOVES-NEXT: br i1 %way, label %left, label %right
; MOVES: left:
; MOVES-NEXT: call void @use(ptr %p)
; MOVES-NEXT: ret void
; MOVES: right:
; MOVES-NEXT: call void @use(ptr %p)
; MOVES-NEXT: call void @NRT_decref(ptr %q)
; MOVES-NEXT: ret void
; MOVES-NEXT: }
entry:
  ; comes MOVES => call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @use(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes MOVES
  ret void
right:
  call void @use(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes MOVES
  call void @NRT_decref(ptr %q)
  ret void
}

attributes #0 = { "exec-skip"="the runtime's functions bear null" }
