// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <system_error>
#include <thread>
#include <utility>

#include "base/result.h"

/// What a run takes from the machine's limits, and the sentence when there is too little.

namespace lockstep {

/// Whether this program can open as many more descriptors as it needs while a run goes on: it reads
/// /proc, addresses processes and writes a file.
Result<void> checkDescriptors();

/// A thread that runs `body`; an Error where the kernel gives none.
template <class Body>
Result<std::thread> startThread(Body body) {
  try {
    return std::thread(std::move(body));
  } catch (const std::system_error& error) {
    return shortageError("Lockstep cannot start a thread", error.code().value());
  }
}

}  // namespace lockstep
