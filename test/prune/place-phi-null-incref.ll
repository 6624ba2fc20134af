; An incref of a phi that is null on some ways moves to the others, though it is alone.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

; Only in the first iteration is x an object. d = +1 from the incref before the loop on; p is alive there (C2).
define void @moved_out_of_the_loop(ptr %p) {
; CHECK-LABEL: define {{.*}}@moved_out_of_the_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ %p, %entry ], [ null, %loop ]
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  br label %loop
loop:
  %x = phi ptr [ %p, %entry ], [ null, %loop ]
  call void @NRT_incref(ptr %x)   ; goes
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ret void
}

; The twin: p may be gone in front of the loop, for all that is known, where an iteration need not come to the
; incref.
define void @kept_not_on_every_way(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_not_on_every_way(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ %p, %entry ], [ null, %next ]
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %next
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: br label %next
; CHECK: next:
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %x = phi ptr [ %p, %entry ], [ null, %next ]
  %way = call i1 @cond()
  br i1 %way, label %left, label %next
left:
  call void @NRT_incref(ptr %x)
  br label %next
next:
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ret void
}

; Nor does a decref move, which would come too early.
define void @kept_decref(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ %p, %entry ], [ null, %loop ]
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %loop
loop:
  %x = phi ptr [ %p, %entry ], [ null, %loop ]
  call void @use(ptr %p)
  call void @NRT_decref(ptr %x)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  ret void
}
