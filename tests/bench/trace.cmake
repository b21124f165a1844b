# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(bench_trace ${CMAKE_CURRENT_LIST_DIR}/trace.cpp)
target_link_libraries(bench_trace PRIVATE lockstep::trace)
