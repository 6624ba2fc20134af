; Operations on null and undef do nothing and go with any subpass, in any block; `none` changes nothing.
; RUN: %prune[per_bb] %s | FileCheck %s --check-prefixes=CHECK,ANY
; RUN: %prune[diamond] %s | FileCheck %s --check-prefixes=CHECK,ANY
; RUN: %prune[fanout] %s | FileCheck %s --check-prefixes=CHECK,ANY
; RUN: %prune[fanout_raise] %s | FileCheck %s --check-prefixes=CHECK,ANY
; RUN: %prune[place] %s | FileCheck %s --check-prefixes=CHECK,ANY
; RUN: %prune[none] %s | FileCheck %s --check-prefixes=CHECK,NONE

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

define void @in_any_block(ptr %p) {
; ANY-LABEL: define {{.*}}@in_any_block(
; ANY-NEXT: entry:
; ANY-NEXT: %way = call i1 @cond()
; ANY-NEXT: br i1 %way, label %left, label %right
; ANY: left:
; ANY-NEXT: ret void
; ANY: right:
; ANY-NEXT: call void @use(ptr %p)
; ANY-NEXT: ret void
; ANY-NEXT: }
; NONE-LABEL: define {{.*}}@in_any_block(
; NONE-NEXT: entry:
; NONE-NEXT: call void @NRT_incref(ptr null)
; NONE-NEXT: %way = call i1 @cond()
; NONE-NEXT: br i1 %way, label %left, label %right
; NONE: left:
; NONE-NEXT: call void @NRT_decref(ptr null)
; NONE-NEXT: call void @NRT_decref(ptr null)
; NONE-NEXT: ret void
; NONE: right:
; NONE-NEXT: call void @NRT_incref(ptr undef)
; NONE-NEXT: call void @use(ptr %p)
; NONE-NEXT: call void @NRT_decref(ptr undef)
; NONE-NEXT: ret void
; NONE-NEXT: }
entry:
  call void @NRT_incref(ptr null)   ; goes ANY
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr null)   ; goes ANY
  call void @NRT_decref(ptr null)   ; goes ANY
  ret void
right:
  call void @NRT_incref(ptr undef)   ; goes ANY
  call void @use(ptr %p)
  call void @NRT_decref(ptr undef)   ; goes ANY
  ret void
}

define void @in_a_function_with_nothing_else() {
; ANY-LABEL: define {{.*}}@in_a_function_with_nothing_else(
; ANY-NEXT: entry:
; ANY-NEXT: ret void
; ANY-NEXT: }
; NONE-LABEL: define {{.*}}@in_a_function_with_nothing_else(
; NONE-NEXT: entry:
; NONE-NEXT: call void @NRT_decref(ptr null)
; NONE-NEXT: ret void
; NONE-NEXT: }
entry:
  call void @NRT_decref(ptr null)   ; goes ANY
  ret void
}

; The twin: a pointer that may be null is not null.
define void @kept_maybe_null(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_maybe_null(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: %maybe = select i1 %way, ptr %p, ptr null
; CHECK-NEXT: call void @NRT_incref(ptr %maybe)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %way = call i1 @cond()
  %maybe = select i1 %way, ptr %p, ptr null
  call void @NRT_incref(ptr %maybe)
  ret void
}
