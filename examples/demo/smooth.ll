; Made by make_module.py from smooth.py with Numba 0.68.1 and llvmlite 0.50.0: do not edit.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

@.const.picklebuf = external hidden constant { ptr, i32, ptr, ptr, i32 }

define range(i32 -1, -2) i32 @smooth(ptr noalias captures(none) %retptr, ptr noalias captures(none) %excinfo, ptr %arg.signal.0, ptr %arg.signal.1, i64 %arg.signal.2, i64 %arg.signal.3, ptr %arg.signal.4, i64 %arg.signal.5.0, i64 %arg.signal.6.0, i64 %arg.rounds) {
B0:
  %.184 = alloca { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] }, align 8
  %.fca.1.gep = getelementptr inbounds nuw i8, ptr %.184, i64 8
  %.fca.2.gep = getelementptr inbounds nuw i8, ptr %.184, i64 16
  %.fca.3.gep = getelementptr inbounds nuw i8, ptr %.184, i64 24
  %.fca.4.gep = getelementptr inbounds nuw i8, ptr %.184, i64 32
  %.fca.5.0.gep = getelementptr inbounds nuw i8, ptr %.184, i64 40
  %.fca.6.0.gep = getelementptr inbounds nuw i8, ptr %.184, i64 48
  %excinfo.1 = alloca ptr, align 8
  store ptr null, ptr %excinfo.1, align 8
  tail call void @NRT_incref(ptr %arg.signal.0)
  %.31 = icmp slt i64 %arg.signal.5.0, 3
  br i1 %.31, label %B42, label %B72.endif

common.ret:                                       ; preds = %B104.if.if, %B138, %B42
  %common.ret.op = phi i32 [ 1, %B42 ], [ 0, %B138 ], [ %.190, %B104.if.if ]
  ret i32 %common.ret.op

B42:                                              ; preds = %B0
  tail call void @NRT_decref(ptr %arg.signal.0)
  store ptr @.const.picklebuf, ptr %excinfo, align 8, !numba_exception_output !0
  br label %common.ret

B104:                                             ; preds = %B104.endif, %B104.preheader
  %signal.2.sroa.0.0179 = phi ptr [ %.200.fca.0.load, %B104.endif ], [ %arg.signal.0, %B104.preheader ]
  %signal.2.sroa.9.0178 = phi ptr [ %.200.fca.1.load, %B104.endif ], [ %arg.signal.1, %B104.preheader ]
  %signal.2.sroa.18.0177 = phi i64 [ %.200.fca.2.load, %B104.endif ], [ %arg.signal.2, %B104.preheader ]
  %signal.2.sroa.27.0176 = phi i64 [ %.200.fca.3.load, %B104.endif ], [ %arg.signal.3, %B104.preheader ]
  %signal.2.sroa.36.0175 = phi ptr [ %.200.fca.4.load, %B104.endif ], [ %arg.signal.4, %B104.preheader ]
  %signal.2.sroa.45.0174 = phi i64 [ %.200.fca.5.0.load, %B104.endif ], [ %arg.signal.5.0, %B104.preheader ]
  %signal.2.sroa.54.0173 = phi i64 [ %.200.fca.6.0.load, %B104.endif ], [ %arg.signal.6.0, %B104.preheader ]
  %.143168172 = phi i64 [ %.153, %B104.endif ], [ %arg.rounds, %B104.preheader ]
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(56) %.184, i8 0, i64 56, i1 false)
  %.190 = call i32 @average(ptr nonnull %.184, ptr nonnull %excinfo.1, ptr %signal.2.sroa.0.0179, ptr %signal.2.sroa.9.0178, i64 %signal.2.sroa.18.0177, i64 %signal.2.sroa.27.0176, ptr %signal.2.sroa.36.0175, i64 %signal.2.sroa.45.0174, i64 %signal.2.sroa.54.0173)
  switch i32 %.190, label %B104.if.if [
    i32 -2, label %B104.endif
    i32 0, label %B104.endif
  ], !prof !1

