; An invoked decref is never removed, and between a pair it is a hazard like any other decref.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare i32 @personality(...)

define void @kept_around_an_invoked_decref(ptr %p, ptr %q) personality ptr @personality {
; CHECK-LABEL: define {{.*}}@kept_around_an_invoked_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: invoke void @NRT_decref(ptr %q)
; CHECK-NEXT: to label %normal unwind label %pad
; CHECK: normal:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: pad:
; CHECK-NEXT: %caught = landingpad { ptr, i32 }
; CHECK-NEXT: cleanup
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: resume { ptr, i32 } %caught
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  invoke void @NRT_decref(ptr %q)
          to label %normal unwind label %pad
normal:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
pad:
  %caught = landingpad { ptr, i32 }
          cleanup
  call void @NRT_decref(ptr %p)
  resume { ptr, i32 } %caught
}

define void @kept_with_an_invoked_partner(ptr %p) personality ptr @personality {
; CHECK-LABEL: define {{.*}}@kept_with_an_invoked_partner(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: invoke void @NRT_decref(ptr %p)
; CHECK-NEXT: to label %normal unwind label %pad
; CHECK: normal:
; CHECK-NEXT: ret void
; CHECK: pad:
; CHECK-NEXT: %caught = landingpad { ptr, i32 }
; CHECK-NEXT: cleanup
; CHECK-NEXT: resume { ptr, i32 } %caught
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  invoke void @NRT_decref(ptr %p)
          to label %normal unwind label %pad
normal:
  ret void
pad:
  %caught = landingpad { ptr, i32 }
          cleanup
  resume { ptr, i32 } %caught
}

; The twin: an invoked callee that only borrows. Both ways on give the reference back.
define void @goes_around_an_invoked_call(ptr %p, ptr %q) personality ptr @personality {
; CHECK-LABEL: define {{.*}}@goes_around_an_invoked_call(
; CHECK-NEXT: entry:
; CHECK-NEXT: invoke void @use(ptr %q)
; CHECK-NEXT: to label %normal unwind label %pad
; CHECK: normal:
; CHECK-NEXT: ret void
; CHECK: pad:
; CHECK-NEXT: %caught = landingpad { ptr, i32 }
; CHECK-NEXT: cleanup
; CHECK-NEXT: resume { ptr, i32 } %caught
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  invoke void @use(ptr %q)
          to label %normal unwind label %pad
normal:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
pad:
  %caught = landingpad { ptr, i32 }
          cleanup
  call void @NRT_decref(ptr %p)   ; goes
  resume { ptr, i32 } %caught
}
