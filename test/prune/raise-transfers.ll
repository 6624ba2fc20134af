; A raising path that hands the pointer on does not leak it, so nothing is forgiven there.
; RUN: %prune[fanout_raise] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare void @use(ptr)

declare i32 @personality(...)

@message = constant [4 x i8] c"why\00"

define i32 @kept_stored(ptr %p, ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_stored(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr %p, ptr %slot, align 8
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_stored(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr %p, ptr %slot, align 8
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_stored_as_the_payload(ptr %p, ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_stored_as_the_payload(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr %p, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_stored_as_the_payload(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr %p, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  store ptr %p, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_stored_in_an_aggregate(ptr %p, ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_stored_in_an_aggregate(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: %pair = insertvalue { i64, ptr } { i64 1, ptr poison }, ptr %p, 1
; PATTERNS-NEXT: store { i64, ptr } %pair, ptr %slot, align 8
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_stored_in_an_aggregate(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: %pair = insertvalue { i64, ptr } { i64 1, ptr poison }, ptr %p, 1
; PLACED-NEXT: store { i64, ptr } %pair, ptr %slot, align 8
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  %pair = insertvalue { i64, ptr } { i64 1, ptr poison }, ptr %p, 1
  store { i64, ptr } %pair, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_stored_under_another_name(ptr %p, ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_stored_under_another_name(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: %maybe = select i1 %way, ptr null, ptr %p
; PATTERNS-NEXT: store ptr %maybe, ptr %slot, align 8
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_stored_under_another_name(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: %maybe = select i1 %way, ptr null, ptr %p
; PLACED-NEXT: store ptr %maybe, ptr %slot, align 8
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  %maybe = select i1 %way, ptr null, ptr %p
  store ptr %maybe, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_stored_as_an_integer(ptr %p, ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_stored_as_an_integer(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: %address = ptrtoint ptr %p to i64
; PATTERNS-NEXT: store i64 %address, ptr %slot, align 8
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_stored_as_an_integer(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: %address = ptrtoint ptr %p to i64
; PLACED-NEXT: store i64 %address, ptr %slot, align 8
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  %address = ptrtoint ptr %p to i64
  store i64 %address, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_published(ptr %p, ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_published(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store atomic ptr %p, ptr %slot release, align 8
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_published(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store atomic ptr %p, ptr %slot release, align 8
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  store atomic ptr %p, ptr %slot release, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_stored_before_the_branch(ptr %p, ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_stored_before_the_branch(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: store ptr %p, ptr %slot, align 8
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_stored_before_the_branch(
; PLACED-NEXT: entry:
; PLACED-NEXT: store ptr %p, ptr %slot, align 8
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  store ptr %p, ptr %slot, align 8
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define ptr @kept_returned(ptr %p, ptr %excinfo) {
; PATTERNS-LABEL: define {{.*}}@kept_returned(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret ptr null
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret ptr %p
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_returned(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret ptr null
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret ptr %p
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret ptr null
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret ptr %p
}

; Stored even before the incref: section 4 of the theory would forgive this, but an incref may sink past the
; store without any forgiveness, and nobody sees afterwards that it did. So a store on any way to the exit counts.
define i32 @kept_stored_before_the_incref(ptr %p, ptr %excinfo, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@kept_stored_before_the_incref(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: store ptr %p, ptr %slot, align 8
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: ret i32 1
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_stored_before_the_incref(
; PLACED-NEXT: entry:
; PLACED-NEXT: store ptr %p, ptr %slot, align 8
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  store ptr %p, ptr %slot, align 8
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The twins: callees borrow, and what is stored is not p.
define i32 @goes_used_only(ptr %p, ptr %excinfo, ptr %slot) {
; CHECK-LABEL: define {{.*}}@goes_used_only(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  call void @use(ptr %p)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_message_stored(ptr %p, ptr %excinfo, ptr %slot) #0 {
; CHECK-LABEL: define {{.*}}@goes_message_stored(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr @message, ptr %slot, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  store ptr @message, ptr %slot, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; Whoever catches the exception finds the reference in it.
define i32 @kept_thrown(ptr %p, ptr %excinfo) #1 personality ptr @personality {
; PATTERNS-LABEL: define {{.*}}@kept_thrown(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PATTERNS-NEXT: %thrown = insertvalue { ptr, i32 } poison, ptr %p, 0
; PATTERNS-NEXT: resume { ptr, i32 } %thrown
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_thrown(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: %thrown = insertvalue { ptr, i32 } poison, ptr %p, 0
; PLACED-NEXT: resume { ptr, i32 } %thrown
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  %thrown = insertvalue { ptr, i32 } poison, ptr %p, 0
  resume { ptr, i32 } %thrown
}

!0 = !{i1 true}

attributes #0 = { "exec-skip"="a global has another address in each build" }
attributes #1 = { "exec-skip"="throws what nobody has caught" }
