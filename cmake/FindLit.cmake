# Sets LIT_COMMAND to a list that runs lit, or leaves it empty. LLVM's own package names a file that
# Debian does not install, and 19 and 22 have lit in different places.
set(LIT_COMMAND)
set(lit_candidates ${LLVM_EXTERNAL_LIT} ${LLVM_TOOLS_BINARY_DIR}/llvm-lit ${LLVM_TOOLS_BINARY_DIR}/lit
  ${LLVM_INSTALL_PREFIX}/build/utils/lit/lit.py)
foreach(candidate IN LISTS lit_candidates)
  if(EXISTS ${candidate})
    set(LIT_COMMAND ${Python3_EXECUTABLE} ${candidate})
    break()
  endif()
endforeach()
if(NOT LIT_COMMAND)
  find_program(LIT_PROGRAM NAMES llvm-lit lit lit-${LLVM_VERSION_MAJOR})
  if(LIT_PROGRAM)
    set(LIT_COMMAND ${LIT_PROGRAM})
  endif()
endif()
