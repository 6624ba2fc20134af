; What stands behind a call that does not return never runs: it shows nothing. Nor does what stands behind any other call
; in a block that reaches no return, for that call may be the last thing that happens.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare void @work()

declare void @stop() noreturn nounwind
declare void @stop_or_unwind() noreturn

; The incref by itself may go: nothing is owed there.
define void @kept_behind_the_stop(ptr %p) {
; PATTERNS-LABEL: define {{.*}}@kept_behind_the_stop(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %stops
; PATTERNS: plain:
; PATTERNS-NEXT: ret void
; PATTERNS: stops:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: call void @stop()
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: unreachable
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_behind_the_stop(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %stops
; PLACED: plain:
; PLACED-NEXT: ret void
; PLACED: stops:
; PLACED-NEXT: call void @NRT_decref(ptr %p)
; PLACED-NEXT: call void @stop()
; PLACED-NEXT: unreachable
; PLACED-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  ret void
stops:
  call void @NRT_decref(ptr %p)
  call void @stop()
  call void @NRT_incref(ptr %p)   ; goes PLACED
  unreachable
}

define void @kept_other_may_be_the_last(ptr %p) {
; PATTERNS-LABEL: define {{.*}}@kept_other_may_be_the_last(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %stops
; PATTERNS: plain:
; PATTERNS-NEXT: ret void
; PATTERNS: stops:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: call void @work()
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: call void @stop()
; PATTERNS-NEXT: unreachable
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_other_may_be_the_last(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %stops
; PLACED: plain:
; PLACED-NEXT: ret void
; PLACED: stops:
; PLACED-NEXT: call void @NRT_decref(ptr %p)
; PLACED-NEXT: call void @work()
; PLACED-NEXT: call void @stop()
; PLACED-NEXT: unreachable
; PLACED-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  ret void
stops:
  call void @NRT_decref(ptr %p)
  call void @work()
  call void @NRT_incref(ptr %p)   ; goes PLACED
  call void @stop()
  unreachable
}

; The twin: on the way to a return the incref runs, so p is alive all the time.
define void @goes_on_the_way_to_a_return(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_on_the_way_to_a_return(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %returns
; CHECK: plain:
; CHECK-NEXT: ret void
; CHECK: returns:
; CHECK-NEXT: call void @work()
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %plain, label %returns
plain:
  ret void
returns:
  call void @NRT_decref(ptr %p)   ; goes
  call void @work()
  call void @NRT_incref(ptr %p)   ; goes
  ret void
}

; Here the incref itself tells, not what follows.
define void @goes_taken_before(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_taken_before(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %stops
; CHECK: plain:
; CHECK-NEXT: ret void
; CHECK: stops:
; CHECK-NEXT: call void @stop()
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  ret void
stops:
  call void @NRT_incref(ptr %p)   ; goes
  call void @stop()
  call void @NRT_decref(ptr %p)   ; goes
  unreachable
}

; Whoever catches what the call throws finds one reference more.
define void @kept_thrown_past_the_decref(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_thrown_past_the_decref(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %stops
; CHECK: plain:
; CHECK-NEXT: ret void
; CHECK: stops:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @stop_or_unwind()
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  ret void
stops:
  call void @NRT_incref(ptr %p)
  call void @stop_or_unwind()
  call void @NRT_decref(ptr %p)
  unreachable
}
