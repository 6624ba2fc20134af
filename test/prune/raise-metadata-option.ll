; The metadata kind that marks a raise is an option; with another one the default kind means nothing.
; RUN: %prune[fanout_raise] %s | FileCheck %s --check-prefix=NUMBA
; RUN: %prune[fanout_raise;raise_metadata=my_raise] %s | FileCheck %s --check-prefix=MINE

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()

define i32 @numba_mark(ptr %p, ptr %excinfo) {
; NUMBA-LABEL: define {{.*}}@numba_mark(
; NUMBA-NEXT: entry:
; NUMBA-NEXT: %way = call i1 @cond()
; NUMBA-NEXT: br i1 %way, label %plain, label %raises
; NUMBA: plain:
; NUMBA-NEXT: ret i32 0
; NUMBA: raises:
; NUMBA-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; NUMBA-NEXT: ret i32 1
; NUMBA-NEXT: }
; MINE-LABEL: define {{.*}}@numba_mark(
; MINE-NEXT: entry:
; MINE-NEXT: call void @NRT_incref(ptr %p)
; MINE-NEXT: %way = call i1 @cond()
; MINE-NEXT: br i1 %way, label %plain, label %raises
; MINE: plain:
; MINE-NEXT: call void @NRT_decref(ptr %p)
; MINE-NEXT: ret i32 0
; MINE: raises:
; MINE-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; MINE-NEXT: ret i32 1
; MINE-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes NUMBA
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes NUMBA
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @own_mark(ptr %p, ptr %excinfo) {
; NUMBA-LABEL: define {{.*}}@own_mark(
; NUMBA-NEXT: entry:
; NUMBA-NEXT: call void @NRT_incref(ptr %p)
; NUMBA-NEXT: %way = call i1 @cond()
; NUMBA-NEXT: br i1 %way, label %plain, label %raises
; NUMBA: plain:
; NUMBA-NEXT: call void @NRT_decref(ptr %p)
; NUMBA-NEXT: ret i32 0
; NUMBA: raises:
; NUMBA-NEXT: store ptr null, ptr %excinfo, align 8, !my_raise !0
; NUMBA-NEXT: ret i32 1
; NUMBA-NEXT: }
; MINE-LABEL: define {{.*}}@own_mark(
; MINE-NEXT: entry:
; MINE-NEXT: %way = call i1 @cond()
; MINE-NEXT: br i1 %way, label %plain, label %raises
; MINE: plain:
; MINE-NEXT: ret i32 0
; MINE: raises:
; MINE-NEXT: store ptr null, ptr %excinfo, align 8, !my_raise !0
; MINE-NEXT: ret i32 1
; MINE-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes MINE
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes MINE
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8, !my_raise !0
  ret i32 1
}

!0 = !{i1 true}
