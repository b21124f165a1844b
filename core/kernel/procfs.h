// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What /proc and /sys say. The parse functions are pure; the read functions answer nothing when
/// the task is gone or its file cannot be read.

namespace lockstep {

/// /proc/PID/task/TID/schedstat.
struct SchedStat {
  std::int64_t runTime = 0;   ///< ns on a CPU
  std::int64_t runDelay = 0;  ///< ns runnable, waiting for a CPU
  std::int64_t slices = 0;    ///< times it got a CPU
  friend bool operator==(const SchedStat&, const SchedStat&) = default;
};

/// /proc/PID/task/TID/stat, the part that Lockstep uses.
struct TaskStat {
  char state = '?';  ///< R S D T t Z X I
  std::int32_t parent = 0;
  std::int32_t group = 0;  ///< process group
  std::string name;
  std::int32_t threads = 0;  ///< of its process, a zombie leader included; 0 where it is not told
  friend bool operator==(const TaskStat&, const TaskStat&) = default;
};

/// /proc/PID/task/TID/status, the part that Lockstep uses.
struct SwitchCounts {
  std::int64_t voluntary = 0;
  std::int64_t involuntary = 0;
  friend bool operator==(const SwitchCounts&, const SwitchCounts&) = default;
};

std::optional<SchedStat> parseSchedStat(std::string_view text);
/// The name may hold blanks and parentheses.
std::optional<TaskStat> parseTaskStat(std::string_view text);
std::optional<SwitchCounts> parseSwitchCounts(std::string_view text);
/// CPU numbers of a list such as "0-3,5". Empty for a text of another shape.
std::vector<int> parseCpuList(std::string_view text);

std::optional<SchedStat> readSchedStat(pid_t pid, pid_t tid);
std::optional<TaskStat> readTaskStat(pid_t pid, pid_t tid);
std::optional<SwitchCounts> readSwitchCounts(pid_t pid, pid_t tid);
/// Name of the kernel function in which the task sleeps; empty where it runs or the kernel hides
/// it.
std::string readWaitChannel(pid_t pid, pid_t tid);

/// At least one CPU, also where /sys is missing.
std::vector<int> onlineCpus();
/// A small file as one text, without the last line break; nothing where it cannot be read.
std::optional<std::string> readSmallFile(const std::string& path);

}  // namespace lockstep
