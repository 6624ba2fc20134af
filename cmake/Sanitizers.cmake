# REFPRUNE_SANITIZE=address+undefined or thread instruments all our code; LLVM itself stays as it is.
set(REFPRUNE_SANITIZE "" CACHE STRING "Instrument our code: address+undefined, thread, or empty")
set_property(CACHE REFPRUNE_SANITIZE PROPERTY STRINGS "" address+undefined thread)
if(REFPRUNE_SANITIZE STREQUAL "address+undefined")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  # Without LLVM's own type information UBSan's virtual call check has nothing to compare with.
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-sanitize=vptr>)
  add_link_options(-fsanitize=address,undefined)
  set(runtime_name libasan.so)
elseif(REFPRUNE_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
  set(runtime_name libtsan.so)
elseif(REFPRUNE_SANITIZE)
  message(FATAL_ERROR "REFPRUNE_SANITIZE is address+undefined, thread or empty, "
    "not '${REFPRUNE_SANITIZE}'")
endif()

# A host such as opt is not instrumented: it must load the runtime before our plugin does.
if(REFPRUNE_SANITIZE)
  execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=${runtime_name}
    OUTPUT_VARIABLE REFPRUNE_SANITIZER_RUNTIME OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
