// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "explore/explorer.h"
#include "lesson/lesson.h"

/// Makes what a lesson shows, with real tasks. These calls block; a window makes them in a thread
/// of their own.

namespace lockstep {

/// A run behind a lesson's steps, made for real.
struct LessonRecording {
  std::shared_ptr<Trace> trace;  ///< of a run that has ended; nothing is appended any more
  Report report;
  std::vector<Choice> choices;  ///< repeats it in Step mode; empty where the system scheduled it
};

/// Asked now and then; true ends the work.
using Cancelled = std::function<bool()>;

/// The schedule that `search VERDICT` means: the first of those with the fewest preemptions, so it
/// is the same on every machine. Fails with one sentence: no host, no such schedule, cancelled.
Result<LessonRecording> record(const LessonRun& run, const Cancelled& cancelled);

/// Makes all runs of a lesson and looks for what its steps name. Sentences about what is not there,
/// "FILE:LINE: ..."; none where all is well, and what was found so far when it is cancelled.
std::vector<std::string> rehearse(const Lesson& lesson, const Cancelled& cancelled);

/// What an exploration says of a task so far.
enum class TaskVerdict : std::uint8_t {
  undecided,  ///< go on
  met,
  refuted,    ///< by a run, or since no schedule is left
  unrefuted,  ///< no run was against it, but not all schedules were tried
};
TaskVerdict judge(const LessonTask& task, const Exploration& exploration);

/// The exploration by which a task is checked, with the lines as the learner has set them.
ExploreRequest checkOf(const LessonTask& task, const RunRequest& learners);

}  // namespace lockstep
