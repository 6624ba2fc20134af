; Where nothing says that the call in front of an `unreachable` cannot unwind, everything is owed there.
; RUN: %prune[patterns] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune %s | FileCheck %s --check-prefixes=CHECK,PLACED

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare void @stop()

define void @kept_unmarked(ptr %p) {
; PATTERNS-LABEL: define {{.*}}@kept_unmarked(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %stops
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: stops:
; PATTERNS-NEXT: call void @stop()
; PATTERNS-NEXT: unreachable
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_unmarked(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %stops
; PLACED: plain:
; PLACED-NEXT: ret void
; PLACED: stops:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @stop()
; PLACED-NEXT: unreachable
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
stops:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @stop()
  unreachable
}

; The twin says so at the call.
define void @goes_marked(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_marked(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %stops
; CHECK: plain:
; CHECK-NEXT: ret void
; CHECK: stops:
; CHECK-NEXT: call void @stop()
; CHECK-NEXT: unreachable
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
stops:
  call void @stop() noreturn nounwind
  unreachable
}

; A jump without an address to go to ends a block no less than an `unreachable`.
define void @kept_jump_to_nowhere(ptr %p, ptr %nowhere) #0 {
; PATTERNS-LABEL: define {{.*}}@kept_jump_to_nowhere(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: %way = call i1 @cond()
; PATTERNS-NEXT: br i1 %way, label %plain, label %stops
; PATTERNS: plain:
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: ret void
; PATTERNS: stops:
; PATTERNS-NEXT: call void @stop()
; PATTERNS-NEXT: indirectbr ptr %nowhere, []
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@kept_jump_to_nowhere(
; PLACED-NEXT: entry:
; PLACED-NEXT: %way = call i1 @cond()
; PLACED-NEXT: br i1 %way, label %plain, label %stops
; PLACED: plain:
; PLACED-NEXT: ret void
; PLACED: stops:
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: call void @stop()
; PLACED-NEXT: indirectbr ptr %nowhere, []
; PLACED-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes PLACED
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes PLACED
  ret void
stops:
  ; comes PLACED => call void @NRT_incref(ptr %p)
  call void @stop()
  indirectbr ptr %nowhere, []
}

; The twins say so at the call, or go on.
define void @goes_marked_jump_to_nowhere(ptr %p, ptr %nowhere) #0 {
; CHECK-LABEL: define {{.*}}@goes_marked_jump_to_nowhere(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %stops
; CHECK: plain:
; CHECK-NEXT: ret void
; CHECK: stops:
; CHECK-NEXT: call void @stop()
; CHECK-NEXT: indirectbr ptr %nowhere, []
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %stops
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
stops:
  call void @stop() noreturn nounwind
  indirectbr ptr %nowhere, []
}

define void @goes_jump(ptr %p, ptr %somewhere) #0 {
; CHECK-LABEL: define {{.*}}@goes_jump(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %jumps
; CHECK: plain:
; CHECK-NEXT: ret void
; CHECK: jumps:
; CHECK-NEXT: call void @stop()
; CHECK-NEXT: indirectbr ptr %somewhere, [label %plain, label %last]
; CHECK: last:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %jumps
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
jumps:
  call void @stop()
  indirectbr ptr %somewhere, [label %plain, label %last]
last:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="nothing to jump to" }
