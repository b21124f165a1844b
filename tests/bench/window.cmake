# SPDX-License-Identifier: GPL-3.0-or-later
# The program is its own lockstep-host where tasks only write events.
find_package(Qt6 REQUIRED COMPONENTS Test)
add_executable(bench_window ${CMAKE_CURRENT_LIST_DIR}/window.cpp)
target_link_libraries(bench_window PRIVATE lockstep_window_program lockstep::runtime Qt6::Test)
add_dependencies(bench_window lockstep-host)
