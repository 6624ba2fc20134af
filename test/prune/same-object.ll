; One object under several names: what certainly names the same object counts as the same operand.
; RUN: %prune[patterns] %s | FileCheck %s
; RUN: %prune %s | FileCheck %s

declare void @NRT_incref(ptr)
declare void @NRT_decref(ptr)
declare void @use(ptr)
declare i1 @cond()

declare ptr @same(ptr returned)
declare ptr @other(ptr)

define void @goes_phi_of_one_pointer(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_phi_of_one_pointer(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ %p, %right ]
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %x = phi ptr [ %p, %left ], [ %p, %right ]
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}

define void @goes_phi_of_itself(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_phi_of_itself(
; CHECK-NEXT: entry:
; CHECK-NEXT: br label %loop
; CHECK: loop:
; CHECK-NEXT: %x = phi ptr [ %p, %entry ], [ %x, %loop ]
; CHECK-NEXT: call void @use(ptr %x)
; CHECK-NEXT: %again = call i1 @cond()
; CHECK-NEXT: br i1 %again, label %loop, label %done
; CHECK: done:
; CHECK-NEXT: %x.lcssa = phi ptr [ %x, %loop ]
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  br label %loop
loop:
  %x = phi ptr [ %p, %entry ], [ %x, %loop ]
  call void @use(ptr %x)
  %again = call i1 @cond()
  br i1 %again, label %loop, label %done
done:
  %x.lcssa = phi ptr [ %x, %loop ]
  call void @NRT_decref(ptr %x.lcssa)   ; goes
  ret void
}

define void @goes_select_of_one_pointer(ptr %p, i1 %way) {
; CHECK-LABEL: define {{.*}}@goes_select_of_one_pointer(
; CHECK-NEXT: entry:
; CHECK-NEXT: %x = select i1 %way, ptr %p, ptr %p
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %x = select i1 %way, ptr %p, ptr %p
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}

define void @goes_casts(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_casts(
; CHECK-NEXT: entry:
; CHECK-NEXT: %zero = getelementptr i8, ptr %p, i64 0
; CHECK-NEXT: %field = getelementptr { ptr, i64 }, ptr %zero, i64 0, i32 0
; CHECK-NEXT: %cast = bitcast ptr %field to ptr
; CHECK-NEXT: %frozen = freeze ptr %cast
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %zero = getelementptr i8, ptr %p, i64 0
  %field = getelementptr { ptr, i64 }, ptr %zero, i64 0, i32 0
  %cast = bitcast ptr %field to ptr
  %frozen = freeze ptr %cast
  call void @NRT_decref(ptr %frozen)   ; goes
  ret void
}

define void @goes_integer_and_back(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_integer_and_back(
; CHECK-NEXT: entry:
; CHECK-NEXT: %address = ptrtoint ptr %p to i64
; CHECK-NEXT: %x = inttoptr i64 %address to ptr
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %address = ptrtoint ptr %p to i64
  %x = inttoptr i64 %address to ptr
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}

define void @goes_returned_argument(ptr %p) {
; CHECK-LABEL: define {{.*}}@goes_returned_argument(
; CHECK-NEXT: entry:
; CHECK-NEXT: %x = call ptr @same(ptr %p)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %x = call ptr @same(ptr %p)
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}

define void @goes_through_an_aggregate(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_through_an_aggregate(
; CHECK-NEXT: entry:
; CHECK-NEXT: %first = insertvalue { ptr, ptr } poison, ptr %p, 0
; CHECK-NEXT: %both = insertvalue { ptr, ptr } %first, ptr %q, 1
; CHECK-NEXT: %x = extractvalue { ptr, ptr } %both, 0
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %first = insertvalue { ptr, ptr } poison, ptr %p, 0
  %both = insertvalue { ptr, ptr } %first, ptr %q, 1
  %x = extractvalue { ptr, ptr } %both, 0
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}

define void @goes_through_a_phi_of_aggregates(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@goes_through_a_phi_of_aggregates(
; CHECK-NEXT: entry:
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: %a = insertvalue { ptr, i64 } poison, ptr %p, 0
; CHECK-NEXT: %a1 = insertvalue { ptr, i64 } %a, i64 1, 1
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: %b = insertvalue { ptr, i64 } poison, ptr %p, 0
; CHECK-NEXT: %b2 = insertvalue { ptr, i64 } %b, i64 2, 1
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %array = phi { ptr, i64 } [ %a1, %left ], [ %b2, %right ]
; CHECK-NEXT: %x = extractvalue { ptr, i64 } %array, 0
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)   ; goes
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  %a = insertvalue { ptr, i64 } poison, ptr %p, 0
  %a1 = insertvalue { ptr, i64 } %a, i64 1, 1
  br label %join
right:
  %b = insertvalue { ptr, i64 } poison, ptr %p, 0
  %b2 = insertvalue { ptr, i64 } %b, i64 2, 1
  br label %join
join:
  %array = phi { ptr, i64 } [ %a1, %left ], [ %b2, %right ]
  %x = extractvalue { ptr, i64 } %array, 0
  call void @NRT_decref(ptr %x)   ; goes
  ret void
}

; The twins: names that need not be the same object.
define void @kept_phi_of_two_pointers(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_phi_of_two_pointers(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %way = call i1 @cond()
; CHECK-NEXT: br i1 %way, label %left, label %right
; CHECK: left:
; CHECK-NEXT: br label %join
; CHECK: right:
; CHECK-NEXT: br label %join
; CHECK: join:
; CHECK-NEXT: %x = phi ptr [ %p, %left ], [ %q, %right ]
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %way = call i1 @cond()
  br i1 %way, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %x = phi ptr [ %p, %left ], [ %q, %right ]
  call void @NRT_decref(ptr %x)
  ret void
}

define void @kept_select_of_two_pointers(ptr %p, ptr %q, i1 %way) {
; CHECK-LABEL: define {{.*}}@kept_select_of_two_pointers(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %x = select i1 %way, ptr %p, ptr %q
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %x = select i1 %way, ptr %p, ptr %q
  call void @NRT_decref(ptr %x)
  ret void
}

define void @kept_inside_the_object(ptr %p) #0 {
; CHECK-LABEL: define {{.*}}@kept_inside_the_object(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %x = getelementptr i8, ptr %p, i64 8
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %x = getelementptr i8, ptr %p, i64 8
  call void @NRT_decref(ptr %x)
  ret void
}

define void @kept_other_field(ptr %p, ptr %q) {
; CHECK-LABEL: define {{.*}}@kept_other_field(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %first = insertvalue { ptr, ptr } poison, ptr %p, 0
; CHECK-NEXT: %both = insertvalue { ptr, ptr } %first, ptr %q, 1
; CHECK-NEXT: %x = extractvalue { ptr, ptr } %both, 1
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %first = insertvalue { ptr, ptr } poison, ptr %p, 0
  %both = insertvalue { ptr, ptr } %first, ptr %q, 1
  %x = extractvalue { ptr, ptr } %both, 1
  call void @NRT_decref(ptr %x)
  ret void
}

define void @kept_unmarked_result(ptr %p) {
; CHECK-LABEL: define {{.*}}@kept_unmarked_result(
; CHECK-NEXT: entry:
; CHECK-NEXT: call void @NRT_incref(ptr %p)
; CHECK-NEXT: %x = call ptr @other(ptr %p)
; CHECK-NEXT: call void @NRT_decref(ptr %x)
; CHECK-NEXT: ret void
; CHECK-NEXT: }
entry:
  call void @NRT_incref(ptr %p)
  %x = call ptr @other(ptr %p)
  call void @NRT_decref(ptr %x)
  ret void
}

attributes #0 = { "exec-skip"="not the address of an object" }
