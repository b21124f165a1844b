// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

#include "base/clock.h"
#include "kernel/procfs.h"

namespace lockstep {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kPatience = 20'000'000'000;  ///< ns

RunRequest request(const std::string& scenario, const std::string& variant = "",
                   const std::string& as = "") {
  RunRequest wanted;
  wanted.scenario = scenario;
  wanted.variant = variant;
  wanted.as = as;
  return wanted;
}

/// A run that lasts until somebody ends it.
RunRequest endless(const std::string& as = "processes") {
  RunRequest wanted = request("counter", "locked", as);
  wanted.parameters["increments"] = 1'000'000;
  return wanted;
}

class LiveRun : public testing::Test {
 protected:
  void SetUp() override { becomeReaper(); }
  /// Nothing of any run is left with us: no child, dead or alive.
  void TearDown() override {
    m_session.reset();
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }

  void start(const RunRequest& wanted) {
    auto session = Session::start(wanted);
    ASSERT_TRUE(session) << session.error().message;
    m_session = std::move(*session);
  }
  bool pullUntil(const std::function<bool()>& condition) {
    const std::int64_t deadline = monotonicNow() + kPatience;
    while (monotonicNow() < deadline) {
      m_ended = !m_session->pull(m_trace);
      if (condition()) return true;
      if (m_ended) return false;
      m_session->waitForEvents(5);
    }
    return false;
  }
  bool pullToTheEnd() {
    return pullUntil([this] { return m_ended; });
  }
  TaskId taskNamed(const std::string& name) const {
    for (const TaskInfo& task : m_trace.tasks())
      if (task.name == name) return task.id;
    return {};
  }
  bool has(Operation operation, TaskId task) const {
    for (std::size_t i = 0; i < m_trace.taskEventCount(task); ++i)
      if (m_trace.event(m_trace.taskEvent(task, i)).operation == operation) return true;
    return false;
  }
  bool begun(const std::string& name) const {
    const TaskId task = taskNamed(name);
    return task.valid() && has(Operation::begin, task);
  }
  State stateNow(TaskId task) const {
    const Lane& lane = m_trace.lane(task);
    return lane.size() == 0 ? State::unborn : lane.interval(lane.size() - 1).state;
  }

