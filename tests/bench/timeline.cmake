# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(bench_timeline ${CMAKE_CURRENT_LIST_DIR}/timeline.cpp
  ${CMAKE_CURRENT_LIST_DIR}/../ui/timeline/sample_trace.cpp)
target_include_directories(bench_timeline PRIVATE ${CMAKE_CURRENT_LIST_DIR}/../ui/timeline)
target_link_libraries(bench_timeline PRIVATE lockstep::timeline)
