# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(bench_probe ${CMAKE_CURRENT_LIST_DIR}/probe.cpp)
target_link_libraries(bench_probe PRIVATE lockstep::probe)