  std::unique_ptr<Session> m_session;
  Trace m_trace;
  bool m_ended = false;
};

TEST_F(LiveRun, ComesToItsEndWithEveryEventAndEveryRow) {
  start(request("counter", "locked", "threads"));
  ASSERT_TRUE(pullToTheEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::completed);
  EXPECT_EQ(m_trace.lostCount(), 0u);
  EXPECT_THAT(m_session->notes(), IsEmpty());
  ASSERT_EQ(m_trace.tasks().size(), 4u);
  for (const TaskInfo& task : m_trace.tasks()) {
    EXPECT_GT(task.tid, 0) << task.name;
    EXPECT_TRUE(has(Operation::begin, task.id)) << task.name;
    EXPECT_TRUE(has(Operation::end, task.id)) << task.name;
  }
  for (std::size_t i = 0; i < m_trace.logSize(); ++i) {
    const Event event = m_trace.event(i);
    if (i > 0) {
      EXPECT_GE(event.time, m_trace.event(i - 1).time);
    }
    EXPECT_LT(event.task.value, m_trace.tasks().size());
    if (event.resource.valid()) {
      EXPECT_LT(event.resource.value, m_trace.resources().size());
    }
    if (event.site.valid()) {
      EXPECT_NE(m_trace.site(event.site), nullptr);
    }
    if (event.operation == Operation::say) {
      EXPECT_NE(m_trace.text(TextId{event.aux}), "");
    }
  }
  EXPECT_EQ(m_trace.run().scenario, "counter");
  EXPECT_GT(m_trace.run().startedAtUnix, 0);
}

TEST_F(LiveRun, HasTheKernelsEvidenceOrSaysWhyNot) {
  start(request("counter", "locked", "processes"));
  ASSERT_TRUE(pullToTheEnd());
  if (m_trace.run().evidence == "kernel") {
    EXPECT_EQ(m_trace.run().evidenceNote, "");
    EXPECT_GT(m_trace.eventCount(), m_trace.logSize()) << "kernel records became intervals";
  } else {
    EXPECT_EQ(m_trace.run().evidence, "probe");
    EXPECT_NE(m_trace.run().evidenceNote, "");
  }
}

TEST_F(LiveRun, GoesOnWithProbeEvidenceWhenPerfIsNotWanted) {
  RunRequest wanted = request("counter", "locked", "processes");
  wanted.evidence = EvidenceChoice::probeOnly;
  start(wanted);
  ASSERT_TRUE(pullToTheEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::completed);
  EXPECT_EQ(m_trace.run().evidence, "probe");
  EXPECT_NE(m_trace.run().evidenceNote, "");
  const Lane& lane = m_trace.lane(kMainTask);
  ASSERT_GT(lane.size(), 0u);
  for (std::size_t i = 0; i < lane.size(); ++i)
    EXPECT_NE(lane.interval(i).evidence, Evidence::kernel);
}

TEST_F(LiveRun, StopKillsAndReapsEverybodyAndDeliversTheRest) {
  start(endless());
  ASSERT_TRUE(pullUntil([this] { return begun("worker 2"); }));
  const int host = m_session->hostPid();
  m_session->stop();
  ASSERT_TRUE(pullToTheEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::stopped);
  EXPECT_FALSE(m_session->running());
  EXPECT_FALSE(readTaskStat(host, host));
  for (const TaskInfo& task : m_trace.tasks())
    EXPECT_FALSE(readTaskStat(task.pid, task.tid)) << task.name;
  EXPECT_FALSE(m_session->pull(m_trace)) << "the end stays the end";
}

TEST_F(LiveRun, TheCleanUpIsNoPartOfTheRun) {
  start(request("philosophers", "naive", "processes"));
  ASSERT_TRUE(pullToTheEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::quiescent);
  for (const TaskInfo& task : m_trace.tasks()) {
    if (task.id != kSupervisor) {
      EXPECT_EQ(stateNow(task.id), State::blocked) << task.name;
    }
  }
}

TEST_F(LiveRun, DestructionEndsTheRun) {
  start(endless());
  ASSERT_TRUE(pullUntil([this] { return begun("worker 1"); }));
  const int host = m_session->hostPid();
  m_session.reset();
  EXPECT_FALSE(readTaskStat(host, host));
  for (const TaskInfo& task : m_trace.tasks()) EXPECT_FALSE(readTaskStat(task.pid, task.tid));
}

TEST_F(LiveRun, DestructionRightAfterTheStartLeavesNothing) {
  for (int i = 0; i < 10; ++i) {
    start(endless());
    const int host = m_session->hostPid();
    m_session.reset();
    EXPECT_FALSE(readTaskStat(host, host));
  }
}

TEST_F(LiveRun, AHostThatIsKilledFromOutsideTakesItsTasksAlong) {
  start(endless());
  ASSERT_TRUE(pullUntil([this] { return begun("worker 2"); }));
  ::kill(m_session->hostPid(), SIGKILL);
  ASSERT_TRUE(pullToTheEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::stopped);
  ASSERT_EQ(m_session->notes().size(), 1u);
  EXPECT_THAT(m_session->notes()[0], HasSubstr("ended from outside by signal 9"));
  for (const TaskInfo& task : m_trace.tasks()) EXPECT_FALSE(readTaskStat(task.pid, task.tid));
}

TEST_F(LiveRun, AHostThatIsStoppedCanBeEnded) {
  start(endless());
  ASSERT_TRUE(pullUntil([this] { return begun("worker 2"); }));
  ::kill(m_session->hostPid(), SIGSTOP);
  m_session->stop();
  ASSERT_TRUE(pullToTheEnd());
  for (const TaskInfo& task : m_trace.tasks()) EXPECT_FALSE(readTaskStat(task.pid, task.tid));
}

TEST_F(LiveRun, TheTimeLimitEndsARun) {
  RunRequest wanted = endless("threads");
  wanted.timeLimit = 200'000'000;
  start(wanted);
  ASSERT_TRUE(pullToTheEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::timeLimit);
  EXPECT_GE(m_trace.endTime() - m_trace.startTime(), 150'000'000);
}

TEST_F(LiveRun, ASignalOfTheUserIsAnActOfTheSupervisor) {
  start(endless());
  ASSERT_TRUE(pullUntil([this] { return begun("worker 1"); }));
  const TaskId worker = taskNamed("worker 1");
  ASSERT_TRUE(m_session->signal(worker, SIGKILL));
  ASSERT_TRUE(pullUntil([&] { return has(Operation::kill, kSupervisor); }));
  for (std::size_t i = 0; i < m_trace.taskEventCount(kSupervisor); ++i) {
    const Event event = m_trace.event(m_trace.taskEvent(kSupervisor, i));
    if (event.operation != Operation::kill) continue;
    EXPECT_EQ(event.value, SIGKILL);
    EXPECT_EQ(event.peer(), worker);
  }
  ASSERT_TRUE(pullUntil(
      [&] { return stateNow(worker) == State::zombie || stateNow(worker) == State::terminated; }));
}

TEST_F(LiveRun, ASignalToNobodyIsRefusedWithOneSentence) {
  start(endless());
  ASSERT_TRUE(pullUntil([this] { return begun("main"); }));
  EXPECT_FALSE(m_session->signal(TaskId{99}, SIGINT));
  const auto supervisor = m_session->signal(kSupervisor, SIGINT);
  ASSERT_FALSE(supervisor);
  EXPECT_THAT(supervisor.error().message, HasSubstr("supervisor"));
}

TEST_F(LiveRun, AStoppedTaskIsSeenAsStoppedAndThenAsGoingOn) {
  for (const EvidenceChoice evidence : {EvidenceChoice::automatic, EvidenceChoice::probeOnly}) {
    RunRequest wanted = endless();
    wanted.evidence = evidence;
    m_trace = Trace();
    start(wanted);
    ASSERT_TRUE(pullUntil([this] { return begun("worker 1"); }));
    const TaskId worker = taskNamed("worker 1");
    ASSERT_TRUE(m_session->signal(worker, SIGSTOP));
    ASSERT_TRUE(pullUntil([&] { return stateNow(worker) == State::stopped; }));
    ASSERT_TRUE(m_session->signal(worker, SIGCONT));
    ASSERT_TRUE(pullUntil([&] { return stateNow(worker) != State::stopped; }));
    m_session.reset();
  }
}

TEST_F(LiveRun, TimedSignalsFindTheirTaskByNameAndByNumber) {
  RunRequest wanted = endless();
  wanted.signals = {{10'000'000, "worker 1", SIGKILL}, {20'000'000, "3", SIGKILL}};
  start(wanted);
  const auto killed = [this](const std::string& name) {
    const State state = stateNow(taskNamed(name));
    return state == State::zombie || state == State::terminated;
  };
  EXPECT_TRUE(pullUntil(
      [&] { return taskNamed("worker 2").valid() && killed("worker 1") && killed("worker 2"); }));
}

TEST_F(LiveRun, ATimedSignalWhoseTaskNeverComesMakesOneSentence) {
  RunRequest wanted = request("counter", "locked", "threads");
  wanted.signals = {{0, "nobody", SIGINT}};
  start(wanted);
  ASSERT_TRUE(pullToTheEnd());
  ASSERT_EQ(m_session->notes().size(), 1u);
  EXPECT_THAT(m_session->notes()[0], HasSubstr("nobody"));
  EXPECT_THAT(m_session->notes()[0], HasSubstr("SIGINT"));
  EXPECT_THAT(m_session->strangers(), testing::ElementsAre("nobody"));
}

TEST_F(LiveRun, ATimedSignalThatComesTooLateIsNoMistake) {
  RunRequest wanted = request("counter", "locked", "threads");
  wanted.signals = {{1'000'000'000'000, "worker 1", SIGINT}};
  start(wanted);
  ASSERT_TRUE(pullToTheEnd());
  ASSERT_EQ(m_session->notes().size(), 1u);
  EXPECT_THAT(m_session->notes()[0], HasSubstr("ended before worker 1"));
  EXPECT_THAT(m_session->strangers(), IsEmpty());
}

TEST_F(LiveRun, TwoRunsAtOnceDoNotDisturbEachOther) {
  start(request("counter", "locked", "processes"));
  auto other = Session::start(request("counter", "locked", "processes"));
  ASSERT_TRUE(other);
  other->reset();
  ASSERT_TRUE(pullToTheEnd());
  EXPECT_EQ(m_trace.end(), RunEnd::completed);
}

TEST_F(LiveRun, AReaderThatSleepsLosesNothing) {
  RunRequest wanted = request("counter", "locked", "threads");
  wanted.parameters = {{"increments", 2'000}, {"pause", 0}};
  wanted.arena.ringEvents = 64;
  start(wanted);
  const std::int64_t deadline = monotonicNow() + kPatience;
  while (m_session->running() && monotonicNow() < deadline) m_session->waitForEvents(10);
  ASSERT_TRUE(pullToTheEnd());
  EXPECT_EQ(m_trace.lostCount(), 0u);
  std::size_t stores = 0;
  for (std::size_t i = 0; i < m_trace.logSize(); ++i)
    stores += m_trace.event(i).operation == Operation::store;
  EXPECT_GE(stores, 4'000u);
}

TEST(SessionStart, AMissingHostIsOneSentenceAndLeavesNothing) {
  RunRequest wanted = request("counter");
  wanted.hostProgram = "/nonexistent/lockstep-host";
  const auto session = Session::start(wanted);
  ASSERT_FALSE(session);
  EXPECT_THAT(session.error().message, HasSubstr("/nonexistent/lockstep-host"));
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
}

TEST(SessionStart, AHostThatFailsEndsTheRunWithANote) {
  RunRequest wanted = request("counter");
  wanted.hostProgram = "/bin/false";
  auto session = Session::start(wanted);
  ASSERT_TRUE(session);
  Trace trace;
  const std::int64_t deadline = monotonicNow() + kPatience;
  while ((*session)->pull(trace) && monotonicNow() < deadline) (*session)->waitForEvents(10);
  EXPECT_EQ(trace.end(), RunEnd::stopped);
  ASSERT_EQ((*session)->notes().size(), 1u);
  EXPECT_THAT((*session)->notes()[0], HasSubstr("exit code 1"));
}

/// So many descriptors can be open at once, while it lives.
class FewDescriptors {
 public:
  explicit FewDescriptors(rlim_t most) {
    ::getrlimit(RLIMIT_NOFILE, &m_before);
    const rlimit few{most, m_before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &few);
  }
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;

 private:
  rlimit m_before{};
};

TEST(SessionStart, WithTooFewDescriptorsItSaysSoOrTheRunIsWhole) {
  becomeReaper();
  const int first = ::dup(0);
  ::close(first);
  std::size_t refused = 0;
  std::size_t whole = 0;
  for (int more = 0; more < 24; ++more) {
    SCOPED_TRACE(more);
    RunRequest wanted = request("counter", "locked", "threads");
    wanted.parameters = {{"increments", 2}, {"pause", 0}};
    const FewDescriptors few(static_cast<rlim_t>(first + more));
    auto session = Session::start(wanted);
    if (!session) {
      ++refused;
      EXPECT_THAT(session.error().message, HasSubstr("EMFILE"));
      EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a host is left";
      continue;
    }
    Trace trace;
    const std::int64_t deadline = monotonicNow() + kPatience;
    while ((*session)->pull(trace) && monotonicNow() < deadline) (*session)->waitForEvents(10);
    // What is too little for the host is said by the host.
    whole += trace.end() == RunEnd::completed;
    EXPECT_EQ((*session)->notes().empty(), trace.end() == RunEnd::completed);
  }
  EXPECT_GT(refused, 3u);
  EXPECT_GT(whole, 3u);
}

}  // namespace
}  // namespace lockstep
