; Further arguments may say what kind of object it is. Where they differ, no copy of one operation will do for
; another object, so none is placed anew; what stands there may go.
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr, ptr)
declare void @use(ptr)
declare void @list(ptr)
declare void @array(ptr)
declare i1 @cond()

; Held once around the loop, %x would be decremented behind it, but by whose destructor?
define void @kept_in_the_loop(ptr %x, ptr %other) #0 {
; CHECK-LABEL: define {{.*}}@kept_in_the_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %other, ptr @array)
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: call void @NRT_decref(ptr %other, ptr @array)
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: call void @NRT_decref(ptr %x, ptr @list)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %other, ptr @array)
  call void @use(ptr %x)
  br label %loop
loop:
  call void @NRT_incref(ptr %x)
  call void @NRT_decref(ptr %other, ptr @array)
  call void @use(ptr %x)
  call void @NRT_decref(ptr %x, ptr @list)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @use(ptr %x)
  ret void
}

; The twin: all are of one kind.
define void @goes_out_of_the_loop(ptr %x, ptr %other) #0 {
; CHECK-LABEL: define {{.*}}@goes_out_of_the_loop(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_decref(ptr %other, ptr @list)
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: call void @NRT_incref(ptr %x)
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: call void @NRT_decref(ptr %other, ptr @list)
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: call void @NRT_decref(ptr %x, ptr @list)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_decref(ptr %other, ptr @list)
  call void @use(ptr %x)
  ; comes CHECK => call void @NRT_incref(ptr %x)
  br label %loop
loop:
  call void @NRT_incref(ptr %x)   ; goes
  call void @NRT_decref(ptr %other, ptr @list)
  call void @use(ptr %x)
  call void @NRT_decref(ptr %x, ptr @list)   ; goes
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  call void @use(ptr %x)
  ; comes CHECK => call void @NRT_decref(ptr %x, ptr @list)
  ret void
}

attributes #0 = { "exec-skip"="the runtime's functions have another signature" }
