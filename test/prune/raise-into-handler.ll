; A marked store from which control reaches a handler is not an exit: the handler's decref belongs to the group.
; RUN: %prune[fanout;fanout_raise] %s | FileCheck %s --check-prefixes=CHECK,RAISE
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,RAISE
; RUN: %prune[fanout] %s | FileCheck %s --check-prefixes=CHECK,FANOUT
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i32 @choose()
declare i1 @cond()

; LB = 2 from the incref to each decref. Three operations go together and only `leaves` is forgiven; an
; incref removed with the decref of `plain` alone would leave the handler with one decref too many.
define i32 @handler_and_exit(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@handler_and_exit(
; RAISE-NEXT: entry:
; RAISE-NEXT: %way = call i32 @choose()
; RAISE-NEXT: switch i32 %way, label %leaves [
; RAISE-NEXT: i32 0, label %plain
; RAISE-NEXT: i32 1, label %caught
; RAISE-NEXT: ]
; RAISE: plain:
; RAISE-NEXT: ret i32 0
; RAISE: caught:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: br label %handler
; RAISE: handler:
; RAISE-NEXT: call void @use(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE: leaves:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; FANOUT-LABEL: define {{.*}}@handler_and_exit(
; FANOUT-NEXT: entry:
; FANOUT-NEXT: call void @NRT_incref(ptr %p)
; FANOUT-NEXT: %way = call i32 @choose()
; FANOUT-NEXT: switch i32 %way, label %leaves [
; FANOUT-NEXT: i32 0, label %plain
; FANOUT-NEXT: i32 1, label %caught
; FANOUT-NEXT: ]
; FANOUT: plain:
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: ret i32 0
; FANOUT: caught:
; FANOUT-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; FANOUT-NEXT: br label %handler
; FANOUT: handler:
; FANOUT-NEXT: call void @use(ptr %p)
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: ret i32 0
; FANOUT: leaves:
; FANOUT-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; FANOUT-NEXT: ret i32 1
; FANOUT-NEXT: }
; PLACED-LABEL: define {{.*}}@handler_and_exit(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i32 @choose()
; PLACED-NEXT: switch i32 %way, label %leaves [
; PLACED-NEXT: i32 0, label %plain
; PLACED-NEXT: i32 1, label %caught
; PLACED-NEXT: ]
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: caught:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: br label %handler
; PLACED: handler:
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: ret i32 0
; PLACED: leaves:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE PLACED
  %way = call i32 @choose()
  switch i32 %way, label %leaves [
    i32 0, label %plain
    i32 1, label %caught
  ]
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE PLACED
  ret i32 0
caught:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  br label %handler
handler:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes RAISE PLACED
  ret i32 0
leaves:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; Without the forgiven exit plain fanout suffices.
define i32 @handler_alone(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@handler_alone(
; CHECK-NEXT: entry:
; CHECK-NEXT: %caught.now = call i1 @cond()
; CHECK-NEXT: br i1 %caught.now, label %caught, label %plain
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: caught:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: br label %handler
; CHECK: handler:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %caught.now = call i1 @cond()
  br i1 %caught.now, label %caught, label %plain
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
caught:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  br label %handler
handler:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
}

; The twin: in the handler the object may be destroyed by another name, LB = 1 behind that.
define i32 @kept_alias_in_handler(ptr %p, ptr %q, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@kept_alias_in_handler(
; RAISE-NEXT: entry:
; RAISE-NEXT: call void @NRT_incref(ptr %p)
; RAISE-NEXT: %way = call i32 @choose()
; RAISE-NEXT: switch i32 %way, label %leaves [
; RAISE-NEXT: i32 0, label %plain
; RAISE-NEXT: i32 1, label %caught
; RAISE-NEXT: ]
; RAISE: plain:
; RAISE-NEXT: call void @NRT_decref(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE: caught:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: br label %handler
; RAISE: handler:
; RAISE-NEXT: call void @NRT_decref(ptr %q)
; RAISE-NEXT: call void @use(ptr %p)
; RAISE-NEXT: call void @NRT_decref(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE: leaves:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; FANOUT-LABEL: define {{.*}}@kept_alias_in_handler(
; FANOUT-NEXT: entry:
; FANOUT-NEXT: call void @NRT_incref(ptr %p)
; FANOUT-NEXT: %way = call i32 @choose()
; FANOUT-NEXT: switch i32 %way, label %leaves [
; FANOUT-NEXT: i32 0, label %plain
; FANOUT-NEXT: i32 1, label %caught
; FANOUT-NEXT: ]
; FANOUT: plain:
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: ret i32 0
; FANOUT: caught:
; FANOUT-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; FANOUT-NEXT: br label %handler
; FANOUT: handler:
; FANOUT-NEXT: call void @NRT_decref(ptr %q)
; FANOUT-NEXT: call void @use(ptr %p)
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: ret i32 0
; FANOUT: leaves:
; FANOUT-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; FANOUT-NEXT: ret i32 1
; FANOUT-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_alias_in_handler(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i32 @choose()
; PLACED-NEXT: switch i32 %way, label %leaves [
; PLACED-NEXT: i32 0, label %plain
; PLACED-NEXT: i32 1, label %caught
; PLACED-NEXT: ]
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: caught:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: br label %handler
; PLACED: handler:
; PLACED-NEXT: call void @NRT_decref(ptr %q)
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: call void @NRT_decref(ptr %p)
; PLACED-NEXT: ret i32 0
; PLACED: leaves:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i32 @choose()
  switch i32 %way, label %leaves [
    i32 0, label %plain
    i32 1, label %caught
  ]
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
caught:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ; comes PLACED => call void @NRT_incref(ptr %p)
  br label %handler
handler:
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i32 0
leaves:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; An operation behind the marked store, even an incref, makes it no exit: nothing is forgiven.
define i32 @kept_handler_leaks(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@kept_handler_leaks(
; RAISE-NEXT: entry:
; RAISE-NEXT: call void @NRT_incref(ptr %p)
; RAISE-NEXT: %caught.now = call i1 @cond()
; RAISE-NEXT: br i1 %caught.now, label %caught, label %plain
; RAISE: plain:
; RAISE-NEXT: call void @NRT_decref(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE: caught:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: br label %handler
; RAISE: handler:
; RAISE-NEXT: call void @use(ptr %p)
; RAISE-NEXT: call void @NRT_incref(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE-NEXT: }
; FANOUT-LABEL: define {{.*}}@kept_handler_leaks(
; FANOUT-NEXT: entry:
; FANOUT-NEXT: call void @NRT_incref(ptr %p)
; FANOUT-NEXT: %caught.now = call i1 @cond()
; FANOUT-NEXT: br i1 %caught.now, label %caught, label %plain
; FANOUT: plain:
; FANOUT-NEXT: call void @NRT_decref(ptr %p)
; FANOUT-NEXT: ret i32 0
; FANOUT: caught:
; FANOUT-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; FANOUT-NEXT: br label %handler
; FANOUT: handler:
; FANOUT-NEXT: call void @use(ptr %p)
; FANOUT-NEXT: call void @NRT_incref(ptr %p)
; FANOUT-NEXT: ret i32 0
; FANOUT-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_handler_leaks(
; PLACED-NEXT: entry:
; PLACED-NEXT: %caught.now = call i1 @cond()
; PLACED-NEXT: br i1 %caught.now, label %caught, label %plain
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: caught:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: br label %handler
; PLACED: handler:
; PLACED-NEXT: call void @use(ptr %p)
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: ret i32 0
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %caught.now = call i1 @cond()
  br i1 %caught.now, label %caught, label %plain
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
caught:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  br label %handler
handler:
  call void @use(ptr %p)
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %p)
  ret i32 0
}

!0 = !{i1 true}
