; Once operations with bodies are inlined nothing is left to prune: keep them from being inlined, or run first.
; RUN: %with_plugin -passes='default<O2>,nrt-refprune<patterns>' %s | FileCheck %s --check-prefix=LATE
; RUN: %with_plugin -passes='nrt-refprune<patterns>,default<O2>' %s | FileCheck %s --check-prefix=EARLY

define void @NRT_incref(ptr %p) noinline {
  %null = icmp eq ptr %p, null
  br i1 %null, label %done, label %add
add:
  %old = atomicrmw add ptr %p, i64 1 monotonic
  br label %done
done:
  ret void
}

define void @NRT_decref(ptr %p) {
  %null = icmp eq ptr %p, null
  br i1 %null, label %done, label %subtract
subtract:
  %old = atomicrmw sub ptr %p, i64 1 release
  br label %done
done:
  ret void
}

declare void @use(ptr)

; The decref may be inlined, the incref not: behind the inliner the two are no pair any more. (The twin.)
; LATE-LABEL: define void @pair(
; LATE: call void @NRT_incref(
; LATE: call void @use(
; LATE: atomicrmw sub
; EARLY-LABEL: define void @pair(
; EARLY-NEXT: tail call void @use(
; EARLY-NEXT: ret void
define void @pair(ptr %p) {
  call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}
