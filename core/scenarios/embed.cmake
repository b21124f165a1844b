# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -Dfiles=A|B -Doutput=OUT.cpp -P embed.cmake: writes lockstep::embeddedFiles(), the texts of
# these files by their base names.
string(REPLACE "|" ";" files "${files}")
set(text "// Generated.\n#include \"scenarios/sources.h\"\n\nnamespace lockstep {\n\n")
string(APPEND text "std::span<const EmbeddedFile> embeddedFiles() {\n")
string(APPEND text "  static constexpr EmbeddedFile kFiles[] = {\n")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" content)
  string(APPEND text "      {\"${name}\", R\"lockstep(${content})lockstep\"},\n")
endforeach()
string(APPEND text "  };\n  return kFiles;\n}\n\n}  // namespace lockstep\n")
file(WRITE "${output}" "${text}")
