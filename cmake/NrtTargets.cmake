# Targets of the runtime and their package. Needs NRT_SOURCES.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
find_package(Threads REQUIRED)

set(NRT_SOVERSION 0)

# What every library made from the sources has in common.
function(nrt_configure_target target output)
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_definitions(${target} PRIVATE NRT_VERSION="${PROJECT_VERSION}" ${ARGN})
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:refprune_warnings> PUBLIC Threads::Threads)
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME ${output} VERSION ${PROJECT_VERSION} SOVERSION ${NRT_SOVERSION}
    C_VISIBILITY_PRESET hidden POSITION_INDEPENDENT_CODE ON C_STANDARD 11 C_EXTENSIONS OFF)
endfunction()

# nrt_add_flavour(name [definition...]): shared library `name`, static library `name_static`.
function(nrt_add_flavour name)
  add_library(${name} SHARED ${NRT_SOURCES})
  add_library(${name}_static STATIC ${NRT_SOURCES})
  # Our own calls go to our own functions, directly.
  target_link_options(${name} PRIVATE -Wl,-Bsymbolic-functions)
  foreach(target ${name} ${name}_static)
    nrt_configure_target(${target} ${name} ${ARGN})
    add_library(refprune::${target} ALIAS ${target})
    install(TARGETS ${target} EXPORT nrt-targets
      LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT nrt
      ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT nrt)
  endforeach()
endfunction()

# `path` below the prefix, as a .pc file says it.
function(nrt_pc_path result path)
  if(IS_ABSOLUTE "${path}")
    set(${result} "${path}" PARENT_SCOPE)
  else()
    set(${result} "\${prefix}/${path}" PARENT_SCOPE)
  endif()
endfunction()

# Headers, the CMake package `nrt` (which the package `refprune` includes) and pkg-config files.
function(nrt_install)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/nrt ${PROJECT_SOURCE_DIR}/include/numba
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT nrt)

  set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/nrt)
  install(EXPORT nrt-targets NAMESPACE refprune:: DESTINATION ${package_dir} COMPONENT nrt)
  configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/NrtConfig.cmake.in
    ${PROJECT_BINARY_DIR}/nrt-config.cmake INSTALL_DESTINATION ${package_dir})
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/nrt-config-version.cmake
    COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/nrt-config.cmake ${PROJECT_BINARY_DIR}/nrt-config-version.cmake
    DESTINATION ${package_dir} COMPONENT nrt)

  # The prefix is found from where the file lies, so that an installed tree can be moved.
  set(pc_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
  if(IS_ABSOLUTE ${pc_dir})
    set(NRT_PC_PREFIX ${CMAKE_INSTALL_PREFIX})
  else()
    file(RELATIVE_PATH up /${pc_dir} /)
    set(NRT_PC_PREFIX "\${pcfiledir}/${up}")
  endif()
  nrt_pc_path(NRT_PC_LIBDIR ${CMAKE_INSTALL_LIBDIR})
  nrt_pc_path(NRT_PC_INCLUDEDIR ${CMAKE_INSTALL_INCLUDEDIR})
  foreach(NRT_PC_NAME nrt nrt_single)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/Nrt.pc.in ${PROJECT_BINARY_DIR}/${NRT_PC_NAME}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${NRT_PC_NAME}.pc DESTINATION ${pc_dir} COMPONENT nrt)
  endforeach()
endfunction()
