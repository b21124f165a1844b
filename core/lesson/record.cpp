// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/record.h"

#include <algorithm>
#include <optional>
#include <string>

#include "control/schedulers.h"
#include "explore/played.h"
#include "session/step_host.h"

namespace lockstep {
namespace {

constexpr int kPatience = 50;                  ///< ms between looks at `cancelled`
constexpr std::uint32_t kMostPreemptions = 3;  ///< bugs that need more are not for a lesson
constexpr std::uint64_t kSearchRuns = 200'000;
constexpr double kSearchSeconds = 60;
constexpr std::uint64_t kCheckRuns = 20'000;
constexpr double kCheckSeconds = 20;

const Error kCancelled{"it was cancelled"};

/// Gives the round up when the work is cancelled.
class Cancellable : public Scheduler {
 public:
  Cancellable(Scheduler& inner, const Cancelled& cancelled)
      : m_inner(inner), m_cancelled(cancelled) {}
  std::optional<Choice> choose(const Situation& situation) override {
    return m_cancelled() ? std::nullopt : m_inner.choose(situation);
  }

 private:
  Scheduler& m_inner;
  const Cancelled& m_cancelled;
};

Result<LessonRecording> recordFree(const LessonRun& run, const Cancelled& cancelled) {
  auto session = Session::start(run.request);
  if (!session) return session.error();
  LessonRecording recording{std::make_shared<Trace>(), {}, {}};
  while ((*session)->pull(*recording.trace)) {
    if (cancelled()) return kCancelled;
    (*session)->waitForEvents(kPatience);
  }
  recording.report = analyse(*recording.trace);
  return recording;
}

Result<LessonRecording> recordStepped(const LessonRun& run, Scheduler& scheduler,
                                      const Cancelled& cancelled) {
  auto host = StepHost::start(run.request);
  if (!host) return host.error();
  Cancellable chooser(scheduler, cancelled);
  auto played = play(**host, chooser);
  if (!played) return played.error();
  if (cancelled()) return kCancelled;
  if (!played->round.faults.empty()) return Error{played->round.faults.front()};
  return LessonRecording{std::make_shared<Trace>(std::move(played->trace)),
                         std::move(played->report), choicesOf(played->round.steps)};
}

/// The choices of the first run that ends as wanted, with as few preemptions as there can be.
Result<std::vector<Choice>> search(const LessonRun& run, const Cancelled& cancelled) {
  for (std::uint32_t bound = 0; bound <= kMostPreemptions; ++bound) {
    ExploreRequest request;
    request.run = run.request;
    request.preemptions = bound;
    request.runs = kSearchRuns;
    request.seconds = kSearchSeconds;
    request.jobs = 1;  // the order of runs is then the same each time
    auto explorer = Explorer::start(request);
    if (!explorer) return explorer.error();
    for (bool done = false; !done;) {
      if (cancelled()) return kCancelled;
      (*explorer)->waitForNews(kPatience);
      const Exploration state = (*explorer)->state();
      if (!state.faults.empty()) return Error{state.faults.front()};
      done = state.done;
      for (ExploredRun& explored : (*explorer)->takeRuns())
        if (explored.verdict == run.wanted) return std::move(explored.choices);
    }
  }
  return Error{"no schedule of this run ends as " + std::string(name(run.wanted))};
}

}  // namespace

Result<LessonRecording> record(const LessonRun& run, const Cancelled& cancelled) {
  switch (run.schedule) {
    case LessonRun::Schedule::free:
      return recordFree(run, cancelled);
    case LessonRun::Schedule::roundRobin: {
      RoundRobin scheduler;
      return recordStepped(run, scheduler, cancelled);
    }
    case LessonRun::Schedule::random: {
      RandomScheduler scheduler(run.seed);
      return recordStepped(run, scheduler, cancelled);
    }
    case LessonRun::Schedule::search: {
      auto choices = search(run, cancelled);
      if (!choices) return choices.error();
      Follow scheduler(std::move(*choices));
      return recordStepped(run, scheduler, cancelled);
    }
  }
  return Error{"this run has no schedule"};
}

std::vector<std::string> rehearse(const Lesson& lesson, const Cancelled& cancelled) {
  std::vector<std::string> faults;
  const auto fault = [&](int line, const std::string& what) {
    faults.push_back(lesson.file + ":" + std::to_string(line) + ": " + what);
  };
  std::vector<std::optional<LessonRecording>> recordings;
  for (const LessonRun& run : lesson.runs) {
    auto recording = record(run, cancelled);
    if (cancelled()) return faults;
    if (!recording) fault(run.line, recording.error().message);
    recordings.push_back(recording ? std::optional(std::move(*recording)) : std::nullopt);
  }
  for (const LessonStep& step : lesson.steps) {
    const auto& recording = recordings[step.run];
    if (!recording) continue;
    if (!timeOf(step.at, *recording->trace, recording->report))
      fault(step.line, "the run has no such moment as this step is at");
    const auto tasks = recording->trace->tasks();
    if (!step.select.empty() &&
        std::ranges::find(tasks, step.select, &TaskInfo::name) == tasks.end())
      fault(step.line, "the run has no task \"" + step.select + '"');
  }
  return faults;
}

TaskVerdict judge(const LessonTask& task, const Exploration& exploration) {
  const Tally& tally = exploration.tally;
  const auto found = tally.verdicts.find(std::string(name(task.expected)));
  const std::uint64_t asExpected = found == tally.verdicts.end() ? 0 : found->second;
  if (task.always && asExpected < tally.runs) return TaskVerdict::refuted;
  if (!task.always && asExpected > 0) return TaskVerdict::met;
  if (!exploration.done) return TaskVerdict::undecided;
  if (!tally.exhausted()) return TaskVerdict::unrefuted;
  return task.always ? TaskVerdict::met : TaskVerdict::refuted;
}

ExploreRequest checkOf(const LessonTask& task, const RunRequest& learners) {
  ExploreRequest request;
  request.run = task.from;
  for (const std::string& line : task.lines)
    if (const auto set = learners.parameters.find(line); set != learners.parameters.end())
      request.run.parameters[line] = set->second;
  request.runs = kCheckRuns;
  request.seconds = kCheckSeconds;
  return request;
}

}  // namespace lockstep
