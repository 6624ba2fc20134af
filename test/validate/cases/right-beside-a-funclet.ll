; A pair goes on a way that has nothing to do with the funclet, and what names the funclet stays.
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @work()
declare i32 @__CxxFrameHandler3(...)

define void @before(ptr %p) personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @work()
          to label %normal unwind label %pad
normal:
  call void @NRT_incref(ptr %p)
  call void @work()
  call void @NRT_decref(ptr %p)
  ret void
pad:
  %cleanup = cleanuppad within none []
  call void @NRT_incref(ptr %p) [ "funclet"(token %cleanup) ]
  cleanupret from %cleanup unwind to caller
}

define void @after(ptr %p) personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @work()
          to label %normal unwind label %pad
normal:
  call void @work()
  ret void
pad:
  %cleanup = cleanuppad within none []
  call void @NRT_incref(ptr %p) [ "funclet"(token %cleanup) ]
  cleanupret from %cleanup unwind to caller
}
