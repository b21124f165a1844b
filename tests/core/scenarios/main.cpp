// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "runtime/spawned.h"

/// A scenario that spawns starts this program anew, as it would lockstep-host.
int main(int argc, char** argv) {
  if (lockstep::wasSpawned()) return lockstep::runSpawned();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
