; Where a cycle can be entered at several blocks, estimated frequencies are not conserved, and one operation alone may
; be cheaper elsewhere.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

; By LLVM's estimate `body` runs less often than `next`, into which nothing else leads.
define void @moves_up(ptr %p) {
; CHECK-LABEL: define {{.*}}@moves_up(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call i1 @cond()
; CHECK-NEXT: br i1 %first, label %body, label %head
; CHECK: head:
; CHECK-NEXT: br label %inner
; CHECK: inner:
; CHECK-NEXT: %second = call i1 @cond()
; CHECK-NEXT: br i1 %second, label %more, label %head
; CHECK: more:
; CHECK-NEXT: %third = call i1 @cond()
; CHECK-NEXT: br i1 %third, label %head, label %body
; CHECK: body:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: br label %next
; CHECK: next:
; CHECK-NEXT: %fourth = call i1 @cond()
; CHECK-NEXT: br i1 %fourth, label %end, label %inner
; CHECK: end:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %first = call i1 @cond()
  br i1 %first, label %body, label %head
head:
  br label %inner
inner:
  %second = call i1 @cond()
  br i1 %second, label %more, label %head
more:
  %third = call i1 @cond()
  br i1 %third, label %head, label %body
body:
  ; comes CHECK => call void @NRT_incref(ptr %p)
  br label %next
next:
  call void @NRT_incref(ptr %p)   ; goes
  %fourth = call i1 @cond()
  br i1 %fourth, label %end, label %inner
end:
  ret void
}

; The twin: it is to stay where it is.
define void @kept_pinned(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_pinned(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = call i1 @cond()
; CHECK-NEXT: br i1 %first, label %body, label %head
; CHECK: head:
; CHECK-NEXT: br label %inner
; CHECK: inner:
; CHECK-NEXT: %second = call i1 @cond()
; CHECK-NEXT: br i1 %second, label %more, label %head
; CHECK: more:
; CHECK-NEXT: %third = call i1 @cond()
; CHECK-NEXT: br i1 %third, label %head, label %body
; CHECK: body:
; CHECK-NEXT: br label %next
; CHECK: next:
; CHECK-NEXT: call void @NRT_incref(ptr %p), !refprune.pinned !0
; CHECK-NEXT: %fourth = call i1 @cond()
; CHECK-NEXT: br i1 %fourth, label %end, label %inner
; CHECK: end:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %first = call i1 @cond()
  br i1 %first, label %body, label %head
head:
  br label %inner
inner:
  %second = call i1 @cond()
  br i1 %second, label %more, label %head
more:
  %third = call i1 @cond()
  br i1 %third, label %head, label %body
body:
  br label %next
next:
  call void @NRT_incref(ptr %p), !refprune.pinned !0
  %fourth = call i1 @cond()
  br i1 %fourth, label %end, label %inner
end:
  ret void
}

!0 = !{}
