; Where a count is observed it must be what it was: d = 0 at an observer of any pointer that may be p.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,DEFAULT
; RUN: %prune[patterns;observer=peek] %s | FileCheck %s --check-prefixes=CHECK,PEEK
; RUN: %prune[all] %s | FileCheck %s --check-prefixes=CHECK,DEFAULT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

declare i64 @NRT_MemInfo_refcount(ptr)
declare i64 @peek(ptr)

define i64 @kept_observed_between(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_observed_between(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_observed_under_another_name(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_observed_under_another_name(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %q)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @NRT_MemInfo_refcount(ptr %q)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_observed_between_decref_and_incref(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_observed_between_decref_and_incref(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: %count = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %p)
  %count = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_incref(ptr %p)
  ret i64 %count
}

; The twins: observed outside the pair, and an observer that only an option names.
define i64 @goes_observed_outside(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_observed_outside(
; CHECK-NEXT: entry:
; CHECK-NEXT: %before = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: %after = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: %sum = add i64 %before, %after
; CHECK-NEXT: ret i64 %sum
; CHECK-NEXT: }
entry:
  %before = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  %after = call i64 @NRT_MemInfo_refcount(ptr %p)
  %sum = add i64 %before, %after
  ret i64 %sum
}

define i64 @observed_by_an_option(ptr %p) #0 {
; DEFAULT-LABEL: define {{.*}}@observed_by_an_option(
; DEFAULT-NEXT: entry:
; DEFAULT-NEXT: %count = call i64 @peek(ptr %p)
; DEFAULT-NEXT: ret i64 %count
; DEFAULT-NEXT: }
; PEEK-LABEL: define {{.*}}@observed_by_an_option(
; PEEK-NEXT: entry:
; PEEK-NEXT: call void @NRT_incref(ptr %p)
; PEEK-NEXT: %count = call i64 @peek(ptr %p)
; PEEK-NEXT: call void @NRT_decref(ptr %p)
; PEEK-NEXT: ret i64 %count
; PEEK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes DEFAULT
  %count = call i64 @peek(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes DEFAULT
  ret i64 %count
}

attributes #0 = { "exec-skip"="an observer that the default options do not know" }
