# SPDX-License-Identifier: GPL-3.0-or-later
if(TARGET lockstep_stage AND TARGET stage_runs)
  add_executable(bench_stage stage.cpp)
  target_link_libraries(bench_stage PRIVATE lockstep::stage stage_runs)
endif()
