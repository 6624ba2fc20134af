; A phi that no operation names takes over what its inputs owe, and an operation may be put under its name.
; RUN: %prune[place] %s | FileCheck %s
; RUN: %prune[all] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare ptr @make()
declare i1 @cond()

; On the way through `drop` nothing is held; x is the object on the other one only, which has no block of its own.
define void @goes_to_the_phi() {
; CHECK-LABEL: define {{.*}}@goes_to_the_phi(
; CHECK-NEXT: entry:
; CHECK-NEXT: %v = call ptr @make()
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %drop, label %join
; CHECK: drop:
; CHECK-NEXT: call void @use(ptr %v)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ null, %drop ], [ %v, %entry ]
; CHECK-NEXT: call void @use(ptr %v)
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %v = call ptr @make()
  call void @NRT_incref(ptr %v)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %drop, label %join
drop:
  call void @use(ptr %v)
  call void @NRT_decref(ptr %v)   ; goes
  br label %join
join:
  %x = phi ptr [ null, %drop ], [ %v, %entry ]
  call void @use(ptr %v)
  ; comes CHECK => call void @NRT_incref(ptr %x)
  ret void
}

; One incref of the phi instead of one of each input.
define void @merged_at_the_phi(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@merged_at_the_phi(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ %q, %right ]
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)   ; goes
  br label %join
right:
  call void @NRT_incref(ptr %q)   ; goes
  br label %join
join:
  %x = phi ptr [ %p, %left ], [ %q, %right ]
  ; comes CHECK => call void @NRT_incref(ptr %x)
  ret void
}

; The twin: behind the decref of r only that incref is known to keep p alive.
define void @kept_where_it_is_needed(ptr %p, ptr %q, ptr %r) {
; CHECK-LABEL: define {{.*}}@kept_where_it_is_needed(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ %q, %right ]
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %r)
  br label %join
right:
  call void @NRT_incref(ptr %q)
  br label %join
join:
  %x = phi ptr [ %p, %left ], [ %q, %right ]
  call void @use(ptr %x)
  ret void
}
