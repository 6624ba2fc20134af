; %q's decref is covered by the incref in the loop, whatever walks over the function came before: those of phis, here.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define void @goes_covered_in_the_loop(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@goes_covered_in_the_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %names, label %takes
; CHECK: names:
; CHECK-NEXT: %x = phi ptr [ %r, %entry ], [ %p, %names ], [ null, %more ]
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %names, label %out
; CHECK: takes:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: %next = call i1 @cond()
; CHECK-NEXT: br i1 %next, label %takes, label %more
; CHECK: more:
; CHECK-NEXT: %other = call i1 @cond()
; CHECK-NEXT: br i1 %other, label %names, label %last
; CHECK: last:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK: out:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %names, label %takes
names:
  %x = phi ptr [ %r, %entry ], [ %p, %names ], [ null, %more ]
  %again = call i1 @cond()
  br i1 %again, label %names, label %out
takes:
  call void @NRT_incref(ptr %q)
  %next = call i1 @cond()
  br i1 %next, label %takes, label %more
more:
  %other = call i1 @cond()
  br i1 %other, label %names, label %last
last:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
out:
  ret void
}

; The twin: nothing was taken of %q, so its decref may destroy what %p counts on.
define void @kept_not_covered(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_not_covered(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %names, label %takes
; CHECK: names:
; CHECK-NEXT: %x = phi ptr [ %r, %entry ], [ %p, %names ], [ null, %more ]
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %names, label %out
; CHECK: takes:
; CHECK-NEXT: %next = call i1 @cond()
; CHECK-NEXT: br i1 %next, label %takes, label %more
; CHECK: more:
; CHECK-NEXT: %other = call i1 @cond()
; CHECK-NEXT: br i1 %other, label %names, label %last
; CHECK: last:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: out:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %names, label %takes
names:
  %x = phi ptr [ %r, %entry ], [ %p, %names ], [ null, %more ]
  %again = call i1 @cond()
  br i1 %again, label %names, label %out
takes:
  %next = call i1 @cond()
  br i1 %next, label %takes, label %more
more:
  %other = call i1 @cond()
  br i1 %other, label %names, label %last
last:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @NRT_decref(ptr %p)
  ret void
out:
  ret void
}
