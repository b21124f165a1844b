# SPDX-License-Identifier: GPL-3.0-or-later
# The program is its own lockstep-host.
add_executable(bench_capture ${CMAKE_CURRENT_LIST_DIR}/capture.cpp)
target_link_libraries(bench_capture PRIVATE lockstep::session lockstep::runtime)
