# One INTERFACE target with the warnings that all our own code is clean under.
add_library(refprune_warnings INTERFACE)
set(common -Wall -Wextra -Wshadow -Wconversion)
set(c_only -Wstrict-prototypes -Wmissing-prototypes)
target_compile_options(refprune_warnings INTERFACE
  ${common} $<$<COMPILE_LANGUAGE:C>:${c_only}>)
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(refprune_warnings INTERFACE -Werror)
endif()
