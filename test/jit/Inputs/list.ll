; A singly linked list: a node's data holds a number and the next node, to which it owns a reference.
; The destructor releases the next node. build makes N nodes, sum walks along them, naively.
declare ptr @NRT_MemInfo_alloc_dtor(i64, ptr)
declare ptr @NRT_MemInfo_data_fast(ptr)
declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)

define internal void @destroy_node(ptr %data, i64 %size, ptr %info) {
  %place = getelementptr i64, ptr %data, i64 1
  %next = load ptr, ptr %place
  call void @NRT_decref(ptr %next)
  ret void
}

; Returns a new reference. Takes none: the node gets a reference of its own to %next.
define internal ptr @make_node(i64 %number, ptr %next) {
  %node = call ptr @NRT_MemInfo_alloc_dtor(i64 16, ptr @destroy_node)
  call void @NRT_incref(ptr %node)
  %data = call ptr @NRT_MemInfo_data_fast(ptr %node)
  store i64 %number, ptr %data
  %place = getelementptr i64, ptr %data, i64 1
  call void @NRT_incref(ptr %next)
  store ptr %next, ptr %place
  call void @NRT_decref(ptr %node)
  ret ptr %node
}

define internal ptr @build(i64 %count) {
entry:
  br label %head
head:
  %i = phi i64 [ 0, %entry ], [ %above, %body ]
  %list = phi ptr [ null, %entry ], [ %longer, %body ]
  %done = icmp sge i64 %i, %count
  br i1 %done, label %exit, label %body
body:
  %longer = call ptr @make_node(i64 %i, ptr %list)
  call void @NRT_incref(ptr %longer)
  call void @NRT_decref(ptr %list)
  call void @NRT_decref(ptr %longer)
  %above = add i64 %i, 1
  br label %head
exit:
  ret ptr %list
}

; Walks with a reference to the current node, as a front end without an idea of borrowing does.
define internal i64 @sum(ptr %list) {
entry:
  call void @NRT_incref(ptr %list)
  br label %head
head:
  %node = phi ptr [ %list, %entry ], [ %next, %body ]
  %total = phi i64 [ 0, %entry ], [ %more, %body ]
  %done = icmp eq ptr %node, null
  br i1 %done, label %exit, label %body
body:
  call void @NRT_incref(ptr %node)
  %data = call ptr @NRT_MemInfo_data_fast(ptr %node)
  %number = load i64, ptr %data
  call void @NRT_decref(ptr %node)
  %more = add i64 %total, %number
  %place = getelementptr i64, ptr %data, i64 1
  %next = load ptr, ptr %place
  call void @NRT_incref(ptr %next)
  call void @NRT_decref(ptr %node)
  br label %head
exit:
  call void @NRT_decref(ptr %node)
  ret i64 %total
}

define i64 @main(i64 %count) {
  %list = call ptr @build(i64 %count)
  call void @NRT_incref(ptr %list)
  %total = call i64 @sum(ptr %list)
  call void @NRT_decref(ptr %list)
  call void @NRT_decref(ptr %list)
  ret i64 %total
}

; The list itself: its nodes die with the reference that is returned.
define ptr @make_list(i64 %count) {
  %list = call ptr @build(i64 %count)
  call void @NRT_incref(ptr %list)
  call void @NRT_decref(ptr %list)
  ret ptr %list
}
