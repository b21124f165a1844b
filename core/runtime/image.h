// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <signal.h>

#include <string>
#include <vector>

#include "base/ids.h"
#include "runtime/task.h"

/// Inside runtime: a new program image in a child. Everything is prepared before fork, so that only
/// async-signal-safe calls follow it.

namespace lockstep {

/// What execve wants.
class Image {
 public:
  /// A fresh lockstep-host that becomes task `id` and calls `registered`.
  static Image ofHost(TaskId id, const std::string& registered, const Arguments& arguments);
  /// Any program, looked up in PATH like a shell does.
  static Image ofCommand(const std::vector<std::string>& command);

  /// Replaces the calling process, letting `mask` be its set of blocked signals and its handlers
  /// the default ones. Returns errno when it can't. Async-signal-safe.
  int execute(const sigset_t& mask) const;

  // m_argv points into the strings; moved vectors keep their elements where they are.
  Image(Image&&) = default;

 private:
  Image() = default;
  std::vector<std::string> m_paths;  ///< tried in turn
  std::vector<std::string> m_arguments;
  std::vector<std::string> m_environment;
  std::vector<char*> m_argv;
  std::vector<char*> m_envp;
  std::vector<int> m_handedOver;  ///< descriptors that stay open
  bool m_tied = false;            ///< keeps the lifeline over exec, as the program can't tie itself

  void point();
};

}  // namespace lockstep
