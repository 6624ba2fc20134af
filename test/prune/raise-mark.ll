; A raising exit is a marked store to an argument: found by its metadata, whatever the argument is called.
; RUN: %prune[fanout_raise] %s | FileCheck %s --check-prefix=RAISE
; RUN: %prune[patterns] %s | FileCheck %s --check-prefix=RAISE
; RUN: %prune[per_bb;diamond;fanout] %s | FileCheck %s --check-prefix=PLAIN
; RUN: %prune %s | FileCheck %s --check-prefix=PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()


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
; PLACED-LABEL: define {{.*}}@marked(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE PLACED
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
; PLACED-LABEL: define {{.*}}@marked_with_i32(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !1
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE PLACED
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
; PLACED-LABEL: define {{.*}}@marked_suffixed_name(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: store ptr null, ptr %excinfo.i, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE PLACED
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
; PLACED-LABEL: define {{.*}}@marked_other_name(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: store ptr null, ptr %error, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE PLACED
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
; PLACED-LABEL: define {{.*}}@marked_through_a_cast(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: %same = getelementptr i8, ptr %excinfo, i64 0
; PLACED-NEXT: store ptr null, ptr %same, align 8, !numba_exception_output !0
; PLACED-NEXT: ret i32 1
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes RAISE PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes RAISE PLACED
  ret i32 0
raises:
  %same = getelementptr i8, ptr %excinfo, i64 0
  store ptr null, ptr %same, align 8, !numba_exception_output !0
  ret i32 1
}

; The twins: no mark, or not where the caller looks for the exception.
define i32 @kept_misspelt_mark(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@kept_misspelt_mark(
; RAISE-NEXT: entry:
; RAISE-NEXT: call void @NRT_incref(ptr %p)
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: call void @NRT_decref(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_typo !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@kept_misspelt_mark(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_typo !0
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_misspelt_mark(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_typo !0
; PLACED-NEXT: call void @NRT_incref(ptr %p)
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
  store ptr null, ptr %excinfo, align 8, !numba_exception_typo !0
  ; comes PLACED => call void @NRT_incref(ptr %p)
  ret i32 1
}

define i32 @kept_without_mark(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@kept_without_mark(
; RAISE-NEXT: entry:
; RAISE-NEXT: call void @NRT_incref(ptr %p)
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: call void @NRT_decref(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: store ptr null, ptr %excinfo, align 8
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@kept_without_mark(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo, align 8
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_without_mark(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8
; PLACED-NEXT: call void @NRT_incref(ptr %p)
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
  store ptr null, ptr %excinfo, align 8
  ; comes PLACED => call void @NRT_incref(ptr %p)
  ret i32 1
}

define i32 @kept_store_to_a_local(ptr %p, ptr %excinfo) {
; RAISE-LABEL: define {{.*}}@kept_store_to_a_local(
; RAISE-NEXT: entry:
; RAISE-NEXT: call void @NRT_incref(ptr %p)
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: call void @NRT_decref(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: %local = alloca ptr, align 8
; RAISE-NEXT: store ptr null, ptr %local, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@kept_store_to_a_local(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: %local = alloca ptr, align 8
; PLAIN-NEXT: store ptr null, ptr %local, align 8, !numba_exception_output !0
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_store_to_a_local(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: %local = alloca ptr, align 8
; PLACED-NEXT: store ptr null, ptr %local, align 8, !numba_exception_output !0
; PLACED-NEXT: call void @NRT_incref(ptr %p)
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
  %local = alloca ptr, align 8
  store ptr null, ptr %local, align 8, !numba_exception_output !0
  ; comes PLACED => call void @NRT_incref(ptr %p)
  ret i32 1
}

define i32 @kept_store_to_a_loaded_pointer(ptr %p, ptr %box) {
; RAISE-LABEL: define {{.*}}@kept_store_to_a_loaded_pointer(
; RAISE-NEXT: entry:
; RAISE-NEXT: call void @NRT_incref(ptr %p)
; RAISE-NEXT: %way = call i1 @cond()
; RAISE-NEXT: br i1 %way, label %plain, label %raises
; RAISE: plain:
; RAISE-NEXT: call void @NRT_decref(ptr %p)
; RAISE-NEXT: ret i32 0
; RAISE: raises:
; RAISE-NEXT: %loaded = load ptr, ptr %box, align 8
; RAISE-NEXT: store ptr null, ptr %loaded, align 8, !numba_exception_output !0
; RAISE-NEXT: ret i32 1
; RAISE-NEXT: }
; PLAIN-LABEL: define {{.*}}@kept_store_to_a_loaded_pointer(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %way = call i1 @cond()
; PLAIN-NEXT: br i1 %way, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: %loaded = load ptr, ptr %box, align 8
; PLAIN-NEXT: store ptr null, ptr %loaded, align 8, !numba_exception_output !0
; PLAIN-NEXT: ret i32 1
; PLAIN-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_store_to_a_loaded_pointer(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: %loaded = load ptr, ptr %box, align 8
; PLACED-NEXT: store ptr null, ptr %loaded, align 8, !numba_exception_output !0
; PLACED-NEXT: call void @NRT_incref(ptr %p)
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
  %loaded = load ptr, ptr %box, align 8
  store ptr null, ptr %loaded, align 8, !numba_exception_output !0
  ; comes PLACED => call void @NRT_incref(ptr %p)
  ret i32 1
}

!0 = !{i1 true}
!1 = !{i32 1}
