// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

/// The subcommands of lockstep. Each writes its result to standard output, one sentence per failure
/// to standard error, and answers the exit status.

namespace lockstep::cli {

inline constexpr int kCompleted = 0;
inline constexpr int kBadInput = 2;
inline constexpr int kBadVerdict = 3;
inline constexpr int kInternalFault = 4;

struct RunOptions {
  std::string scenario;
  std::string variant;
  std::string as;
  std::vector<std::string> settings;  ///< name=value
  std::vector<std::string> signals;   ///< T:TASK:SIGNAL
  double timeLimit = 30;              ///< s
  std::string fullRing;               ///< "wait" or "drop"
  std::string output;
  bool json = false;
};

int list(bool json);
int run(const RunOptions& options);
int show(const std::string& file);
int info(const std::string& file, bool json);
int exportTo(const std::string& file, const std::string& format, const std::string& output);
int doctor(bool json);

/// Becomes lockstep-window with these arguments; answers only when that fails.
int window(const std::vector<std::string>& arguments);

/// Prints "lockstep: SENTENCE" and answers kBadInput.
int badInput(const std::string& sentence);

}  // namespace lockstep::cli
