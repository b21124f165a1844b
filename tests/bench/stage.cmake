# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(bench_stage ${CMAKE_CURRENT_LIST_DIR}/stage.cpp)
target_link_libraries(bench_stage PRIVATE lockstep::stage stage_runs)
