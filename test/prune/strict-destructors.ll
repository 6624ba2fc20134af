; What a decref runs is unknown code as well. With p = s, held once by s: behind -s p lives on the incref, until
; r's destructor keeps it in a container. So in strict mode two are certain in front of -p, but one behind -s.
; RUN: %prune[all] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT
; RUN: %prune[patterns;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare void @use(ptr)

define void @kept_until_a_destructor_has_taken_it(ptr %p, ptr %s, ptr %r) #0 {
; CONTRACT-LABEL: define {{.*}}@kept_until_a_destructor_has_taken_it(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @NRT_decref(ptr %s)
; CONTRACT-NEXT: call void @NRT_decref(ptr %r)
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@kept_until_a_destructor_has_taken_it(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %s)
; STRICT-NEXT: call void @NRT_decref(ptr %r)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @NRT_decref(ptr %s)
  call void @NRT_decref(ptr %r)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  call void @use(ptr %p)
  ret void
}

; Nor inside: s's destructor may drop a reference to p, and then keep p.
define void @kept_inside_a_destructor(ptr %p, ptr %s) #0 {
; CONTRACT-LABEL: define {{.*}}@kept_inside_a_destructor(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @NRT_decref(ptr %s)
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@kept_inside_a_destructor(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %s)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @NRT_decref(ptr %s)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  call void @use(ptr %p)
  ret void
}

; The twins: what is released has no destructor, and two are owed.
define void @goes_beside_a_leaf(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_beside_a_leaf(
; CHECK-NEXT: entry:
; CHECK-NEXT: %leaf = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @NRT_decref(ptr %leaf)
; CHECK-NEXT: call void @use(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %leaf = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %leaf)
  call void @NRT_decref(ptr %p)   ; goes
  call void @use(ptr %p)
  ret void
}

define void @goes_where_two_are_owed(ptr %p, ptr %s, ptr %r) #0 {
; CHECK-LABEL: define {{.*}}@goes_where_two_are_owed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %s)
; CHECK-NEXT: call void @NRT_decref(ptr %r)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %s)
  call void @NRT_decref(ptr %r)
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="what it is about happens in destructors that the harness does not have" }
