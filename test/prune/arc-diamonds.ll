; Pairs around diamonds, as in the tests of ObjCARC.
; RUN: %prune[all;mode=contract] %s | FileCheck %s --check-prefixes=CHECK,CONTRACT
; RUN: %prune[all;mode=strict] %s | FileCheck %s --check-prefixes=CHECK,STRICT

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare void @work()
declare i1 @cond()

define void @stores_in_the_arms(ptr %p, ptr %slot) {
; CHECK-LABEL: define {{.*}}@stores_in_the_arms(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = load i1, ptr %slot, align 1
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: store i64 7, ptr %slot, align 8
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: store i64 8, ptr %slot, align 8
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = load i1, ptr %slot, align 1
  br i1 %way, label %left, label %right
left:
  store i64 7, ptr %slot, align 8
  br label %join
right:
  store i64 8, ptr %slot, align 8
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @call_before_use_behind(ptr %p, i1 %first, i1 %second) {
; CONTRACT-LABEL: define {{.*}}@call_before_use_behind(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %first, label %left, label %right
; CONTRACT: left:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: br label %middle
; CONTRACT: right:
; CONTRACT-NEXT: br label %middle
; CONTRACT: middle:
; CONTRACT-NEXT: br i1 %second, label %uses, label %skips
; CONTRACT: uses:
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: br label %join
; CONTRACT: skips:
; CONTRACT-NEXT: br label %join
; CONTRACT: join:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@call_before_use_behind(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %first, label %left, label %right
; STRICT: left:
; STRICT-NEXT: call void @work()
; STRICT-NEXT: br label %middle
; STRICT: right:
; STRICT-NEXT: br label %middle
; STRICT: middle:
; STRICT-NEXT: br i1 %second, label %uses, label %skips
; STRICT: uses:
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: br label %join
; STRICT: skips:
; STRICT-NEXT: br label %join
; STRICT: join:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  br i1 %first, label %left, label %right
left:
  call void @work()
  br label %middle
right:
  br label %middle
middle:
  br i1 %second, label %uses, label %skips
uses:
  %data = load i64, ptr %p, align 8
  br label %join
skips:
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; To sink the pair into the arm with the call, its decref would have to move up from the join, where LB = 1.
define void @call_and_use_in_one_arm(ptr %p, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@call_and_use_in_one_arm(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %left, label %right
; CONTRACT: left:
; CONTRACT-NEXT: br label %join
; CONTRACT: right:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: br label %join
; CONTRACT: join:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@call_and_use_in_one_arm(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %way, label %left, label %right
; STRICT: left:
; STRICT-NEXT: br label %join
; STRICT: right:
; STRICT-NEXT: call void @work()
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: br label %join
; STRICT: join:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  br i1 %way, label %left, label %right
left:
  br label %join
right:
  call void @work()
  %data = load i64, ptr %p, align 8
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; With a decref on each arm the incref alone sinks to the one with the call.
define void @decref_on_both_arms_call_on_one(ptr %p, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@decref_on_both_arms_call_on_one(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %left, label %right
; CONTRACT: left:
; CONTRACT-NEXT: ret void
; CONTRACT: right:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@decref_on_both_arms_call_on_one(
; STRICT-NEXT: entry:
; STRICT-NEXT: br i1 %way, label %left, label %right
; STRICT: left:
; STRICT-NEXT: ret void
; STRICT: right:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
right:
  ; comes STRICT => call void @NRT_incref(ptr %p)
  call void @work()
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; The call stands before the branch: nothing to sink, and the decrefs do not move up to be merged.
define void @call_before_two_decrefs(ptr %p, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@call_before_two_decrefs(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: br i1 %way, label %left, label %right
; CONTRACT: left:
; CONTRACT-NEXT: ret void
; CONTRACT: right:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@call_before_two_decrefs(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: br i1 %way, label %left, label %right
; STRICT: left:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT: right:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  call void @work()
  %data = load i64, ptr %p, align 8
  br i1 %way, label %left, label %right
left:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
right:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; Fan-in: each arm takes what the join gives back.
define void @incref_on_both_arms(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@incref_on_both_arms(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: call void @work()
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)   ; goes
  br label %join
right:
  call void @work()
  call void @NRT_incref(ptr %p)   ; goes
  br label %join
join:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @incref_on_both_arms_decref_on_both(ptr %p, i1 %way, i1 %later) {
; CHECK-LABEL: define {{.*}}@incref_on_both_arms_decref_on_both(
; CHECK-NEXT: entry:
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %middle
; CHECK: right:
; CHECK-NEXT: call void @work()
; CHECK-NEXT: br label %middle
; CHECK: middle:
; CHECK-NEXT: br i1 %later, label %first, label %second
; CHECK: first:
; CHECK-NEXT: call void @work()
; CHECK-NEXT: ret void
; CHECK: second:
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  br i1 %way, label %left, label %right
left:
  call void @NRT_incref(ptr %p)   ; goes
  br label %middle
right:
  call void @work()
  call void @NRT_incref(ptr %p)   ; goes
  br label %middle
middle:
  br i1 %later, label %first, label %second
first:
  call void @NRT_decref(ptr %p)   ; goes
  call void @work()
  ret void
second:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

; The triangle's other way has a decref of its own, so the incref sinks into the arm.
define void @triangle_with_two_exits(ptr %p, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@triangle_with_two_exits(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %arm, label %done
; CONTRACT: arm:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: ret void
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@triangle_with_two_exits(
; STRICT-NEXT: entry:
; STRICT-NEXT: br i1 %way, label %arm, label %done
; STRICT: arm:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @work()
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT: done:
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %arm, label %done
arm:
  ; comes STRICT => call void @NRT_incref(ptr %p)
  call void @work()
  %data = load i64, ptr %p, align 8
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
done:
  call void @NRT_decref(ptr %p)   ; goes
  ret void
}

define void @triangle_with_one_exit(ptr %p, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@triangle_with_one_exit(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %arm, label %done
; CONTRACT: arm:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: %data = load i64, ptr %p, align 8
; CONTRACT-NEXT: br label %done
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@triangle_with_one_exit(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %way, label %arm, label %done
; STRICT: arm:
; STRICT-NEXT: call void @work()
; STRICT-NEXT: %data = load i64, ptr %p, align 8
; STRICT-NEXT: br label %done
; STRICT: done:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  br i1 %way, label %arm, label %done
arm:
  call void @work()
  %data = load i64, ptr %p, align 8
  br label %done
done:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
}

; Net +1 on one of two ways: the incref stays on that way only. In strict mode nothing proves a reference
; behind the call (LB = 0), and the edge on which a decref would be needed leads to LB = 1.
define void @one_exit_lacks_the_decref(ptr %p, i1 %way, i1 %other) {
; CONTRACT-LABEL: define {{.*}}@one_exit_lacks_the_decref(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %left, label %right
; CONTRACT: left:
; CONTRACT-NEXT: br label %done
; CONTRACT: right:
; CONTRACT-NEXT: call void @work()
; CONTRACT-NEXT: br i1 %other, label %done, label %leaks
; CONTRACT: done:
; CONTRACT-NEXT: ret void
; CONTRACT: leaks:
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@one_exit_lacks_the_decref(
; STRICT-NEXT: entry:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: br i1 %way, label %left, label %right
; STRICT: left:
; STRICT-NEXT: br label %done
; STRICT: right:
; STRICT-NEXT: call void @work()
; STRICT-NEXT: br i1 %other, label %done, label %leaks
; STRICT: done:
; STRICT-NEXT: call void @NRT_decref(ptr %p)
; STRICT-NEXT: ret void
; STRICT: leaks:
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes CONTRACT
  br i1 %way, label %left, label %right
left:
  br label %done
right:
  call void @work()
  br i1 %other, label %done, label %leaks
done:
  call void @NRT_decref(ptr %p)   ; goes CONTRACT
  ret void
leaks:
  ; comes CONTRACT => call void @NRT_incref(ptr %p)
  ret void
}

; Two references and no call: both sink to the exit that keeps them.
define void @two_increfs_one_exit_without_decrefs(ptr %p, i1 %way) {
; CONTRACT-LABEL: define {{.*}}@two_increfs_one_exit_without_decrefs(
; CONTRACT-NEXT: entry:
; CONTRACT-NEXT: br i1 %way, label %releases, label %leaks
; CONTRACT: releases:
; CONTRACT-NEXT: ret void
; CONTRACT: leaks:
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: call void @NRT_incref(ptr %p)
; CONTRACT-NEXT: ret void
; CONTRACT-NEXT: }
; STRICT-LABEL: define {{.*}}@two_increfs_one_exit_without_decrefs(
; STRICT-NEXT: entry:
; STRICT-NEXT: br i1 %way, label %releases, label %leaks
; STRICT: releases:
; STRICT-NEXT: ret void
; STRICT: leaks:
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: call void @NRT_incref(ptr %p)
; STRICT-NEXT: ret void
; STRICT-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  call void @NRT_incref(ptr %p)   ; goes
  br i1 %way, label %releases, label %leaks
releases:
  call void @NRT_decref(ptr %p)   ; goes
  call void @NRT_decref(ptr %p)   ; goes
  ret void
leaks:
  ; comes CONTRACT STRICT => call void @NRT_incref(ptr %p)
  ; comes CONTRACT STRICT => call void @NRT_incref(ptr %p)
  ret void
}
