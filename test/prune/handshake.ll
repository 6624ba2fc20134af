; An acquire may tell that another thread has taken a reference of its own, as a call may take one.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; With p = r, held once by r: behind -r p lives on the incref, until the other thread, told by @slot, holds
; it too and says so. So two are certain in front of -p, but only one behind -r.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @kept_until_the_other_has_taken_it(ptr %p, ptr %r, ptr %slot, ptr %flag) #0 {
; CHECK-LABEL: define {{.*}}@kept_until_the_other_has_taken_it(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store atomic ptr %p, ptr %slot release, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: br label %wait
; CHECK: wait:
; CHECK-NEXT: %taken = load atomic i8, ptr %flag acquire, align 1
; CHECK-NEXT: %is.set = icmp ne i8 %taken, 0
; CHECK-NEXT: br i1 %is.set, label %go, label %wait
; CHECK: go:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  store atomic ptr %p, ptr %slot release, align 8
  call void @NRT_decref(ptr %r)
  br label %wait
wait:
  %taken = load atomic i8, ptr %flag acquire, align 1
  %is.set = icmp ne i8 %taken, 0
  br i1 %is.set, label %go, label %wait
go:
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret void
}

; The twin waits for nothing, so what the last use rests on was there in front of -p and behind -r.
define void @goes_without_waiting(ptr %p, ptr %r, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@goes_without_waiting(
; CHECK-NEXT: entry:
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: br label %go
; CHECK: go:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  store ptr %p, ptr %slot, align 8
  call void @NRT_decref(ptr %r)
  br label %go
go:
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="there is no other thread" }
