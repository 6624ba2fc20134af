; A decref with an incref behind it shows that there are two references. Placement sees that as long as they stand
; there, so where it runs per_bb leaves them to it.
; RUN: %prune[per_bb;fanout_raise;place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

; The last two operations show that two references are left behind the decref in front of them, so that d = +1 may begin
; before `left` is left.
define void @goes(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call i1 @cond()
; CHECK-NEXT: br i1 %first, label %left, label %right
; CHECK: left:
; CHECK-NEXT: %second = call i1 @cond()
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br i1 %second, label %right, label %last
; CHECK: right:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %last
; CHECK: last:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %first = call i1 @cond()
  br i1 %first, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  %second = call i1 @cond()
  ; comes CHECK => call void @NRT_decref(ptr %p)
  br i1 %second, label %right, label %last
right:
  call void @NRT_incref(ptr %p)
  br label %last
last:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  ret void
}

; Here the two show a second reference behind the decref of r, so that the first incref may sink past it, to the way
; on which it is not forgiven.
define void @sinks(ptr %p, ptr %r, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@sinks(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: br label %between
; CHECK: between:
; CHECK-NEXT: %bad = call i1 @cond()
; CHECK-NEXT: br i1 %bad, label %raise, label %end
; CHECK: raise:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret void
; CHECK: end:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  br label %between
between:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  %bad = call i1 @cond()
  br i1 %bad, label %raise, label %end
raise:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret void
end:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  ret void
}

; The twin: nothing shows more than one.
define void @kept_without_them(ptr %p, ptr %r, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_without_them(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: br label %between
; CHECK: between:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %bad = call i1 @cond()
; CHECK-NEXT: br i1 %bad, label %raise, label %end
; CHECK: raise:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret void
; CHECK: end:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  br label %between
between:
  call void @use(ptr %p)
  call void @use(ptr %p)
  %bad = call i1 @cond()
  br i1 %bad, label %raise, label %end
raise:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret void
end:
  ret void
}

!0 = !{i1 true}
