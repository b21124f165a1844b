# SPDX-License-Identifier: GPL-3.0-or-later
# Installs BUILD below a folder of its own and runs the installed command from there.
set(prefix ${BUILD}/install-test)
file(REMOVE_RECURSE ${prefix})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(file
    bin/lockstep
    libexec/lockstep/lockstep-host
    share/applications/org.lockstep.Lockstep.desktop
    share/icons/hicolor/scalable/apps/org.lockstep.Lockstep.svg
    share/metainfo/org.lockstep.Lockstep.metainfo.xml
    share/mime/packages/org.lockstep.Lockstep.xml
    share/man/man1/lockstep.1
    share/doc/lockstep/copyright
    share/doc/lockstep/CHANGELOG.md)
  if(NOT EXISTS ${prefix}/${file})
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()
execute_process(COMMAND ${prefix}/bin/lockstep run counter --set increments=5
  OUTPUT_VARIABLE out COMMAND_ERROR_IS_FATAL ANY)
if(NOT out MATCHES "completed")
  message(FATAL_ERROR "the installed command said: ${out}")
endif()
if(WINDOW AND NOT EXISTS ${prefix}/libexec/lockstep/lockstep-window)
  message(FATAL_ERROR "not installed: libexec/lockstep/lockstep-window")
endif()
file(REMOVE_RECURSE ${prefix})
