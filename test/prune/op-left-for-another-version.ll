; An operation with a "deopt" bundle may be the last that this version of the function does: whoever goes on
; there gives back what is held, so every count must be right.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @kept_around_an_incref(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_an_incref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %q) [ "deopt"(ptr %p) ]
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %q) [ "deopt"(ptr %p) ]
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_around_a_decref(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_a_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q) [ "deopt"(ptr %p) ]
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q) [ "deopt"(ptr %p) ]
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_around_one_of_its_own(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_around_one_of_its_own(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p) [ "deopt"(ptr %p) ]
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %p) [ "deopt"(ptr %p) ]
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: a bundle of another kind.
define void @goes_around_an_incref(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_an_incref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %q) [ "note"(ptr %p) ]
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %q) [ "note"(ptr %p) ]
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_around_a_decref(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_a_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q) [ "note"(ptr %p) ]
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q) [ "note"(ptr %p) ]
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_around_one_of_its_own(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_around_one_of_its_own(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p) [ "note"(ptr %p) ]
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p) [ "note"(ptr %p) ]
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="no target lowers such bundles" }
