; This comment would not survive a round trip through LLVM.
define   i32   @plain() {
  ret i32 7
}
