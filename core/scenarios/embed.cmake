# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -Dfiles=A|B -Doutput=OUT.cpp -P embed.cmake: writes lockstep::scenarioSource(), which knows
# the text of each file by its base name.
string(REPLACE "|" ";" files "${files}")
set(text "// Generated from the scenarios' sources.\n#include \"scenarios/sources.h\"\n\n")
string(APPEND text "namespace lockstep {\n\n")
string(APPEND text "std::string_view scenarioSource(std::string_view file) {\n")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" source)
  string(APPEND text "  if (file == \"${name}\") return R\"lockstep(${source})lockstep\";\n")
endforeach()
string(APPEND text "  return {};\n}\n\n}  // namespace lockstep\n")
file(WRITE "${output}" "${text}")
