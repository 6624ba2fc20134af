; An operation that is gone has told nobody anything: what it was told of beside its object is not known elsewhere
; any more, and may be pruned at once.
; RUN: %prune[all;verify] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr, ptr)
declare ptr @NRT_MemInfo_alloc(i64)
declare ptr @owner()
declare void @use(ptr)

define i64 @goes_no_longer_told_of(ptr %q, ptr %r, ptr %x, i1 %way) #0 {
; CHECK-LABEL: define {{.*}}@goes_no_longer_told_of(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: call void @NRT_decref(ptr %r, ptr null)
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %s = call ptr @owner()
; CHECK-NEXT: call void @NRT_decref(ptr %s, ptr null)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_incref(ptr %q)   ; goes
  call void @NRT_decref(ptr %q, ptr %p)   ; goes
  call void @NRT_incref(ptr %x)   ; goes
  br i1 %way, label %left, label %right
left:
  ; comes CHECK => call void @NRT_incref(ptr %x)
  call void @use(ptr %x)
  call void @NRT_decref(ptr %r, ptr null)
  br label %join
right:
  call void @use(ptr %x)
  call void @NRT_decref(ptr %x, ptr null)   ; goes
  br label %join
join:
  %s = call ptr @owner()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %s, ptr null)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p, ptr null)   ; goes
  ret i64 %head
}

define i64 @goes_told_by_nothing(ptr %x) #0 {
; CHECK-LABEL: define {{.*}}@goes_told_by_nothing(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: %s = call ptr @owner()
; CHECK-NEXT: call void @NRT_decref(ptr %s, ptr null)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_decref(ptr null, ptr %p)   ; goes
  %s = call ptr @owner()
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_decref(ptr %s, ptr null)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p, ptr null)   ; goes
  ret i64 %head
}

; The twin: the operation that is told stays.
define i64 @kept_told_of(ptr %q) #0 {
; CHECK-LABEL: define {{.*}}@kept_told_of(
; CHECK-NEXT: entry:
; CHECK-NEXT: %p = call ptr @NRT_MemInfo_alloc(i64 8)
; CHECK-NEXT: call void @NRT_decref(ptr %q, ptr %p)
; CHECK-NEXT: %s = call ptr @owner()
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %s, ptr null)
; CHECK-NEXT: %head = load i64, ptr %p, align 8
; CHECK-NEXT: call void @NRT_decref(ptr %p, ptr null)
; CHECK-NEXT: ret i64 %head
; CHECK-NEXT: }
entry:
  %p = call ptr @NRT_MemInfo_alloc(i64 8)
  call void @NRT_decref(ptr %q, ptr %p)
  %s = call ptr @owner()
  call void @NRT_incref(ptr %p)
  call void @NRT_decref(ptr %s, ptr null)
  %head = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p, ptr null)
  ret i64 %head
}

attributes #0 = { "exec-skip"="the runtime's functions have another signature" }
