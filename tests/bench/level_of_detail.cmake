# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(bench_level_of_detail ${CMAKE_CURRENT_LIST_DIR}/level_of_detail.cpp)
target_link_libraries(bench_level_of_detail PRIVATE lockstep::analysis)
