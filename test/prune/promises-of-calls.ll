; What a call says of itself, beside what its function says.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s
;
; The decref of r may release p: LB behind it is what A says. With r the only holder of p, a pair of p that
; encloses it may only go where a second reference is shown.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @look(ptr) memory(read)
declare { ptr, i64 } @pass({ ptr, i64 } returned)
declare void @look_at_pair({ ptr, i64 }) memory(read)
declare ptr @third(ptr, ptr, ptr returned)
declare void @llvm.coro.resume(ptr)
declare void @llvm.donothing()

; What is handed to a call that does not touch memory may be dead: LB = 1, by the decref alone.
define void @kept_not_touched(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@kept_not_touched(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p) memory(none)
  ret void
}

; Not so where it reads (C6).
define void @goes_read(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@goes_read(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p) memory(read)
  ret void
}

; A `returned` aggregate may come back with a reference more, which one of the decrefs gives back.
define void @kept_returned_with_more(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@kept_returned_with_more(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %s = insertvalue { ptr, i64 } poison, ptr %p, 0
; CHECK-NEXT: %t = call { ptr, i64 } @pass({ ptr, i64 } %s)
; CHECK-NEXT: %q = extractvalue { ptr, i64 } %t, 0
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  %s = insertvalue { ptr, i64 } poison, ptr %p, 0
  %t = call { ptr, i64 } @pass({ ptr, i64 } %s)
  %q = extractvalue { ptr, i64 } %t, 0
  call void @NRT_decref(ptr %p)
  call void @NRT_decref(ptr %q)
  ret void
}

define void @goes_only_read(ptr %p, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@goes_only_read(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: %s = insertvalue { ptr, i64 } poison, ptr %p, 0
; CHECK-NEXT: call void @look_at_pair({ ptr, i64 } %s)
; CHECK-NEXT: %q = extractvalue { ptr, i64 } %s, 0
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  %s = insertvalue { ptr, i64 } poison, ptr %p, 0
  call void @look_at_pair({ ptr, i64 } %s)
  %q = extractvalue { ptr, i64 } %s, 0
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %q)
  ret void
}

; A call with a bundle may write, whatever its function says; so it may keep p, and the last use may rest on that.
define void @kept_bundled(ptr %p, ptr %r, ptr %m) #0 {
; CHECK-LABEL: define {{.*}}@kept_bundled(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @look(ptr %m) [ "note"(i64 0) ]
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @look(ptr %m) [ "note"(i64 0) ]
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret void
}

define void @goes_not_bundled(ptr %p, ptr %r, ptr %m) #0 {
; CHECK-LABEL: define {{.*}}@goes_not_bundled(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @look(ptr %m)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  call void @look(ptr %m)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

; So may an intrinsic that runs code from elsewhere.
define void @kept_resumed(ptr %p, ptr %r, ptr %m) #0 {
; CHECK-LABEL: define {{.*}}@kept_resumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @llvm.coro.resume(ptr %m)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  call void @llvm.coro.resume(ptr %m)
  call void @NRT_decref(ptr %p)
  call void @use(ptr %p)
  ret void
}

define void @goes_nothing_resumed(ptr %p, ptr %r, ptr %m) #0 {
; CHECK-LABEL: define {{.*}}@goes_nothing_resumed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @llvm.donothing()
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %r)
  call void @llvm.donothing()
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

; Called with another type the function returns an argument that is not there.
define void @goes_nothing_returned() #0 {
; CHECK-LABEL: define {{.*}}@goes_nothing_returned(
; CHECK-NEXT: entry:
; CHECK-NEXT: %q = call ptr @third()
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %q = call ptr @third()
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_decref(ptr %q)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="no stand-in makes these promises" }
