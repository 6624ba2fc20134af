; An alias that the linker may take from elsewhere need not be one of the decref function, so that it gives
; something back is no evidence; it may be, so that it releases something is a hazard.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @use(ptr)

define void @NRT_decref(ptr %p) noinline #0 {
; CHECK-LABEL: define {{.*}}@NRT_decref(
; CHECK-NEXT: ret void
; CHECK-NEXT: }
  ret void
}

define void @consuming(ptr "refprune-consumes" %p) #0 {
; CHECK-LABEL: define {{.*}}@consuming(
; CHECK-NEXT: ret void
; CHECK-NEXT: }
  ret void
}

@release = alias void (ptr), ptr @NRT_decref
@eater = alias void (ptr), ptr @consuming
@perhaps.release = weak alias void (ptr), ptr @NRT_decref
@perhaps.eater = weak alias void (ptr), ptr @consuming

; With p = q, held once by the caller, use may keep p in a container, whose reference the last call sees.
define void @kept_no_evidence(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_no_evidence(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @perhaps.release(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @perhaps.release(ptr %p)
  ret void
}

define void @kept_not_consumed(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_not_consumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @perhaps.eater(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  call void @perhaps.eater(ptr %p)
  ret void
}

define void @kept_released(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_released(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @perhaps.release(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @perhaps.release(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_consumed(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_consumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @perhaps.eater(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @perhaps.eater(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; The twins: these aliases are what they are here.
define void @goes_given_back(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_given_back(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @release(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @release(ptr %p)
  ret void
}

define void @goes_consumed(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_consumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @eater(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  call void @eater(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="aliases and marks that the harness does not play" }
