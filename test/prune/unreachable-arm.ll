; An arm that ends in a call which never returns owes nothing back, as long as p is alive up to that call.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune[fanout] %s | FileCheck %s

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
; CHECK-LABEL: define {{.*}}@kept_may_unwind(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %stops
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: stops:
; CHECK-NEXT: call void @stop_or_unwind()
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)
  ret void
stops:
  call void @stop_or_unwind()
  unreachable
}

define void @kept_alias_before_the_stop(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_alias_before_the_stop(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %stops
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK: stops:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @stop()
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)
  ret void
stops:
  call void @NRT_decref(ptr %q)
  call void @stop()
  unreachable
}
