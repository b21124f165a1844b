// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "analysis/analysis.h"
#include "base/clock.h"
#include "kernel/procfs.h"
#include "kernel/switch_records.h"
#include "live_run.h"
#include "runtime/supervisor.h"
#include "runtime/task.h"
#include "sync/sync.h"

/// The kernel's lanes against what each task reads of itself, in the same run, by another way: the
/// sums that the scheduler keeps in /proc/thread-self/{schedstat,status}. The tasks compute, sleep,
/// fight for one lock and for two CPUs.

namespace lockstep::integration {
namespace {

constexpr int kWorkers = 4;
constexpr int kRounds = 40;

void compute(std::int64_t ns) {
  const std::int64_t end = monotonicNow() + ns;
  while (monotonicNow() < end) {
  }
}

/// The scheduler adds to a task's run time when it leaves the CPU (and at each tick): right after a
/// sleep the sum is complete up to that sleep. Words before and after bracket the reading.
void confess() {
  sleep(0.002);
  say("reading");
  const pid_t pid = ::getpid();
  const auto tid = static_cast<pid_t>(::syscall(SYS_gettid));
  const auto stat = readSchedStat(pid, tid);
  const auto counts = readSwitchCounts(pid, tid);
  if (!stat || !counts) exitNow(1);
  char words[160];
  std::snprintf(words, sizeof words, "truth %lld %lld %lld", static_cast<long long>(stat->runTime),
                static_cast<long long>(counts->voluntary),
                static_cast<long long>(counts->involuntary));
  say(words);
}

void work(Lock& lock, int number) {
  for (int round = 0; round < kRounds; ++round) {
    compute(200'000 + 50'000 * number);
    lock.acquire();
    compute(100'000);
    lock.release();
    if (round % 4 == number) sleep(0.001);
  }
  confess();
}

void truthScenario() {
  Lock lock("lock");
  std::vector<std::unique_ptr<Task>> tasks;
  for (int i = 0; i < kWorkers; ++i) {
    const Target target = [&lock, i] { work(lock, i); };
    const std::string name = "worker " + std::to_string(i + 1);
    if (i % 2 == 0)
      tasks.push_back(std::make_unique<Process>(target, name));
    else
      tasks.push_back(std::make_unique<Thread>(target, name));
  }
  for (const auto& task : tasks) task->start();
  for (const auto& task : tasks) task->join();
  confess();
}

struct Truth {
  std::int64_t runTime = 0;
  std::int64_t voluntary = 0;
  std::int64_t involuntary = 0;
  std::int64_t after = 0;   ///< the reading came after this instant
  std::int64_t before = 0;  ///< and before this one
};

std::optional<Truth> truthOf(const Trace& trace, TaskId task) {
  Truth truth;
  for (std::size_t i = 0; i < trace.taskEventCount(task); ++i) {
    const Event event = trace.event(trace.taskEvent(task, i));
    if (event.operation != Operation::say) continue;
    const std::string& words = trace.text(TextId{event.aux});
    long long numbers[3];
    if (words == "reading") truth.after = event.time;
    if (std::sscanf(words.c_str(), "truth %lld %lld %lld", &numbers[0], &numbers[1], &numbers[2]) !=
        3)
      continue;
    truth.runTime = numbers[0];
    truth.voluntary = numbers[1];
    truth.involuntary = numbers[2];
    truth.before = event.time;
    return truth;
  }
  return {};
}

struct Seen {
  std::int64_t running = 0;  ///< in intervals that are over
  std::int64_t since = 0;    ///< start of the running interval that `instant` lies in; 0: none
  std::int64_t preempted = 0;
  std::int64_t slept = 0;
};

/// What the lane says up to an instant.
Seen seenBefore(const Lane& lane, std::int64_t instant) {
  Seen seen;
  for (std::size_t i = 0; i < lane.size(); ++i) {
    const Interval interval = lane.interval(i);
    if (interval.state != State::running || interval.start >= instant) continue;
    if (interval.end > instant || i + 1 == lane.size()) {
      seen.since = interval.start;
      break;
    }
    seen.running += interval.end - interval.start;
    ++(lane.interval(i + 1).state == State::ready ? seen.preempted : seen.slept);
  }
  return seen;
}

/// How many ns the task's own reading lies outside of what its lane allows, 0 for agreement.
///
/// The record of a switch is stamped within the switch, some time after the scheduler took its own
/// clock: 3 us a switch and 1 % (interrupts, which the scheduler may leave out). What ran since the
/// last sleep may or may not be in the sum, as a tick came or not.
std::int64_t disagreement(const Truth& truth, const Seen& least, const Seen& most) {
  const std::int64_t switches = most.preempted + most.slept + 1;
  const std::int64_t tolerance = most.running / 100 + 3'000 * switches;
  const std::int64_t open = most.since != 0 ? truth.before - most.since : 0;
  return std::max({std::int64_t{0}, least.running - tolerance - truth.runTime,
                   truth.runTime - most.running - open - tolerance});
}

/// How far the tasks of a run were outside, by their name; nothing for those that agree.
struct Disagreement {
  std::set<std::string> agreeing;
  std::int64_t excess = 0;  ///< ns that lanes show beyond what their tasks counted, over all tasks
};

/// Expects exact counts; adds how the running times compare to `run`.
void compare(const Trace& trace, const TaskInfo& task, Disagreement& run) {
  const auto truth = truthOf(trace, task.id);
  ASSERT_TRUE(truth) << task.name << " did not confess";
  const Lane& lane = trace.lane(task.id);
  const Seen least = seenBefore(lane, truth->after);
  const Seen most = seenBefore(lane, truth->before);
  // Records and counts are made by the same switch. The bracket is open only where the task left
  // the CPU during the reading.
  EXPECT_GE(truth->involuntary, least.preempted);
  EXPECT_LE(truth->involuntary, most.preempted);
  EXPECT_GE(truth->voluntary, least.slept);
  EXPECT_LE(truth->voluntary, most.slept);
  const std::int64_t outside = disagreement(*truth, least, most);
  std::printf("%s: %.3f ms by itself, %.3f ms by its lane, %lld ns outside; %lld + %lld switches\n",
              task.name.c_str(), static_cast<double>(truth->runTime) / 1e6,
              static_cast<double>(least.running) / 1e6, static_cast<long long>(outside),
              static_cast<long long>(truth->voluntary), static_cast<long long>(truth->involuntary));
  if (outside == 0) run.agreeing.insert(task.name);
  if (least.running > truth->runTime) run.excess += outside;
}

/// One run; everything but the running times must agree in each.
Disagreement truthfulRun() {
  Disagreement all;
  RunRequest request;
  request.scenario = "counter";  // the catalogue's word for it; the host has a scenario of its own
  request.hostProgram = ownProgram();
  LiveRun run(request);
  EXPECT_TRUE(run) << run.refusal();
  if (!run || !run.pullToTheEnd()) return all;
  const Trace& trace = run.trace();
  EXPECT_EQ(trace.run().evidence, "kernel");
  EXPECT_EQ(trace.end(), RunEnd::completed);
  EXPECT_EQ(trace.tasks().size(), std::size_t{kWorkers} + 2);
  EXPECT_EQ(trace.lostCount(), 0u);
  for (const TaskInfo& task : trace.tasks())
    if (task.id != kSupervisor) compare(trace, task, all);
  std::uint64_t preemptions = 0;
  for (const TaskSums& sums : analyse(trace).tasks) preemptions += sums.preemptions;
  EXPECT_GT(preemptions, 0u) << "the run should have tested them";
  return all;
}

/// Ns, of all CPUs since boot, that the scheduler keeps out of the tasks' run time although they
/// were on a CPU: interrupts, and the time that a hypervisor took (proc_stat(5)).
std::int64_t timeTakenFromTasks() {
  std::ifstream file("/proc/stat");
  std::string cpu;
  std::int64_t user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0;
  file >> cpu >> user >> nice >> system >> idle >> wait >> irq >> softirq >> steal;
  return (irq + softirq + steal) * (1'000'000'000 / ::sysconf(_SC_CLK_TCK));
}

bool perfAllowed() {
  SwitchRecords trial;
  return static_cast<bool>(trial.open(::getpid()));
}

TEST(TheTruth, OfRunningTimeSwitchesAndPreemptionsIsWhatTheLanesSay) {
  if (!perfAllowed()) GTEST_SKIP() << "no switch records here";
  ::setenv(kOwnScenario, "truth", 1);
  // Where a hypervisor takes a CPU away, the task on it keeps its lane's running interval, and the
  // scheduler leaves the time out of the task's sum (it counts by a clock without steal). So a task
  // may be outside in some runs, never in all of them; and what all lanes together show too much
  // is no more than what was taken, which the kernel counts in clock ticks for each CPU.
  constexpr int kAttempts = 20;
  const std::int64_t taken = timeTakenFromTasks();
  std::set<std::string> agreed;
  std::int64_t excess = 0;
  for (int run = 0; run < kAttempts && agreed.size() < kWorkers + 1 && !HasFailure(); ++run) {
    const Disagreement found = truthfulRun();
    agreed.insert(found.agreeing.begin(), found.agreeing.end());
    excess += found.excess;
  }
  EXPECT_EQ(agreed.size(), std::size_t{kWorkers} + 1) << "a task's running time never agreed";
  const std::int64_t ticks = 3 * ::sysconf(_SC_NPROCESSORS_ONLN);
  const std::int64_t tick = 1'000'000'000 / ::sysconf(_SC_CLK_TCK);
  EXPECT_LE(excess, timeTakenFromTasks() - taken + ticks * tick);
  ::unsetenv(kOwnScenario);
}

const bool kRegistered = registerOwn("truth", {truthScenario});

}  // namespace
}  // namespace lockstep::integration
