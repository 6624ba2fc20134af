; What a function of the module sees when it asks an observer, its callers' changes must not show in. One that asks
; nobody is as any other call.
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i64 @NRT_MemInfo_refcount(ptr)
declare void @use(ptr)

define linkonce_odr i64 @looks(ptr %p) {
  %count = call i64 @NRT_MemInfo_refcount(ptr %p)
  ret i64 %count
}

define i64 @looks_further_down(ptr %p) personality ptr @use {
  %count = invoke i64 @looks(ptr %p) to label %done unwind label %failed
done:
  ret i64 %count
failed:
  %caught = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %caught
}

define i64 @uses(ptr %p) {
  call void @use(ptr %p)
  ret i64 0
}

; That the observer is mentioned here is no call of it.
define void @hands_on_the_observer(ptr %p) {
  call void @use(ptr @NRT_MemInfo_refcount)
  ret void
}

define void @kept_where_a_callee_looks(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_where_a_callee_looks(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call i64 @looks(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call i64 @looks(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_where_its_callee_looks(ptr %p, ptr %other) {
; CHECK-LABEL: define {{.*}}@kept_where_its_callee_looks(
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call i64 @looks_further_down(ptr %other)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)
  call i64 @looks_further_down(ptr %other)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @goes_around_other_callees(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_around_other_callees(
; CHECK-NEXT: call i64 @uses(ptr %p)
; CHECK-NEXT: call void @hands_on_the_observer(ptr %p)
; CHECK-NEXT: ret void
  call void @NRT_incref(ptr %p)   ; goes
  call i64 @uses(ptr %p)
  call void @hands_on_the_observer(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}
