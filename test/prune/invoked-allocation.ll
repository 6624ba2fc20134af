; What an invoke makes does not exist on the way on which it unwinds: nothing is placed there, and nothing
; where both ways have met.
; RUN: %prune[patterns;size_weight=3] %s | FileCheck %s --check-prefixes=CHECK,PATTERNS
; RUN: %prune[all;size_weight=3] %s | FileCheck %s --check-prefixes=CHECK,PLACED
;
; Behind the looks at p its count is 2, in front of %join at least 1: three decrefs on three ways are dearer
; than one where they meet - but for the way from %pad, which has no p.

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i32 @personality(...)
declare ptr @NRT_MemInfo_alloc(i64)
declare i64 @NRT_MemInfo_refcount(ptr)

define void @kept_where_ways_without_p_join(i32 %way, ptr %slot) #0 personality ptr @personality {
; CHECK-LABEL: define {{.*}}@kept_where_ways_without_p_join(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = invoke ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: to label %normal unwind label %pad
; CHECK: normal:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: store ptr %p, ptr %slot, align 8
; CHECK-NEXT: switch i32 %way, label %a [
; CHECK-NEXT: i32 0, label %b
; CHECK-NEXT: i32 1, label %c
; CHECK-NEXT: ]
; CHECK: a:
; CHECK-NEXT: %count.a = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: b:
; CHECK-NEXT: %count.b = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: c:
; CHECK-NEXT: %count.c = call i64 @NRT_MemInfo_refcount(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: br label %join
; CHECK: pad:
; CHECK-NEXT: %caught = landingpad { ptr, i32 }
; CHECK-NEXT: catch ptr null
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  %p = invoke ptr @NRT_MemInfo_alloc(i64 8)
          to label %normal unwind label %pad
normal:
  call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  switch i32 %way, label %a [
    i32 0, label %b
    i32 1, label %c
  ]
a:
  %count.a = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)
  br label %join
b:
  %count.b = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)
  br label %join
c:
  %count.c = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)
  br label %join
pad:
  %caught = landingpad { ptr, i32 }
          catch ptr null
  br label %join
join:
  ret void
}

; The twin: an allocation that does not unwind exists wherever its call has been passed.
define void @placed_where_all_ways_join(i32 %way, ptr %slot) {
; PATTERNS-LABEL: define {{.*}}@placed_where_all_ways_join(
; PATTERNS-NEXT: entry:
; PATTERNS-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; PATTERNS-NEXT: call void @NRT_incref(ptr %p)
; PATTERNS-NEXT: store ptr %p, ptr %slot, align 8
; PATTERNS-NEXT: switch i32 %way, label %a [
; PATTERNS-NEXT: i32 0, label %b
; PATTERNS-NEXT: i32 1, label %c
; PATTERNS-NEXT: ]
; PATTERNS: a:
; PATTERNS-NEXT: %count.a = call i64 @NRT_MemInfo_refcount(ptr %p)
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: br label %join
; PATTERNS: b:
; PATTERNS-NEXT: %count.b = call i64 @NRT_MemInfo_refcount(ptr %p)
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: br label %join
; PATTERNS: c:
; PATTERNS-NEXT: %count.c = call i64 @NRT_MemInfo_refcount(ptr %p)
; PATTERNS-NEXT: call void @NRT_decref(ptr %p)
; PATTERNS-NEXT: br label %join
; PATTERNS: join:
; PATTERNS-NEXT: ret void
; PATTERNS-NEXT: }
; PLACED-LABEL: define {{.*}}@placed_where_all_ways_join(
; PLACED-NEXT: entry:
; PLACED-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; PLACED-NEXT: call void @NRT_incref(ptr %p)
; PLACED-NEXT: store ptr %p, ptr %slot, align 8
; PLACED-NEXT: switch i32 %way, label %a [
; PLACED-NEXT: i32 0, label %b
; PLACED-NEXT: i32 1, label %c
; PLACED-NEXT: ]
; PLACED: a:
; PLACED-NEXT: %count.a = call i64 @NRT_MemInfo_refcount(ptr %p)
; PLACED-NEXT: br label %join
; PLACED: b:
; PLACED-NEXT: %count.b = call i64 @NRT_MemInfo_refcount(ptr %p)
; PLACED-NEXT: br label %join
; PLACED: c:
; PLACED-NEXT: %count.c = call i64 @NRT_MemInfo_refcount(ptr %p)
; PLACED-NEXT: br label %join
; PLACED: join:
; PLACED-NEXT: call void @NRT_decref(ptr %p)
; PLACED-NEXT: ret void
; PLACED-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %p)
  store ptr %p, ptr %slot, align 8
  switch i32 %way, label %a [
    i32 0, label %b
    i32 1, label %c
  ]
a:
  %count.a = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes PLACED
  br label %join
b:
  %count.b = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes PLACED
  br label %join
c:
  %count.c = call i64 @NRT_MemInfo_refcount(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes PLACED
  br label %join
join:
  ; comes PLACED => call void @NRT_decref(ptr %p)
  ret void
}

attributes #0 = { "exec-skip"="allocation does not unwind in the harness" }
