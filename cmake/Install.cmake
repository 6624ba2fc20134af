# What `cmake --install` puts below the prefix. Every file of one LLVM has its major in the name, so
# that builds for two can share a prefix; the CMake package `refprune` is one for all of them.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/refprune)
set(plugin_dir ${CMAKE_INSTALL_LIBDIR}/refprune)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/refprune DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN *.h)
install(TARGETS refprune EXPORT refprune-${LLVM_VERSION_MAJOR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS refprune-plugin EXPORT refprune-${LLVM_VERSION_MAJOR}
  LIBRARY DESTINATION ${plugin_dir})
install(TARGETS refprune-cli DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT refprune-${LLVM_VERSION_MAJOR} NAMESPACE refprune::
  FILE refprune-${LLVM_VERSION_MAJOR}-targets.cmake DESTINATION ${package_dir})

# The JIT needs the runtime, so it has an export of its own.
if(TARGET refprune-jit)
  install(TARGETS refprune-jit EXPORT refprune-jit-${LLVM_VERSION_MAJOR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT refprune-jit-${LLVM_VERSION_MAJOR} NAMESPACE refprune::
    FILE refprune-jit-${LLVM_VERSION_MAJOR}-targets.cmake DESTINATION ${package_dir})
endif()

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/refprune-config.cmake.in
  ${PROJECT_BINARY_DIR}/refprune-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/refprune-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/refprune-config.cmake
  ${PROJECT_BINARY_DIR}/refprune-config-version.cmake DESTINATION ${package_dir})

# The pkg-config files find their prefix from their own place, so --prefix may differ from the
# configured one. Absolute directories are allowed.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
  BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig OUTPUT_VARIABLE PC_UP)
foreach(kind LIBDIR INCLUDEDIR)
  cmake_path(IS_ABSOLUTE CMAKE_INSTALL_${kind} absolute)
  if(absolute)
    set(PC_${kind} "${CMAKE_INSTALL_${kind}}")
  else()
    set(PC_${kind} "\${prefix}/${CMAKE_INSTALL_${kind}}")
  endif()
endforeach()
set(packages refprune)
if(TARGET refprune-jit)
  list(APPEND packages refprune-jit)
endif()
foreach(package IN LISTS packages)
  set(file ${PROJECT_BINARY_DIR}/${package}-${LLVM_VERSION_MAJOR}.pc)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/${package}.pc.in ${file} @ONLY)
  install(FILES ${file} DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()

# The name without a number is the newest LLVM's that is installed there.
configure_file(${PROJECT_SOURCE_DIR}/cmake/link-newest.cmake.in
  ${PROJECT_BINARY_DIR}/link-newest.cmake @ONLY)
install(SCRIPT ${PROJECT_BINARY_DIR}/link-newest.cmake)
