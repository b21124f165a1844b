// SPDX-License-Identifier: GPL-3.0-or-later
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "live_run.h"

namespace {

constexpr unsigned kNobody = 65534;

/// Everything is to work for an ordinary user, and root sees more: so root is given away.
bool becomeOrdinary() {
  if (::geteuid() != 0) return true;
  if (::setgroups(0, nullptr) != 0 || ::setresgid(kNobody, kNobody, kNobody) != 0 ||
      ::setresuid(kNobody, kNobody, kNobody) != 0)
    return false;
  ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  return ::geteuid() == kNobody && ::setuid(0) != 0;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace lockstep;
  const char* own = std::getenv(integration::kOwnScenario);
  if (own != nullptr && std::getenv("LOCKSTEP_ARENA") != nullptr)
    return integration::actAsHost(own);
  testing::InitGoogleTest(&argc, argv);
  if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
  integration::findPrograms(kNobody);
  if (!becomeOrdinary()) {
    std::perror("cannot become an ordinary user");
    return 1;
  }
  becomeReaper();
  const int result = RUN_ALL_TESTS();
  integration::removePrograms();
  return result;
}
