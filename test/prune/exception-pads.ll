; Both ways out of an invoke are paths: a pair goes over both or stays on both.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @work()

declare i32 @personality(...)
declare i32 @__CxxFrameHandler3(...)

define void @goes_over_both_ways(ptr %p) personality ptr @personality {
; CHECK-LABEL: define {{.*}}@goes_over_both_ways(
; CHECK-NEXT: entry:
; CHECK-NEXT: invoke void @use(ptr %p)
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
  invoke void @use(ptr %p)
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

; The twins: the unwinding way gives nothing back, and leaving by resume counts as a return.
define void @kept_unwinding_way_leaks(ptr %p) personality ptr @personality {
; PATTERNS-LABEL: define {{.*}}@kept_unwinding_way_leaks(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: invoke void @use(ptr %p)
; PATTERNS-NEXT: to label %normal unwind label %pad
; PATTERNS: normal:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: pad:
; PATTERNS-NEXT: %caught = landingpad { ptr, i32 }
; PATTERNS-NEXT: cleanup
; PATTERNS-NEXT: resume { ptr, i32 } %caught
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_unwinding_way_leaks(
; PLACED-NEXT: entry:
; PLACED-NEXT: invoke void @use(ptr %p)
; PLACED-NEXT: to label %normal unwind label %pad
; PLACED: normal:
; PLACED-NEXT: ret void
; PLACED: pad:
; PLACED-NEXT: %caught = landingpad { ptr, i32 }
; PLACED-NEXT: cleanup
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: resume { ptr, i32 } %caught
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  invoke void @use(ptr %p)
          to label %normal unwind label %pad
normal:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
pad:
  %caught = landingpad { ptr, i32 }
          cleanup
  ; comes PLACED => call void @NRT_incref(ptr %p)
  resume { ptr, i32 } %caught
}

; An operation in a funclet carries its bundle, and calls with bundles are not touched.
define void @kept_decref_in_a_funclet(ptr %p) #0 personality ptr @__CxxFrameHandler3 {
; CHECK-LABEL: define {{.*}}@kept_decref_in_a_funclet(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: invoke void @work()
; CHECK-NEXT: to label %normal unwind label %pad
; CHECK: normal:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: pad:
; CHECK-NEXT: %funclet = cleanuppad within none []
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: cleanupret from %funclet unwind to caller
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  invoke void @work()
          to label %normal unwind label %pad
normal:
  call void @NRT_decref(ptr %p)
  ret void
pad:
  %funclet = cleanuppad within none []
  call void @NRT_decref(ptr %p) [ "funclet"(token %funclet) ]
  cleanupret from %funclet unwind to caller
}

define void @goes_before_the_funclets(ptr %p) #0 personality ptr @__CxxFrameHandler3 {
; CHECK-LABEL: define {{.*}}@goes_before_the_funclets(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: invoke void @work()
; CHECK-NEXT: to label %normal unwind label %pads
; CHECK: normal:
; CHECK-NEXT: ret void
; CHECK: pads:
; CHECK-NEXT: %switch = catchswitch within none [label %handler] unwind to caller
; CHECK: handler:
; CHECK-NEXT: %catch = catchpad within %switch [ptr null, i32 64, ptr null]
; CHECK-NEXT: catchret from %catch to label %normal
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  invoke void @work()
          to label %normal unwind label %pads
normal:
  ret void
pads:
  %switch = catchswitch within none [label %handler] unwind to caller
handler:
  %catch = catchpad within %switch [ptr null, i32 64, ptr null]
  catchret from %catch to label %normal
}

; A cleanup that never comes back is a funclet, too: an incref in it would want its token. So the way on
; which p is not given back keeps its reference.
define void @kept_beside_a_cleanup_without_return(ptr %p) #0 personality ptr @__CxxFrameHandler3 {
; CHECK-LABEL: define {{.*}}@kept_beside_a_cleanup_without_return(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: invoke void @work()
; CHECK-NEXT: to label %normal unwind label %pad
; CHECK: normal:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: pad:
; CHECK-NEXT: %cleanup = cleanuppad within none []
; CHECK-NEXT: call void @work()
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  invoke void @work()
          to label %normal unwind label %pad
normal:
  call void @NRT_decref(ptr %p)
  ret void
pad:
  %cleanup = cleanuppad within none []
  call void @work() [ "funclet"(token %cleanup) ]
  unreachable
}

attributes #0 = { "exec-skip"="funclets are not for this target" }
