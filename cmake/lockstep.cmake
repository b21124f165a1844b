# SPDX-License-Identifier: GPL-3.0-or-later
# lockstep_library(name SOURCES ... [LINKS ...]): one static library per folder of core/ and ui/.
# lockstep_test(name SOURCES ... [LINKS ...]): one GoogleTest program, its tests known to ctest.
# lockstep_precompile(target of): parses the big headers once; `of` is tests, ui or ui_tests.

function(lockstep_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_library(lockstep_${name} STATIC ${arg_SOURCES})
  add_library(lockstep::${name} ALIAS lockstep_${name})
  target_link_libraries(lockstep_${name} PUBLIC lockstep::options ${arg_LINKS})
  if(lockstep_ui_options IN_LIST arg_LINKS)
    lockstep_precompile(lockstep_${name} ui)
  endif()
endfunction()

function(lockstep_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINKS;ENVIRONMENT" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gtest GTest::gmock GTest::gtest_main)
  lockstep_precompile(${name} tests)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT ${arg_TIMEOUT} ENVIRONMENT "${arg_ENVIRONMENT}")
endfunction()

function(lockstep_precompile target of)
  set(source ${CMAKE_BINARY_DIR}/precompiled_${of}.cpp)
  if(NOT TARGET lockstep_precompiled_${of})
    file(GENERATE OUTPUT ${source} CONTENT "")
    add_library(lockstep_precompiled_${of} OBJECT ${source})
    set_target_properties(lockstep_precompiled_${of} PROPERTIES AUTOMOC OFF)
    target_link_libraries(lockstep_precompiled_${of} PUBLIC lockstep::options)
    if(of MATCHES ui)
      target_link_libraries(lockstep_precompiled_${of} PUBLIC lockstep_ui_options)
      target_precompile_headers(lockstep_precompiled_${of} PRIVATE <QtWidgets/QtWidgets>)
    endif()
    if(of MATCHES tests)
      target_link_libraries(lockstep_precompiled_${of} PUBLIC GTest::gtest GTest::gmock)
      target_precompile_headers(lockstep_precompiled_${of} PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
    endif()
    target_precompile_headers(lockstep_precompiled_${of} PRIVATE
      <algorithm> <functional> <map> <memory> <string> <vector>)
  endif()
  target_precompile_headers(${target} REUSE_FROM lockstep_precompiled_${of})
endfunction()
