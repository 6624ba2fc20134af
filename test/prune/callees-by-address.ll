; Where the module takes the address of the decref function, a call of a pointer may be one of that function,
; if it has its type. (Where it does not, none is taken for one: callees-without-a-name.ll.)
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

@table = constant [2 x ptr] [ptr @use, ptr @NRT_decref]

define void @kept_chosen(ptr %p, ptr %q, i1 %way) #0 {
; CHECK-LABEL: define {{.*}}@kept_chosen(
; CHECK-NEXT: entry:
; CHECK-NEXT: %function = select i1 %way, ptr @NRT_decref, ptr @use
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void %function(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %function = select i1 %way, ptr @NRT_decref, ptr @use
  call void @NRT_incref(ptr %p)
  call void %function(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @kept_looked_up(ptr %p, ptr %q, i64 %i) #0 {
; CHECK-LABEL: define {{.*}}@kept_looked_up(
; CHECK-NEXT: entry:
; CHECK-NEXT: %entry.i = getelementptr ptr, ptr @table, i64 %i
; CHECK-NEXT: %function = load ptr, ptr %entry.i, align 8
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void %function(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %entry.i = getelementptr ptr, ptr @table, i64 %i
  %function = load ptr, ptr %entry.i, align 8
  call void @NRT_incref(ptr %p)
  call void %function(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

; It may be the decref that gives the reference back, or takes away the object.
define void @kept_called_with_the_object(ptr %p, ptr %q, ptr %function) #0 {
; CHECK-LABEL: define {{.*}}@kept_called_with_the_object(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: call void %function(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %q)
  call void %function(ptr %p)
  ret void
}

; The twins: a call of another type, and one of a function that has a name.
define void @goes_another_type(ptr %p, ptr %q, ptr %function) #0 {
; CHECK-LABEL: define {{.*}}@goes_another_type(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void %function(ptr %q, i64 0)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void %function(ptr %q, i64 0)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @goes_named(ptr %p, ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@goes_named(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @use(ptr %q)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @use(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

attributes #0 = { "exec-skip"="the harness calls no pointers" }
