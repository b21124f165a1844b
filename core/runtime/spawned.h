// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

/// The environment by which Lockstep and Process::spawn start an image of lockstep-host.

namespace lockstep {

inline constexpr char kArenaVariable[] = "LOCKSTEP_ARENA";        ///< descriptor
inline constexpr char kLifelineVariable[] = "LOCKSTEP_LIFELINE";  ///< descriptor
inline constexpr char kPlanVariable[] = "LOCKSTEP_PLAN";          ///< see run_plan.h
inline constexpr char kSpawnVariable[] = "LOCKSTEP_SPAWN";        ///< name of a registered function
inline constexpr char kSpawnTaskVariable[] = "LOCKSTEP_SPAWN_TASK";            ///< its task
inline constexpr char kSpawnNumbersVariable[] = "LOCKSTEP_SPAWN_NUMBERS";      ///< "1,-2"
inline constexpr char kSpawnResourcesVariable[] = "LOCKSTEP_SPAWN_RESOURCES";  ///< "0,3"

/// Whether Process::spawn started this image.
bool wasSpawned();

/// Says on stderr why this program can be no part of a run; 2, its exit status.
int complain(const std::string& why);

/// Becomes the task that Process::spawn meant and runs its function to the end of the process. To
/// be called first in main() of a program that uses Process::spawn, if wasSpawned(). Returns only
/// when the environment is not right: 2, with a sentence on stderr.
int runSpawned();

}  // namespace lockstep
