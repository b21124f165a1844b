// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "base/progress_line.h"
#include "session/session.h"

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
  // Step mode.
  bool step = false;
  std::string scheduler = "rr";  ///< "rr", "random", "pct", "replay"
  std::uint64_t seed = 1;
  std::uint32_t depth = 3;   ///< pct
  std::string schedule;      ///< replay: file to read
  std::string saveSchedule;  ///< file to write
};

struct ExploreOptions {
  RunOptions run;
  std::string search = "dfs";
  std::optional<std::uint32_t> preemptions;
  bool reduce = false;
  bool everyStep = false;
  std::uint64_t runs = 0;
  double seconds = 0;
  std::uint32_t jobs = 0;
  std::string shard;
  std::vector<std::string> merge;  ///< files with the JSON of parts
};

struct LessonOptions {
  std::string folder;  ///< of lessons besides the program's own
  bool check = false;  ///< make the runs, and look for the moments
  bool json = false;
};

int list(bool json);
int lessons(const LessonOptions& options);
int run(const RunOptions& options);
/// run --step.
int runInSteps(const RunOptions& options);
int explore(const ExploreOptions& options);
int show(const std::string& file);
int info(const std::string& file, bool json);
int exportTo(const std::string& file, const std::string& format, const std::string& output);
int doctor(bool json);

/// Becomes lockstep-window with these arguments; answers only when that fails.
int window(const std::vector<std::string>& arguments);

// Of run, for its relatives.
Result<RunRequest> requestOf(const RunOptions& options);
void printRun(const Trace& trace, const Report& report);
/// SIGINT, SIGTERM and SIGHUP no longer end the program, but are told by interrupted().
void catchInterrupts();
int interrupted();  ///< the signal that came; 0: none

/// Prints "lockstep: SENTENCE" and answers kBadInput.
int badInput(const std::string& sentence);

/// Standard output could not be written: prints why and answers kBadInput.
int badOutput(const std::string& why);

}  // namespace lockstep::cli
