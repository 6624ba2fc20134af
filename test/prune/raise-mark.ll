; A raising exit is a marked store to an argument: found by its metadata, whatever the argument is called.
; RUN: %prune[fanout_raise] %s | FileCheck %s --check-prefixes=CHECK,RAISE
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,RAISE
; RUN: %prune[per_bb;diamond;fanout] %s | FileCheck %s --check-prefixes=CHECK,PLAIN

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

declare i32 @fails(ptr)

define i32 @marked(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@marked(
; RAISE-NEXT: entry:
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@marked(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; What the metadata node holds does not matter.
define i32 @marked_with_i32(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@marked_with_i32(
; RAISE-NEXT: entry:
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !1
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@marked_with_i32(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !1
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !1
  ret i32 1
}

; Inlining and cloning leave suffixed names.
define i32 @marked_suffixed_name(ptr %p, ptr %excinfo.i) {
; RAISE-LABEL: define {{.*}}@marked_suffixed_name(
; RAISE-NEXT: entry:
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %excinfo.i, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@marked_suffixed_name(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo.i, align 8, !numba_exception_output !0
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  ret i32 0
raises:
  store ptr null, ptr %excinfo.i, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @marked_other_name(ptr %p, ptr %error) {
; RAISE-LABEL: define {{.*}}@marked_other_name(
; RAISE-NEXT: entry:
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %error, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@marked_other_name(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %error, align 8, !numba_exception_output !0
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  ret i32 0
raises:
  store ptr null, ptr %error, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @marked_through_a_cast(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@marked_through_a_cast(
; RAISE-NEXT: entry:
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: %same = getelementptr i8, ptr %excinfo, i64 0
; RAISE-NEXT: store ptr null, ptr %same, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@marked_through_a_cast(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: %same = getelementptr i8, ptr %excinfo, i64 0
; PLAIN-NEXT: store ptr null, ptr %same, align 8, !numba_exception_output !0
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE
  ret i32 0
raises:
  %same = getelementptr i8, ptr %excinfo, i64 0
  store ptr null, ptr %same, align 8, !numba_exception_output !0
  ret i32 1
}

; The twins: no mark, or not where the caller looks for the exception.
define i32 @kept_misspelt_mark(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_misspelt_mark(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_typo !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_typo !0
  ret i32 1
}

define i32 @kept_without_mark(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_without_mark(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8
  ret i32 1
}

define i32 @kept_store_to_a_local(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_store_to_a_local(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %local = alloca ptr, align 8
; CHECK-NEXT: store ptr null, ptr %local, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %local = alloca ptr, align 8
  store ptr null, ptr %local, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_store_to_a_loaded_pointer(ptr %p, ptr %box) {
; CHECK-LABEL: define {{.*}}@kept_store_to_a_loaded_pointer(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %loaded = load ptr, ptr %box, align 8
; CHECK-NEXT: store ptr null, ptr %loaded, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %loaded = load ptr, ptr %box, align 8
  store ptr null, ptr %loaded, align 8, !numba_exception_output !0
  ret i32 1
}

; An error passed on from a callee carries no mark in the code that Numba emits: nothing says that this
; path leaves by raising.
define i32 @kept_error_passed_on(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@kept_error_passed_on(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %status = call i32 @fails(ptr %p)
; CHECK-NEXT: %ok = icmp eq i32 %status, 0
; CHECK-NEXT: br i1 %ok, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8
; CHECK-NEXT: ret i32 %status
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %status = call i32 @fails(ptr %p)
  %ok = icmp eq i32 %status, 0
  br i1 %ok, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8
  ret i32 %status
}

!0 = !{i1 true}
!1 = !{i32 1}
