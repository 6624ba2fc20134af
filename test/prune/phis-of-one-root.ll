; Phis whose inputs turn out to be one object, though that shows only after another phi was found to be an
; object of its own: x is one (y or null), and w and z are x on every way.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[all;mode=strict] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @goes_under_names_of_a_late_root(ptr %p, i1 %way, i1 %again) {
; CHECK-LABEL: define {{.*}}@goes_under_names_of_a_late_root(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %first
; CHECK: first:
; CHECK-NEXT: %y = phi ptr [ %p, %entry ], [ %y, %first ]
; CHECK-NEXT: br i1 %way, label %first, label %head
; CHECK: head:
; CHECK-NEXT: %x = phi ptr [ %y, %first ], [ null, %more ]
; CHECK-NEXT: br label %body
; CHECK: body:
; CHECK-NEXT: %z = phi ptr [ %x, %head ], [ %w, %body ]
; CHECK-NEXT: %w = phi ptr [ %x, %head ], [ %x, %body ]
; CHECK-NEXT: br i1 %way, label %body, label %more
; CHECK: more:
; CHECK-NEXT: br i1 %again, label %head, label %done
; CHECK: done:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %first
first:
  %y = phi ptr [ %p, %entry ], [ %y, %first ]
  br i1 %way, label %first, label %head
head:
  %x = phi ptr [ %y, %first ], [ null, %more ]
  call void @NRT_incref(ptr %x)   ; goes
  call void @NRT_decref(ptr %x)   ; goes
  br label %body
body:
  %z = phi ptr [ %x, %head ], [ %w, %body ]
  %w = phi ptr [ %x, %head ], [ %x, %body ]
  br i1 %way, label %body, label %more
more:
  br i1 %again, label %head, label %done
done:
  call void @NRT_incref(ptr %x)   ; goes
  call void @NRT_decref(ptr %z)   ; goes
  ret void
}

define void @kept_where_one_way_brings_another(ptr %p, i1 %way, i1 %again) {
; CHECK-LABEL: define {{.*}}@kept_where_one_way_brings_another(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %first
; CHECK: first:
; CHECK-NEXT: %y = phi ptr [ %p, %entry ], [ %y, %first ]
; CHECK-NEXT: br i1 %way, label %first, label %head
; CHECK: head:
; CHECK-NEXT: %x = phi ptr [ %y, %first ], [ null, %more ]
; CHECK-NEXT: br label %body
; CHECK: body:
; CHECK-NEXT: %z = phi ptr [ %x, %head ], [ %w, %body ]
; CHECK-NEXT: %w = phi ptr [ %x, %head ], [ %p, %body ]
; CHECK-NEXT: br i1 %way, label %body, label %more
; CHECK: more:
; CHECK-NEXT: br i1 %again, label %head, label %done
; CHECK: done:
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: call void @NRT_decref(ptr %z)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br label %first
first:
  %y = phi ptr [ %p, %entry ], [ %y, %first ]
  br i1 %way, label %first, label %head
head:
  %x = phi ptr [ %y, %first ], [ null, %more ]
  call void @NRT_incref(ptr %x)   ; goes
  call void @NRT_decref(ptr %x)   ; goes
  br label %body
body:
  %z = phi ptr [ %x, %head ], [ %w, %body ]
  %w = phi ptr [ %x, %head ], [ %p, %body ]
  br i1 %way, label %body, label %more
more:
  br i1 %again, label %head, label %done
done:
  call void @NRT_incref(ptr %x)
  call void @NRT_decref(ptr %z)
  ret void
}
