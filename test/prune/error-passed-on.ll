; An error passed on from a callee is not marked as raised, so the path that passes it on is not forgiven.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i32 @fails(ptr)

; Numba emits no mark here: nothing says that this path leaves by raising. With placement only it keeps an incref.
define i32 @kept_error_passed_on(ptr %p, ptr %excinfo) {
; PATTERNS-LABEL: define {{.*}}@kept_error_passed_on(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %status = call i32 @fails(ptr %p)
; PATTERNS-NEXT: %ok = icmp eq i32 %status, 0
; PATTERNS-NEXT: br i1 %ok, label %plain, label %raises
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret i32 0
; PATTERNS: raises:
; PATTERNS-NEXT: store ptr null, ptr %excinfo, align 8
; PATTERNS-NEXT: ret i32 %status
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_error_passed_on(
; PLACED-NEXT: entry:
; PLACED-NEXT: %status = call i32 @fails(ptr %p)
; PLACED-NEXT: %ok = icmp eq i32 %status, 0
; PLACED-NEXT: br i1 %ok, label %plain, label %raises
; PLACED: plain:
; PLACED-NEXT: ret i32 0
; PLACED: raises:
; PLACED-NEXT: store ptr null, ptr %excinfo, align 8
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: ret i32 %status
; PLACED-NEXT: }
; PLAIN-LABEL: define {{.*}}@kept_error_passed_on(
; PLAIN-NEXT: entry:
; PLAIN-NEXT: call void @NRT_incref(ptr %p)
; PLAIN-NEXT: %status = call i32 @fails(ptr %p)
; PLAIN-NEXT: %ok = icmp eq i32 %status, 0
; PLAIN-NEXT: br i1 %ok, label %plain, label %raises
; PLAIN: plain:
; PLAIN-NEXT: call void @NRT_decref(ptr %p)
; PLAIN-NEXT: ret i32 0
; PLAIN: raises:
; PLAIN-NEXT: store ptr null, ptr %excinfo, align 8
; PLAIN-NEXT: ret i32 %status
; PLAIN-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %status = call i32 @fails(ptr %p)
  %ok = icmp eq i32 %status, 0
  br i1 %ok, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret i32 0
raises:
  store ptr null, ptr %excinfo, align 8
  ; comes PLACED => call void @NRT_incref(ptr %p)
  ret i32 %status
}

; The twin: the path gives the reference back before it passes the error on.
define i32 @goes_given_back_first(ptr %p, ptr %excinfo) {
; CHECK-LABEL: define {{.*}}@goes_given_back_first(
; CHECK-NEXT: entry:
; CHECK-NEXT: %status = call i32 @fails(ptr %p)
; CHECK-NEXT: %ok = icmp eq i32 %status, 0
; CHECK-NEXT: br i1 %ok, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8
; CHECK-NEXT: ret i32 %status
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %status = call i32 @fails(ptr %p)
  %ok = icmp eq i32 %status, 0
  br i1 %ok, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  call void @NRT_decref(ptr %p)   ; goes
  store ptr null, ptr %excinfo, align 8
  ret i32 %status
}
