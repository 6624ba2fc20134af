; What a decref with an incref behind it shows of the count is known when both are gone, until the count is lowered
; under another name.
; RUN: %prune[per_bb;fanout_raise;place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

; per_bb removes the last two operations. They show that two references are left behind the decref in front of them, so
; that d = +1 may begin before `left` is left.
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

; Where q's pair goes, too, what they showed may have been q's reference: let p = q = r be held once in front of it.
; Without the incref of p as well the decref of r would be the last one.
define void @kept_lowered_under_another_name(ptr %p, ptr %q, ptr %r, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_lowered_under_another_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: br label %between
; CHECK: between:
; CHECK-NEXT: br label %behind
; CHECK: behind:
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
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
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_decref(ptr %r)
  br label %between
between:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  br label %behind
behind:
  call void @NRT_decref(ptr %q)   ; goes
  call void @use(ptr %q)
  call void @NRT_decref(ptr %q)
  %bad = call i1 @cond()
  br i1 %bad, label %raise, label %end
raise:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret void
end:
  ret void
}

!0 = !{i1 true}
