; An arm that ends in a call which never returns owes nothing back, as long as p is alive up to that call.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[fanout] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

declare void @stop() noreturn nounwind
declare void @stop_or_unwind() noreturn

define void @goes_stop(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_stop(
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
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
stops:
  call void @stop()
  unreachable
}

; The twins: an unwinding callee may hand control to someone who owns p, and behind another decref LB = 0.
define void @kept_may_unwind(ptr %p) {
; PATTERNS-LABEL: define {{.*}}@kept_may_unwind(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %stops
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: stops:
; PATTERNS-NEXT: call void @stop_or_unwind()
; PATTERNS-NEXT: unreachable
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_may_unwind(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %stops
; PLACED: plain:
; PLACED-NEXT: ret void
; PLACED: stops:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @stop_or_unwind()
; PLACED-NEXT: unreachable
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
stops:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @stop_or_unwind()
  unreachable
}

define void @kept_alias_before_the_stop(ptr %p, ptr %q) {
; PATTERNS-LABEL: define {{.*}}@kept_alias_before_the_stop(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %stops
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: stops:
; PATTERNS-NEXT: call void @NRT_decref(ptr %q)
; PATTERNS-NEXT: call void @stop()
; PATTERNS-NEXT: unreachable
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_alias_before_the_stop(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %stops
; PLACED: plain:
; PLACED-NEXT: ret void
; PLACED: stops:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @NRT_decref(ptr %q)
; PLACED-NEXT: call void @stop()
; PLACED-NEXT: unreachable
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
stops:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @stop()
  unreachable
}
