; The two functions' names are options: other languages call theirs otherwise.
; RUN: %prune[per_bb;incref=retain;decref=release] %s | FileCheck %s --check-prefixes=CHECK,NAMED
; RUN: %prune[per_bb] %s | FileCheck %s --check-prefixes=CHECK,DEFAULT

declare void @retain(ptr)
declare void @release(ptr)
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define void @own_names(ptr %p) #0 {
; NAMED-LABEL: define {{.*}}@own_names(
; NAMED-NEXT: entry:
; NAMED-NEXT: ret void
; NAMED-NEXT: }
; DEFAULT-LABEL: define {{.*}}@own_names(
; DEFAULT-NEXT: entry:
; DEFAULT-NEXT: call void @retain(ptr %p)
; DEFAULT-NEXT: call void @release(ptr %p)
; DEFAULT-NEXT: ret void
; DEFAULT-NEXT: }
entry:
  call void @retain(ptr %p)   ; goes NAMED
  call void @release(ptr %p)   ; goes NAMED
  ret void
}

define void @default_names(ptr %p) #0 {
; NAMED-LABEL: define {{.*}}@default_names(
; NAMED-NEXT: entry:
; NAMED-NEXT: call void @NRT_incref(ptr %p)
; NAMED-NEXT: call void @NRT_decref(ptr %p)
; NAMED-NEXT: ret void
; NAMED-NEXT: }
; DEFAULT-LABEL: define {{.*}}@default_names(
; DEFAULT-NEXT: entry:
; DEFAULT-NEXT: ret void
; DEFAULT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes DEFAULT
  call void @NRT_decref(ptr %p)   ; goes DEFAULT
  ret void
}

; The twin: names of the two sets do not mix.
define void @kept_mixed(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_mixed(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @retain(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @retain(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="the runtime knows one set of names" }
