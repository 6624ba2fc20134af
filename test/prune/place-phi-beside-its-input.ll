; A phi takes over what is owed under an input's name though operations by the input's name lie ahead.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare ptr @make()
declare i1 @cond()

; The input's own operations lie ahead, too: the phi takes over at its START, and gives back at once.
define void @input_lives_on() {
; CHECK-LABEL: define {{.*}}@input_lives_on(
; CHECK-NEXT: entry:
; CHECK-NEXT: %v = call ptr @make()
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %drop, label %join
; CHECK: drop:
; CHECK-NEXT: call void @use(ptr %v)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %drop ], [ %v, %entry ]
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: call void @use(ptr %v)
; CHECK-NEXT: call void @NRT_incref(ptr %v)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %v = call ptr @make()
  call void @NRT_incref(ptr %v)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %drop, label %join
drop:
  call void @use(ptr %v)
  call void @NRT_decref(ptr %v)   ; goes
  br label %join
join:
  %x = phi ptr [ null, %drop ], [ %v, %entry ]
  call void @use(ptr %v)
  call void @NRT_incref(ptr %v)
  ret void
}

; The twin: behind the decref of r only that incref is known to keep v alive.
define void @input_needed(ptr %r) {
; CHECK-LABEL: define {{.*}}@input_needed(
; CHECK-NEXT: entry:
; CHECK-NEXT: %v = call ptr @make()
; CHECK-NEXT: call void @NRT_incref(ptr %v)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %drop, label %join
; CHECK: drop:
; CHECK-NEXT: call void @use(ptr %v)
; CHECK-NEXT: call void @NRT_decref(ptr %v)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %drop ], [ %v, %entry ]
; CHECK-NEXT: call void @use(ptr %v)
; CHECK-NEXT: call void @NRT_incref(ptr %v)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %v = call ptr @make()
  call void @NRT_incref(ptr %v)
  call void @NRT_decref(ptr %r)
  %way = call i1 @cond()
  br i1 %way, label %drop, label %join
drop:
  call void @use(ptr %v)
  call void @NRT_decref(ptr %v)
  br label %join
join:
  %x = phi ptr [ null, %drop ], [ %v, %entry ]
  call void @use(ptr %v)
  call void @NRT_incref(ptr %v)
  ret void
}

; d(p) = -1 from the incref of p to the end of the loop, across that of x. In the next iteration x takes it over
; and gives it back; in the first one there was nothing to take over.
define void @across_the_phis_operation(ptr %p) {
; CHECK-LABEL: define {{.*}}@across_the_phis_operation(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ null, %entry ], [ %p, %loop ]
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %x = phi ptr [ null, %entry ], [ %p, %loop ]
  call void @NRT_incref(ptr %x)
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %x)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %x)
  ret void
}

; The twin: behind the decref of r only the incref of p is known to keep p alive.
define void @across_another(ptr %p, ptr %r) {
; CHECK-LABEL: define {{.*}}@across_another(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ null, %entry ], [ %p, %loop ]
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %x = phi ptr [ null, %entry ], [ %p, %loop ]
  call void @NRT_incref(ptr %x)
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @NRT_incref(ptr %x)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %x)
  ret void
}

; x is current in the loop behind the phi and across the incref of p, for which it takes another of its own.
define void @all_along_the_phi(ptr %p) {
; CHECK-LABEL: define {{.*}}@all_along_the_phi(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %first
; CHECK: first:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %second, label %again
; CHECK: again:
; CHECK-NEXT: %more = call i1 @cond()
; CHECK-NEXT: br i1 %more, label %first, label %second
; CHECK: second:
; CHECK-NEXT: %x = phi ptr [ null, %first ], [ %p, %again ], [ %x, %second ]
; CHECK-NEXT: %on = call i1 @cond()
; CHECK-NEXT: br i1 %on, label %second, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %first
first:
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %second, label %again
again:
  call void @NRT_incref(ptr %p)
  %more = call i1 @cond()
  br i1 %more, label %first, label %second
second:
  %x = phi ptr [ null, %first ], [ %p, %again ], [ %x, %second ]
  %on = call i1 @cond()
  br i1 %on, label %second, label %done
done:
  call void @NRT_incref(ptr %p)
  ret void
}

; The twin: behind the decref of r x may be held by that incref only.
define void @phi_needs_it(ptr %p, ptr %r) {
; CHECK-LABEL: define {{.*}}@phi_needs_it(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %first
; CHECK: first:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %second, label %again
; CHECK: again:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %more = call i1 @cond()
; CHECK-NEXT: br i1 %more, label %first, label %second
; CHECK: second:
; CHECK-NEXT: %x = phi ptr [ null, %first ], [ %p, %again ], [ %x, %second ]
; CHECK-NEXT: %on = call i1 @cond()
; CHECK-NEXT: br i1 %on, label %second, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %first
first:
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %second, label %again
again:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  %more = call i1 @cond()
  br i1 %more, label %first, label %second
second:
  %x = phi ptr [ null, %first ], [ %p, %again ], [ %x, %second ]
  %on = call i1 @cond()
  br i1 %on, label %second, label %done
done:
  call void @NRT_incref(ptr %p)
  ret void
}
