// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockstep {

/// The whole of lockstep-host: runs the scenario that the environment names, or one function for
/// Process::spawn (see runtime/spawned.h). Answers the exit status. Any program that has registered
/// scenarios can be a host.
int hostMain();

}  // namespace lockstep
