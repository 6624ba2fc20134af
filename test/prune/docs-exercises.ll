; The exercises of docs/algorithm.md, with the answers that it gives.
; RUN: %prune %s | FileCheck %s --check-prefix=CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefix=STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)

define void @first(ptr %p, ptr %q) {
; CONTRACT-LABEL: define {{.*}}@first(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: call void @NRT_decref(ptr %q)
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: call void @NRT_decref(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@first(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %q)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @NRT_decref(ptr %q)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)
  ret void
}

define void @second(ptr %p, ptr %q, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@second(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %left, label %right
; CONTRACT: left:
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: call void @NRT_decref(ptr %q)
; CONTRACT-NEXT: br label %join
; CONTRACT: right:
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: br label %join
; CONTRACT: join:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@second(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %way, label %left, label %right
; STRICT: left:
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %q)
; STRICT-NEXT: br label %join
; STRICT: right:
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: br label %join
; STRICT: join:
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  br i1 %way, label %left, label %right
left:
  ; comes CONTRACT => call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %q)
  br label %join
right:
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  br label %join
join:
  ret void
}

define void @third(ptr %p, ptr %slot, i32 %way) {
; CONTRACT-LABEL: define {{.*}}@third(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: switch i32 %way, label %pass [
; CONTRACT-NEXT: i32 0, label %drop
; CONTRACT-NEXT: i32 1, label %keep
; CONTRACT-NEXT: ]
; CONTRACT: drop:
; CONTRACT-NEXT: call void @use(ptr %p)
; CONTRACT-NEXT: br label %join
; CONTRACT: keep:
; CONTRACT-NEXT: store ptr %p, ptr %slot, align 8
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: br label %join
; CONTRACT: pass:
; CONTRACT-NEXT: br label %join
; CONTRACT: join:
; CONTRACT-NEXT: %x = phi ptr [ null, %drop ], [ null, %keep ], [ %p, %pass ]
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@third(
; STRICT-NEXT: entry:
; STRICT-NEXT: switch i32 %way, label %pass [
; STRICT-NEXT: i32 0, label %drop
; STRICT-NEXT: i32 1, label %keep
; STRICT-NEXT: ]
; STRICT: drop:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @use(ptr %p)
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: br label %join
; STRICT: keep:
; STRICT-NEXT: store ptr %p, ptr %slot, align 8
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br label %join
; STRICT: pass:
; STRICT-NEXT: br label %join
; STRICT: join:
; STRICT-NEXT: %x = phi ptr [ null, %drop ], [ null, %keep ], [ %p, %pass ]
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  switch i32 %way, label %pass [
    i32 0, label %drop
    i32 1, label %keep
  ]
drop:
  ; comes STRICT => call void @NRT_incref(ptr %p)
  call void @use(ptr %p)
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  br label %join
keep:
  store ptr %p, ptr %slot, align 8
  ; comes CONTRACT STRICT => call void @NRT_incref(ptr %p)
  br label %join
pass:
  br label %join
join:
  %x = phi ptr [ null, %drop ], [ null, %keep ], [ %p, %pass ]
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}
