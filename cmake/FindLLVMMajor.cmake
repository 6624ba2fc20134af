# Finds LLVM and wraps its headers as refprune_llvm_headers (no library) and the library that
# programs link as refprune_llvm. find_package takes no version here on purpose: LLVM's version file
# accepts only an equal major.minor.
set(REFPRUNE_LLVM_MIN 19)
set(REFPRUNE_LLVM_MAX 22)
find_package(LLVM REQUIRED CONFIG)
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

add_library(refprune_llvm INTERFACE)
target_link_libraries(refprune_llvm INTERFACE refprune_llvm_headers LLVM)