B138:                                             ; preds = %B104.endif, %B72.endif
  %signal.2.sroa.54.0.lcssa = phi i64 [ %arg.signal.6.0, %B72.endif ], [ %.200.fca.6.0.load, %B104.endif ]
  %signal.2.sroa.45.0.lcssa = phi i64 [ %arg.signal.5.0, %B72.endif ], [ %.200.fca.5.0.load, %B104.endif ]
  %signal.2.sroa.36.0.lcssa = phi ptr [ %arg.signal.4, %B72.endif ], [ %.200.fca.4.load, %B104.endif ]
  %signal.2.sroa.27.0.lcssa = phi i64 [ %arg.signal.3, %B72.endif ], [ %.200.fca.3.load, %B104.endif ]
  %signal.2.sroa.18.0.lcssa = phi i64 [ %arg.signal.2, %B72.endif ], [ %.200.fca.2.load, %B104.endif ]
  %signal.2.sroa.9.0.lcssa = phi ptr [ %arg.signal.1, %B72.endif ], [ %.200.fca.1.load, %B104.endif ]
  %signal.2.sroa.0.0.lcssa = phi ptr [ %arg.signal.0, %B72.endif ], [ %.200.fca.0.load, %B104.endif ]
  tail call void @NRT_incref(ptr %signal.2.sroa.0.0.lcssa)
  tail call void @NRT_decref(ptr %signal.2.sroa.0.0.lcssa)
  store ptr %signal.2.sroa.0.0.lcssa, ptr %retptr, align 8
  %retptr.repack149 = getelementptr inbounds nuw i8, ptr %retptr, i64 8
  store ptr %signal.2.sroa.9.0.lcssa, ptr %retptr.repack149, align 8
  %retptr.repack151 = getelementptr inbounds nuw i8, ptr %retptr, i64 16
  store i64 %signal.2.sroa.18.0.lcssa, ptr %retptr.repack151, align 8
  %retptr.repack153 = getelementptr inbounds nuw i8, ptr %retptr, i64 24
  store i64 %signal.2.sroa.27.0.lcssa, ptr %retptr.repack153, align 8
  %retptr.repack155 = getelementptr inbounds nuw i8, ptr %retptr, i64 32
  store ptr %signal.2.sroa.36.0.lcssa, ptr %retptr.repack155, align 8
  %retptr.repack157 = getelementptr inbounds nuw i8, ptr %retptr, i64 40
  store i64 %signal.2.sroa.45.0.lcssa, ptr %retptr.repack157, align 8
  %retptr.repack159 = getelementptr inbounds nuw i8, ptr %retptr, i64 48
  store i64 %signal.2.sroa.54.0.lcssa, ptr %retptr.repack159, align 8
  br label %common.ret

B72.endif:                                        ; preds = %B0
  tail call void @NRT_incref(ptr %arg.signal.0)
  tail call void @NRT_decref(ptr null)
  tail call void @NRT_decref(ptr %arg.signal.0)
  %.144170.not = icmp slt i64 %arg.rounds, 1
  br i1 %.144170.not, label %B138, label %B104.preheader

B104.preheader:                                   ; preds = %B72.endif
  br label %B104

B104.endif:                                       ; preds = %B104, %B104
  %.153 = add nsw i64 %.143168172, -1
  %.200.fca.0.load = load ptr, ptr %.184, align 8
  %.200.fca.1.load = load ptr, ptr %.fca.1.gep, align 8
  %.200.fca.2.load = load i64, ptr %.fca.2.gep, align 8
  %.200.fca.3.load = load i64, ptr %.fca.3.gep, align 8
  %.200.fca.4.load = load ptr, ptr %.fca.4.gep, align 8
  %.200.fca.5.0.load = load i64, ptr %.fca.5.0.gep, align 8
  %.200.fca.6.0.load = load i64, ptr %.fca.6.0.gep, align 8
  tail call void @NRT_incref(ptr %.200.fca.0.load)
  tail call void @NRT_decref(ptr %signal.2.sroa.0.0179)
  tail call void @NRT_decref(ptr %.200.fca.0.load)
  %.144 = icmp sgt i64 %.143168172, 1
  br i1 %.144, label %B104, label %B138

B104.if.if:                                       ; preds = %B104
  %.198.not = icmp eq i32 %.190, 0
  %.191 = load ptr, ptr %excinfo.1, align 8
  %.199 = select i1 %.198.not, ptr undef, ptr %.191
  store ptr %.199, ptr %excinfo, align 8
  br label %common.ret
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #0

declare range(i32 0, 2) i32 @average(ptr noalias writeonly captures(none), ptr noalias writeonly captures(none), ptr, ptr readnone captures(none), i64, i64, ptr readonly captures(none), i64, i64)

; Function Attrs: mustprogress nofree noinline norecurse nounwind willreturn memory(argmem: readwrite)
declare void @NRT_incref(ptr captures(address_is_null)) #1

; Function Attrs: noinline
declare void @NRT_decref(ptr) #2

attributes #0 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #1 = { mustprogress nofree noinline norecurse nounwind willreturn memory(argmem: readwrite) }
attributes #2 = { noinline }

!0 = !{i1 true}
!1 = !{!"branch_weights", i32 1, i32 49, i32 49}
