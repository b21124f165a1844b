# SPDX-License-Identifier: GPL-3.0-or-later
# The program starts itself.
add_executable(bench_start ${CMAKE_CURRENT_LIST_DIR}/start.cpp)
target_link_libraries(bench_start PRIVATE lockstep_window_program)
