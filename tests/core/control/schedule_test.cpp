// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "abstract_program.h"

namespace lockstep {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Schedule small() {
  Schedule schedule;
  schedule.scenario = "philosophers";
  schedule.variant = "naive";
  schedule.as = "threads";
  schedule.parameters = {{"meals", 1}, {"philosophers", 3}};
  schedule.steps = {
      {{TaskId{2}},
       {TaskId{2}, TaskId{3}},
       {"Plato", Operation::acquire, false, "fork 1", "p.cpp:31"}},
      {{TaskId{3}, Act::go, 2}, {TaskId{3}}, {"Kant", Operation::notify, false, "ready", ""}},
      {{TaskId{2}, Act::timeout}, {}, {"Plato", Operation::wait, true, "ready", "p.cpp:33"}},
      {{TaskId{3}, Act::deliver, 10},
       {TaskId{3}},
       {"Kant", Operation::sleep, false, "", "p.cpp:5"}}};
  return schedule;
}

const char* const kSmall =
    "lockstep-schedule 1\n"
    "scenario=philosophers\n"
    "variant=naive\n"
    "as=threads\n"
    "set.meals=1\n"
    "set.philosophers=3\n"
    "operations=HASH\n"
    "1 #2 go among 2,3: \"Plato\" acquire \"fork 1\" @ p.cpp:31\n"
    "2 #3 go pick 2 among 3: \"Kant\" notify \"ready\"\n"
    "3 #2 timeout among none: \"Plato\" in wait \"ready\" @ p.cpp:33\n"
    "4 #3 deliver pick 10 among 3: \"Kant\" sleep @ p.cpp:5\n";

/// The small file with one part replaced.
std::string changed(const std::string& from, const std::string& to) {
  std::string text = small().text();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string complaint(const std::string& text) {
  const Result<Schedule> schedule = Schedule::parse(text);
  return schedule ? "" : schedule.error().message;
}

TEST(Schedule, IsTextThatPeopleCanRead) {
  std::string expected = kSmall;
  expected.replace(expected.find("HASH"), 4, toHex(small().operations()));
  EXPECT_EQ(small().text(), expected);
  ASSERT_TRUE(Schedule::parse(expected));
  EXPECT_EQ(*Schedule::parse(expected), small());
}

TEST(Schedule, OperationsAreHashedByNameAndOrderButNotByNumberOrLine) {
  EXPECT_EQ(toHex(Schedule{}.operations()), "cbf29ce484222325");
  Fingerprint known;
  known.add("foobar");
  EXPECT_EQ(toHex(known.value()), "85944171f73967e8") << "the published test vector";

  const std::uint64_t hash = small().operations();
  Schedule same = small();
  same.steps[0].words.site = "p.cpp:32";
  same.steps[0].choice.task = TaskId{9};
  same.steps[0].able.clear();
  EXPECT_EQ(same.operations(), hash);

  Schedule other = small();
  std::swap(other.steps[0], other.steps[1]);
  EXPECT_NE(other.operations(), hash);
  other = small();
  other.steps[0].words.resource = "fork 2";
  EXPECT_NE(other.operations(), hash);
  other = small();
  other.steps[0].words.operation = Operation::release;
  EXPECT_NE(other.operations(), hash);
  other = small();
  other.steps[0].words.task = "Plat";
  EXPECT_NE(other.operations(), hash);
  other = small();
  other.steps.pop_back();
  EXPECT_NE(other.operations(), hash);
}

/// Any bytes, but often such as need an escape.
rc::Gen<std::string> anyText() {
  return rc::gen::container<std::string>(rc::gen::oneOf(
      rc::gen::arbitrary<char>(), rc::gen::elementOf(std::string("\"\\\n\r @:#,x0="))));
}

rc::Gen<TaskId> anyTask() {
  return rc::gen::map(rc::gen::inRange<std::uint16_t>(0, 0xffff),
                      [](std::uint16_t number) { return TaskId{number}; });
}

rc::Gen<ScheduleStep> anyStep() {
  const auto choice = rc::gen::build<Choice>(
      rc::gen::set(&Choice::task, anyTask()),
      rc::gen::set(&Choice::act, rc::gen::map(rc::gen::inRange(0, kActs),
                                              [](int act) { return static_cast<Act>(act); })));
  const auto words = rc::gen::build<StepWords>(
      rc::gen::set(&StepWords::task, anyText()), rc::gen::set(&StepWords::resource, anyText()),
      rc::gen::set(&StepWords::site, anyText()), rc::gen::set(&StepWords::waiting),
      rc::gen::set(&StepWords::operation,
                   rc::gen::map(rc::gen::inRange(0, kOperations),
                                [](int number) { return static_cast<Operation>(number); })));
  return rc::gen::build<ScheduleStep>(
      rc::gen::set(&ScheduleStep::choice, choice), rc::gen::set(&ScheduleStep::words, words),
      rc::gen::set(&ScheduleStep::able, rc::gen::container<std::vector<TaskId>>(anyTask())));
}

TEST(Schedule, ComesBackAsItWasWritten) {
  EXPECT_TRUE(rc::check([] {
    Schedule schedule;
    schedule.scenario = *anyText();
    schedule.variant = *anyText();
    schedule.as = *anyText();
    for (const auto& [name, value] : *rc::gen::arbitrary<std::map<std::string, std::int64_t>>())
      if (name.find('=') == std::string::npos) schedule.parameters[name] = value;
    schedule.steps = *rc::gen::container<std::vector<ScheduleStep>>(anyStep());
    for (ScheduleStep& step : schedule.steps)
      if (*rc::gen::arbitrary<bool>()) step.choice.pick = *rc::gen::inRange(0u, Choice::kNoPick);
    const Result<Schedule> back = Schedule::parse(schedule.text());
    RC_ASSERT(static_cast<bool>(back));
    RC_ASSERT(*back == schedule);
  }));
}

TEST(Schedule, IsRefusedOrHarmlessWhateverIsDoneToIt) {
  const std::string text = small().text();
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_NE(complaint(text.substr(0, length)), "") << length;
  EXPECT_TRUE(rc::check([&] {
    std::string damaged = text;
    for (int i = 0; i < 3; ++i)
      damaged[*rc::gen::inRange<std::size_t>(0, damaged.size())] = *rc::gen::arbitrary<char>();
    const Result<Schedule> schedule = Schedule::parse(damaged);
    if (schedule) RC_ASSERT(*Schedule::parse(schedule->text()) == *schedule);
  }));
}

TEST(Schedule, OfANewerVersionIsRefused) {
  EXPECT_EQ(complaint("lockstep-schedule 2\nwhatever\n"),
            "this schedule has version 2; this Lockstep reads version 1");
}

TEST(Schedule, SaysWhichLineIsWrongAndWhy) {
  EXPECT_EQ(complaint(""), "line 1: this is not a Lockstep schedule");
  EXPECT_EQ(complaint("hello\n"), "line 1: this is not a Lockstep schedule");
  EXPECT_EQ(complaint("lockstep-schedule 99999999999\n"),
            "line 1: this is not a Lockstep schedule");
  EXPECT_EQ(complaint(changed("as=threads", "threads")), "line 4: expected key=value or a step");
  EXPECT_EQ(complaint(changed("variant=", "scenario=")), "line 3: 'scenario' is there twice");
  EXPECT_EQ(complaint(changed("set.meals=1", "set.meals=x")),
            "line 5: 'set.meals' is unknown or has no such value");
  EXPECT_EQ(complaint(changed("set.meals", "meals")),
            "line 5: 'meals' is unknown or has no such value");
  EXPECT_EQ(complaint(changed("operations=", "operations=0")),
            "line 7: 'operations' is unknown or has no such value");
  EXPECT_EQ(complaint(changed("2 #3", "3 #3")), "line 9: expected step number 2");
  EXPECT_EQ(complaint(changed("1 #2", "1 2")), "line 8: expected a task, such as #2");
  EXPECT_EQ(complaint(changed("#2", "#65535")), "line 8: expected the number of a task");
  EXPECT_EQ(complaint(changed("go", "stay")), "line 8: expected go, timeout, deliver or alarm");
  EXPECT_EQ(complaint(changed("pick 2", "pick 4294967295")),
            "line 9: expected a number after 'pick'");
  EXPECT_EQ(complaint(changed("among", "of")),
            "line 8: expected 'among' and the tasks that were able");
  EXPECT_EQ(complaint(changed("\"Plato\"", "Plato")),
            "line 8: expected ': ' and the name of the task in quotes");
  EXPECT_EQ(complaint(changed("\"Plato\"", "\"Pl\\qto\"")),
            "line 8: expected ': ' and the name of the task in quotes");
  EXPECT_EQ(complaint(changed("acquire", "require")), "line 8: there is no such operation");
  EXPECT_EQ(complaint(changed("\"fork 1\"", "\"fork 1")),
            "line 8: expected a resource in quotes, '@' or the end of the line");
  EXPECT_EQ(complaint(changed(" @ p.cpp:31", " p.cpp:31")),
            "line 8: expected '@' and a place, or the end of the line");
  EXPECT_EQ(complaint(changed("2 #3", "\n2 #3")), "line 9: expected step number 2");
}

TEST(Schedule, WhoseStepsWereChangedIsRefused) {
  EXPECT_THAT(complaint(changed("fork 1", "fork 2")),
              StartsWith("the schedule is damaged: its steps do not match its operations="));
  EXPECT_EQ(complaint(changed("as=threads\n", "")), "the schedule is damaged: it has no line as=");
}

TEST(Schedule, BeyondItsLimitsIsRefusedWithoutBeingRead) {
  EXPECT_EQ(complaint("lockstep-schedule 1\nscenario=" + std::string(Schedule::kMaxLine, 'a')),
            "line 2: it is longer than 64 KiB");
  EXPECT_EQ(complaint(std::string(Schedule::kMaxBytes + 1, '\n')),
            "the schedule is larger than 64 MiB");
}

TEST(Schedule, IsSavedAndLoaded) {
  const std::filesystem::path path =
      std::filesystem::path(testing::TempDir()) / ("schedule_test_" + std::to_string(::getpid()));
  ASSERT_TRUE(small().save(path.string()));
  const Result<Schedule> back = Schedule::load(path.string());
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, small());
  std::ofstream(path) << "hello\n";
  EXPECT_EQ(Schedule::load(path.string()).error().message,
            path.string() + ": line 1: this is not a Lockstep schedule");
  std::filesystem::remove(path);
  EXPECT_THAT(Schedule::load(path.string()).error().message, HasSubstr("No such file"));
  EXPECT_THAT(small().save(path.string() + "/nowhere").error().message, StartsWith("write "));
  EXPECT_FALSE(Schedule::load("/dev/zero")) << "a file without an end";
}

TEST(Schedule, ListsWhoIsAbleInASituation) {
  const abstract::Thing mutex = abstract::lock(1);
  const abstract::Program program{{acquire(mutex), abstract::sleep()}, {acquire(mutex)}};
  abstract::Machine machine(program);
  EXPECT_EQ(ableTasks(machine.situation()), (std::vector<TaskId>{TaskId{1}, TaskId{2}}));
  machine.take({TaskId{1}});
  EXPECT_EQ(ableTasks(machine.situation()), std::vector<TaskId>{TaskId{1}});
}

}  // namespace
}  // namespace lockstep
