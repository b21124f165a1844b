// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/starting.h"

#include "stage/stage.h"
#include "window/workbench.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

/// A run of which main and some others have begun.
class Growing {
 public:
  Growing() {
    add(0, TaskKind::supervisor);
    add(1, TaskKind::process);
    begin(1);
  }
  void start(int task) {
    add(task, TaskKind::thread);
    begin(task);
  }
  void mainJoins(int task) {
    Event event;
    event.time = m_time += 1000;
    event.task = kMainTask;
    event.operation = Operation::join;
    event.phase = Phase::blocked;
    event.aux = static_cast<std::uint32_t>(task);
    trace->append(event);
    trace->advance(m_time += 1000);
  }

  std::shared_ptr<Trace> trace = std::make_shared<Trace>();

 private:
  static TaskId id(int task) { return TaskId(static_cast<std::uint16_t>(task)); }
  void add(int task, TaskKind kind) {
    TaskInfo info;
    info.id = id(task);
    if (task > 0) info.parent = id(task == 1 ? 0 : 1);
    info.kind = kind;
    info.name = "task " + std::to_string(task);
    trace->addTask(info);
  }
  void begin(int task) {
    Event event;
    event.time = m_time += 1000;
    event.task = id(task);
    event.operation = Operation::begin;
    trace->append(event);
  }

  std::int64_t m_time = sample::kStart;
};

RunRequest philosophers(int count, const std::string& as = "threads") {
  RunRequest request;
  request.scenario = "philosophers";
  request.as = as;
  request.parameters["philosophers"] = count;
  return request;
}

TEST(Starting, CountsTheTasksThatTheSettingsAskForAndThoseThatHaveBegun) {
  Growing run;
  run.start(2);
  const Starting starting = startingOf(philosophers(4), *run.trace);
  EXPECT_EQ(starting.expected, 4);
  EXPECT_EQ(starting.begun, 1);
  EXPECT_DOUBLE_EQ(starting.progress(), .25);
  EXPECT_FALSE(starting.over);
}

TEST(Starting, TakesStandardSettingsWhereNoneAreAskedFor) {
  RunRequest request;
  request.scenario = "producer-consumer";
  EXPECT_EQ(startingOf(request, Trace()).expected, 4);
  request.scenario = "bus";
  EXPECT_EQ(startingOf(request, Trace()).expected, 3);
  EXPECT_TRUE(startingOf(request, Trace()).processes);
}

TEST(Starting, EveryScenarioTellsHowManyItStarts) {
  for (const ScenarioInfo& info : scenarioInfos()) {
    RunRequest request;
    request.scenario = info.name;
    EXPECT_GT(startingOf(request, Trace()).expected, 0) << info.name;
  }
}

TEST(Starting, IsOverWhenAllAreThereOrMainGoesOn) {
  Growing all;
  all.start(2);
  all.start(3);
  EXPECT_TRUE(startingOf(philosophers(2), *all.trace).over);
  Growing some;
  some.start(2);
  EXPECT_FALSE(startingOf(philosophers(2), *some.trace).over);
  some.mainJoins(2);
  EXPECT_TRUE(startingOf(philosophers(2), *some.trace).over);
  Growing stopped;
  stopped.trace->setEnd(RunEnd::stopped);
  EXPECT_TRUE(startingOf(philosophers(2), *stopped.trace).over);
}

TEST(Starting, SaysItInTheRightNumber) {
  EXPECT_EQ(words(startingOf(philosophers(2), Trace())), "Starting 2 threads");
  EXPECT_EQ(words(startingOf(philosophers(5, "processes"), Trace())), "Starting 5 processes");
  RunRequest one;
  one.scenario = "worker-life";
  EXPECT_EQ(words(startingOf(one, Trace())), "Starting 1 process");
  one.scenario = "nobody knows it";
  EXPECT_EQ(words(startingOf(one, Trace())), "Starting threads");
}

/// Brings what the test has put into its trace.
class GrowingRun : public Run {
 public:
  explicit GrowingRun(std::shared_ptr<std::function<void(Trace&)>> bring)
      : m_bring(std::move(bring)) {}
  bool pull(Trace& trace) override {
    if (*m_bring) (*m_bring)(trace);
    return true;
  }
  void stop() override {}
  Result<void> signal(TaskId, int) override { return {}; }

 private:
  std::shared_ptr<std::function<void(Trace&)>> m_bring;
};

TEST_F(WindowTest, StartingIsSaidOnTheStageAndGetsABarOnlyWhenItLasts) {
  const auto bring = std::make_shared<std::function<void(Trace&)>>();
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("own.ini"), QSettings::IniFormat);
  parts.settings->setValue("language", "en");
  parts.clock = [this] { return now; };
  parts.startRun = [bring](const RunRequest&) -> Result<std::unique_ptr<ui::Run>> {
    return std::unique_ptr<ui::Run>(std::make_unique<GrowingRun>(bring));
  };
  MainWindow own(std::move(parts));
  const Stage& stage = own.workbench().stage();
  own.run(philosophers(4));
  EXPECT_EQ(stage.startingWords(), "Starting 4 threads");
  *bring = [](Trace& trace) {
    Growing run;
    run.start(2);
    trace = std::move(*run.trace);
    trace.setEnd(RunEnd::running);
  };
  now += 399'000'000;
  own.liveRun().pull();
  EXPECT_EQ(stage.startingProgress(), std::nullopt);
  now += 2'000'000;
  own.liveRun().pull();
  EXPECT_EQ(stage.startingProgress(), std::optional(.25));
  *bring = [](Trace& trace) {
    Growing run;
    for (int task = 2; task <= 5; ++task) run.start(task);
    trace = std::move(*run.trace);
    trace.setEnd(RunEnd::running);
  };
  own.liveRun().pull();
  EXPECT_EQ(stage.startingWords(), "");
  EXPECT_EQ(stage.startingProgress(), std::nullopt);
}

}  // namespace
}  // namespace lockstep::ui
