// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/limits.h"

#include <fcntl.h>

#include <array>

#include "base/unique_fd.h"

namespace lockstep {
namespace {

/// The most at once: /proc is open while the state of a process is read and the process is
/// addressed; and a recording.
constexpr std::size_t kSpareDescriptors = 4;

}  // namespace

Result<void> checkDescriptors() {
  std::array<UniqueFd, kSpareDescriptors> spare;
  for (UniqueFd& fd : spare) {
    fd.reset(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!fd) return shortageError("a run needs more file descriptors");
  }
  return {};
}

}  // namespace lockstep
