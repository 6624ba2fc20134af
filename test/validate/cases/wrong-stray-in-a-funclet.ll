; A call within a funclet names the funclet in a bundle; the incref that came does not. By its counts it is right.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @work()
declare i32 @__CxxFrameHandler3(...)

define void @before(ptr %p) personality ptr @__CxxFrameHandler3 {
entry:
  call void @NRT_incref(ptr %p)
  invoke void @work()
          to label %normal unwind label %pad
normal:
  call void @NRT_decref(ptr %p)
  ret void
pad:
  %cleanup = cleanuppad within none []
  cleanupret from %cleanup unwind to caller
}

define void @after(ptr %p) personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @work()
          to label %normal unwind label %pad
normal:
  ret void
pad:
  %cleanup = cleanuppad within none []
  call void @NRT_incref(ptr %p)
  cleanupret from %cleanup unwind to caller
}
