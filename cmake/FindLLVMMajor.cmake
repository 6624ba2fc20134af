# Finds LLVM and wraps its headers as refprune_llvm_headers (no library) and the library that
# programs link as refprune_llvm. find_package takes no version here on purpose: LLVM's version file
# accepts only an equal major.minor. Without -DLLVM_DIR= the newest supported LLVM of Debian's
# per-version prefixes is taken.
set(REFPRUNE_LLVM_MIN 19)
set(REFPRUNE_LLVM_MAX 22)
set(llvm_prefixes)
foreach(major RANGE ${REFPRUNE_LLVM_MAX} ${REFPRUNE_LLVM_MIN} -1)
  list(APPEND llvm_prefixes /usr/lib/llvm-${major})
endforeach()
find_package(LLVM REQUIRED CONFIG HINTS ${llvm_prefixes})
if(LLVM_VERSION_MAJOR LESS REFPRUNE_LLVM_MIN)
  message(FATAL_ERROR "refprune needs LLVM ${REFPRUNE_LLVM_MIN} to ${REFPRUNE_LLVM_MAX}, found "
    "${LLVM_PACKAGE_VERSION} in ${LLVM_DIR}; choose another with -DLLVM_DIR=")
elseif(LLVM_VERSION_MAJOR GREATER REFPRUNE_LLVM_MAX)
  message(WARNING "LLVM ${LLVM_PACKAGE_VERSION} is newer than refprune was tested with")
endif()

add_library(refprune_llvm_headers INTERFACE)
target_include_directories(refprune_llvm_headers SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
separate_arguments(llvm_definitions NATIVE_COMMAND ${LLVM_DEFINITIONS})
target_compile_definitions(refprune_llvm_headers INTERFACE ${llvm_definitions})
# Without type information of our own we ask for none of LLVM's classes, which the LLVM of a host need
# not have: Debian's has it, rustc's has not.
target_compile_options(refprune_llvm_headers INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions$<SEMICOLON>-fno-rtti>)

add_library(refprune_llvm INTERFACE)
target_link_libraries(refprune_llvm INTERFACE refprune_llvm_headers LLVM)
