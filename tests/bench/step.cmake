# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(bench_step step.cpp)
target_link_libraries(bench_step PRIVATE lockstep::explore)
add_dependencies(bench_step lockstep-host)
