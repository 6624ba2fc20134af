; What test/unit/split_edges.c prunes. Each was once left as it stood, but reported as changed: an operation
; was placed on the split edges and, by another estimate of frequencies, placed back.

define void @into_a_raising_block(ptr %excinfo, ptr %p, i1 %way) {
entry:
  br i1 %way, label %raise, label %rest
raise:
  %x = phi ptr [ null, %entry ], [ %p, %rest ]
  store ptr null, ptr %excinfo, align 8, !numba_exception_output !0
  call void @NRT_incref(ptr %x)
  br label %rest
rest:
  call void @NRT_incref(ptr %p)
  br i1 %way, label %done, label %raise
done:
  ret void
}

define void @around_a_raising_block(ptr %p, i32 %way) {
entry:
  br label %raise
raise:
  store ptr null, ptr %p, align 8, !numba_exception_output !0
  br label %loop
loop:
  call void @NRT_incref(ptr %p)
  switch i32 %way, label %loop [
    i32 1, label %raise
    i32 2, label %done
  ]
done:
  ret void
}

; Nothing is placed here. The phi is made anew, and goes on to say what it says.
define i32 @into_a_phi_that_says_more(ptr %p, i1 %way, i32 %a, i32 %b) {
entry:
  br i1 %way, label %left, label %join
left:
  br i1 %way, label %join, label %done
join:
  %number = phi i32 [ %a, %entry ], [ %b, %left ], !note !1, !origin !2
  call void @NRT_incref(ptr %p)
  ret i32 %number
done:
  ret i32 0
}

declare void @NRT_incref(ptr)

!0 = !{}
!1 = !{!"kept"}
!2 = !{!1}
