; Whatever has an observer's name is one: another declaration of it, an alias, an ifunc; called here or further down.
; RUN: %prune[all;observer=looker;observer=glancer] %s | FileCheck %s
; RUN: %prune[patterns;observer=looker;observer=glancer] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i64 @"\01NRT_MemInfo_refcount"(ptr)

@looker = alias i64 (ptr), ptr @looking
@reader = alias i64 (ptr), ptr @looking
@glancer = ifunc i64 (ptr), ptr @find_glancer

define i64 @looking(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@looking(
; CHECK-NEXT: %word = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %word
; CHECK-NEXT: }
  %word = load i64, ptr %p, align 8
  ret i64 %word
}

define ptr @find_glancer() #0 {
; CHECK-LABEL: define {{.*}}@find_glancer(
; CHECK-NEXT: ret ptr @looking
; CHECK-NEXT: }
  ret ptr @looking
}

define i64 @kept_alias(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @looker(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @looker(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_ifunc(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_ifunc(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @glancer(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @glancer(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_declaration_further_down(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_declaration_further_down(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @by_another_declaration(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @by_another_declaration(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_alias_further_down(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_alias_further_down(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @by_an_alias(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @by_an_alias(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

define i64 @kept_ifunc_further_down(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_ifunc_further_down(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %count = call i64 @by_an_ifunc(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %count = call i64 @by_an_ifunc(ptr %p)
  call void @NRT_decref(ptr %p)
  ret i64 %count
}

; The twins call the same function by a name that nobody has listed.
define i64 @goes_alias(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_alias(
; CHECK-NEXT: entry:
; CHECK-NEXT: %word = call i64 @reader(ptr %p)
; CHECK-NEXT: ret i64 %word
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %word = call i64 @reader(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %word
}

define i64 @goes_alias_further_down(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@goes_alias_further_down(
; CHECK-NEXT: entry:
; CHECK-NEXT: %word = call i64 @by_the_other_alias(ptr %p)
; CHECK-NEXT: ret i64 %word
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %word = call i64 @by_the_other_alias(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes
  ret i64 %word
}

; What is called further down.
define i64 @by_another_declaration(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@by_another_declaration(
; CHECK-NEXT: %count = call i64 @"\01NRT_MemInfo_refcount"(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
  %count = call i64 @"\01NRT_MemInfo_refcount"(ptr %p)
  ret i64 %count
}

define i64 @by_an_alias(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@by_an_alias(
; CHECK-NEXT: %count = call i64 @looker(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
  %count = call i64 @looker(ptr %p)
  ret i64 %count
}

define i64 @by_an_ifunc(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@by_an_ifunc(
; CHECK-NEXT: %count = call i64 @glancer(ptr %p)
; CHECK-NEXT: ret i64 %count
; CHECK-NEXT: }
  %count = call i64 @glancer(ptr %p)
  ret i64 %count
}

define i64 @by_the_other_alias(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@by_the_other_alias(
; CHECK-NEXT: %word = call i64 @reader(ptr %p)
; CHECK-NEXT: ret i64 %word
; CHECK-NEXT: }
  %word = call i64 @reader(ptr %p)
  ret i64 %word
}

attributes #0 = { "exec-skip"="observers that the harness does not have" }
