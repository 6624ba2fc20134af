; A terminator that is a call has one d on both sides, but what stands in front of it in its block is nothing
; to the place before it.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[place] %s | FileCheck %s --check-prefixes=CHECK,PLACED
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @work()

declare i32 @personality(...)
declare i64 @NRT_MemInfo_refcount(ptr)

; Both ways take a reference; one incref is less than two. p is alive by them, and by the look at its count d
; = 0 only further up.
define void @placed_behind_a_look(ptr %p) personality ptr @personality {
; PATTERNS-LABEL: define {{.*}}@placed_behind_a_look(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %p)
; PATTERNS-NEXT: invoke void @work()
; PATTERNS-NEXT: to label %normal unwind label %pad
; PATTERNS: normal:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: call void @use(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: pad:
; PATTERNS-NEXT: %caught = landingpad { ptr, i32 }
; PATTERNS-NEXT: cleanup
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: resume { ptr, i32 } %caught
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@placed_behind_a_look(
; PLACED-NEXT: entry:
; PLACED-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %p)
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: invoke void @work()
; PLACED-NEXT: to label %normal unwind label %pad
; PLACED: normal:
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: ret void
; PLACED: pad:
; PLACED-NEXT: %caught = landingpad { ptr, i32 }
; PLACED-NEXT: cleanup
; PLACED-NEXT: resume { ptr, i32 } %caught
; PLACED-NEXT: }
entry:
  %count = call i64 @NRT_MemInfo_refcount(ptr %p)
  ; comes PLACED => call void @NRT_incref(ptr %p)
  invoke void @work()
          to label %normal unwind label %pad
normal:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  call void @use(ptr %p)
  ret void
pad:
  %caught = landingpad { ptr, i32 }
          cleanup
  call void @NRT_incref(ptr %p)   ; goes PLACED
  resume { ptr, i32 } %caught
}

; The twin: the invoke looks at the count itself.
define void @kept_behind_an_invoked_look(ptr %p) personality ptr @personality {
; CHECK-LABEL: define {{.*}}@kept_behind_an_invoked_look(
; CHECK-NEXT: entry:
; CHECK-NEXT: %count = invoke i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: to label %normal unwind label %pad
; CHECK: normal:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK: pad:
; CHECK-NEXT: %caught = landingpad { ptr, i32 }
; CHECK-NEXT: cleanup
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: resume { ptr, i32 } %caught
; CHECK-NEXT: }
entry:
  %count = invoke i64 @NRT_MemInfo_refcount(ptr %p)
          to label %normal unwind label %pad
normal:
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  ret void
pad:
  %caught = landingpad { ptr, i32 }
          cleanup
  call void @NRT_incref(ptr %p)
  resume { ptr, i32 } %caught
}

; A release further up is nothing to it, either; LB = 1 behind it by the increfs.
define void @placed_behind_a_release(ptr %p, ptr %q) personality ptr @personality {
; PATTERNS-LABEL: define {{.*}}@placed_behind_a_release(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_decref(ptr %q)
; PATTERNS-NEXT: invoke void @work()
; PATTERNS-NEXT: to label %normal unwind label %pad
; PATTERNS: normal:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: call void @use(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: pad:
; PATTERNS-NEXT: %caught = landingpad { ptr, i32 }
; PATTERNS-NEXT: cleanup
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: resume { ptr, i32 } %caught
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@placed_behind_a_release(
; PLACED-NEXT: entry:
; PLACED-NEXT: call void @NRT_decref(ptr %q)
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: invoke void @work()
; PLACED-NEXT: to label %normal unwind label %pad
; PLACED: normal:
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: ret void
; PLACED: pad:
; PLACED-NEXT: %caught = landingpad { ptr, i32 }
; PLACED-NEXT: cleanup
; PLACED-NEXT: resume { ptr, i32 } %caught
; PLACED-NEXT: }
entry:
  call void @NRT_decref(ptr %q)
  ; comes PLACED => call void @NRT_incref(ptr %p)
  invoke void @work()
          to label %normal unwind label %pad
normal:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  call void @use(ptr %p)
  ret void
pad:
  %caught = landingpad { ptr, i32 }
          cleanup
  call void @NRT_incref(ptr %p)   ; goes PLACED
  resume { ptr, i32 } %caught
}
