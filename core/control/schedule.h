// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "control/choice.h"

/// A schedule: every choice of one Step run, so that it can be repeated exactly. The file is text:
///
///     lockstep-schedule 1
///     scenario=philosophers
///     variant=naive
///     as=threads
///     set.philosophers=3
///     operations=f00dfeedf00dfeed
///     1 #2 go among 2,3,4: "Plato" acquire "fork 1" @ philosophers.cpp:31
///     2 #3 go pick 4 among 2,3: "Kant" notify "ready" @ table.cpp:9
///     3 #2 timeout among none: "Plato" in acquire "fork 2" @ philosophers.cpp:33
///
/// A step line is: number from 1, task, act, what was picked (a waiter, a signal), the tasks that
/// were able to go on, then in words what the task asked for (`in`: it waits in it already), of
/// which resource or task, and where; the last two only where they are known. Names are quoted;
/// `\"`, `\\` and `\xHH` stand for quotes, backslashes and control characters.
///
/// `operations` is the FNV-1a 64 hash over all steps of: task name, whether it waits in it already,
/// operation, resource name, each ended by a zero byte. Numbers of tasks and resources and lines of
/// the source are no part of it, so an added comment does not spoil a schedule, but another
/// operation, name or order does.

namespace lockstep {

/// FNV-1a 64, after Fowler, Noll, Vo.
class Fingerprint {
 public:
  void add(std::string_view bytes);
  std::uint64_t value() const { return m_value; }

 private:
  std::uint64_t m_value = 0xcbf29ce484222325;
};

/// 16 hexadecimal digits, as files write a fingerprint.
std::string toHex(std::uint64_t fingerprint);

/// What a parked task asks for, in names instead of numbers.
struct StepWords {
  std::string task;
  Operation operation = Operation::none;
  bool waiting = false;  ///< Phase::blocked: it is in the operation already
  std::string resource;  ///< name of the resource, or of the other task; empty: none
  std::string site;      ///< "philosophers.cpp:31"; empty: not known
  friend bool operator==(const StepWords&, const StepWords&) = default;
};
/// "Plato acquire fork 1 at philosophers.cpp:31".
std::string toString(const StepWords& words);
/// All but the site.
bool sameOperation(const StepWords& one, const StepWords& other);

struct ScheduleStep {
  Choice choice;
  std::vector<TaskId> able;  ///< the tasks that were able to go on, by number
  StepWords words;
  friend bool operator==(const ScheduleStep&, const ScheduleStep&) = default;
};
/// "#2 go among 2,3,4: ...", a step's line without its number.
std::string toString(const ScheduleStep& step);
std::vector<TaskId> ableTasks(const Situation& situation);

struct Schedule {
  std::string scenario;
  std::string variant;
  std::string as;
  std::map<std::string, std::int64_t> parameters;  ///< no name has a '=' in it
  std::vector<ScheduleStep> steps;
  friend bool operator==(const Schedule&, const Schedule&) = default;

  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
  static constexpr std::size_t kMaxLine = std::size_t{64} << 10;

  /// The hash of its operations.
  std::uint64_t operations() const;
  std::string text() const;
  /// Refuses with one sentence, which names the line, what is not in this format, steps that do not
  /// match `operations`, more than kMaxBytes and lines of more than kMaxLine bytes.
  static Result<Schedule> parse(std::string_view text);

  Result<void> save(const std::string& path) const;
  static Result<Schedule> load(const std::string& path);
};

}  // namespace lockstep
