; Intrinsics are instructions by another name: what some return is the object, and some store what they are
; given. So with a function that only reads, and with assembler that hides a value.
; RUN: %prune[patterns] %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare i1 @cond()
declare ptr @llvm.launder.invariant.group.p0(ptr)
declare ptr @llvm.ptr.annotation.p0.p0(ptr, ptr, ptr, i32, ptr)
declare void @llvm.masked.compressstore.v2p0(<2 x ptr>, ptr, <2 x i1>)
declare ptr @look(ptr) memory(read)
declare ptr @look_inside(ptr nocapture) memory(read)

define i32 @kept_laundered(ptr %p, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_laundered(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = call ptr @llvm.launder.invariant.group.p0(ptr %p)
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = call ptr @llvm.launder.invariant.group.p0(ptr %p)
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_counted_laundered(ptr %p, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_counted_laundered(
; CHECK-NEXT: entry:
; CHECK-NEXT: %q = call ptr @llvm.launder.invariant.group.p0(ptr %p)
; CHECK-NEXT: call void @NRT_incref(ptr %q)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %q)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: store ptr %p, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  %q = call ptr @llvm.launder.invariant.group.p0(ptr %p)
  call void @NRT_incref(ptr %q)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %q)
  ret i32 0
raises:
  store ptr %p, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_annotated(ptr %p, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_annotated(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = call ptr @llvm.ptr.annotation.p0.p0(ptr %p, ptr null, ptr null, i32 0, ptr null)
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = call ptr @llvm.ptr.annotation.p0.p0(ptr %p, ptr null, ptr null, i32 0, ptr null)
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_stored_under_a_mask(ptr %p, <2 x i1> %mask, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_stored_under_a_mask(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %two = insertelement <2 x ptr> zeroinitializer, ptr %p, i32 0
; CHECK-NEXT: call void @llvm.masked.compressstore.v2p0(<2 x ptr> %two, ptr %payload, <2 x i1> %mask)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %two = insertelement <2 x ptr> zeroinitializer, ptr %p, i32 0
  call void @llvm.masked.compressstore.v2p0(<2 x ptr> %two, ptr %payload, <2 x i1> %mask)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_looked_at(ptr %p, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_looked_at(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = call ptr @look(ptr %p)
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = call ptr @look(ptr %p)
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @kept_hidden(ptr %p, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@kept_hidden(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: call void @NRT_decref(ptr %p)
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = call ptr asm "", "=r,0"(ptr %p)
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)
  ret i32 0
raises:
  %q = call ptr asm "", "=r,0"(ptr %p)
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

; The twins: what they return goes nowhere, is no pointer to the object, or has nothing to do with it.
define i32 @goes_laundered(ptr %p, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_laundered(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = call ptr @llvm.launder.invariant.group.p0(ptr %p)
; CHECK-NEXT: store ptr null, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %q = call ptr @llvm.launder.invariant.group.p0(ptr %p)
  store ptr null, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_looked_inside(ptr %p, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_looked_inside(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %q = call ptr @look_inside(ptr %p)
; CHECK-NEXT: store ptr %q, ptr %payload, align 8
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %q = call ptr @look_inside(ptr %p)
  store ptr %q, ptr %payload, align 8
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

define i32 @goes_another_under_a_mask(ptr %p, ptr %r, <2 x i1> %mask, ptr %payload, ptr %excinfo) #0 {
; CHECK-LABEL: define {{.*}}@goes_another_under_a_mask(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %plain, label %raises
; CHECK: plain:
; CHECK-NEXT: ret i32 0
; CHECK: raises:
; CHECK-NEXT: %two = insertelement <2 x ptr> zeroinitializer, ptr %r, i32 0
; CHECK-NEXT: call void @llvm.masked.compressstore.v2p0(<2 x ptr> %two, ptr %payload, <2 x i1> %mask)
; CHECK-NEXT: store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
; CHECK-NEXT: ret i32 1
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %plain, label %raises
plain:
  call void @NRT_decref(ptr %p)   ; goes
  ret i32 0
raises:
  %two = insertelement <2 x ptr> zeroinitializer, ptr %r, i32 0
  call void @llvm.masked.compressstore.v2p0(<2 x ptr> %two, ptr %payload, <2 x i1> %mask)
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  ret i32 1
}

attributes #0 = { "exec-skip"="the harness plays no such calls" }

!0 = !{i1 true}
