// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "runtime/spawned.h"

/// This program is also the image that Process::spawn starts.
int main(int argc, char** argv) {
  if (lockstep::wasSpawned()) return lockstep::runSpawned();
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
