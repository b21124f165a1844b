// SPDX-License-Identifier: GPL-3.0-or-later
#include "interchange/text_timeline.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string line(const std::string& text, const std::string& start) {
  std::istringstream in(text);
  for (std::string one; std::getline(in, one);)
    if (one.starts_with(start)) return one;
  return {};
}

std::size_t lengthOf(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

TEST(TextTimeline, HasARowForEachTaskAsWideAsAsked) {
  HandMade made = deadlockedSupper();
  made.end(RunEnd::quiescent, 100);
  const std::string text = textTimeline(made.trace, analyse(made.trace), {60, false});
  EXPECT_EQ(lengthOf(line(text, "2 Plato")), 60u);
  EXPECT_THAT(line(text, "2 Plato"), HasSubstr("█"));
  EXPECT_THAT(line(text, "2 Plato"), HasSubstr("────"));
  EXPECT_THAT(text, HasSubstr("═fork 1═"));
  EXPECT_THAT(text, HasSubstr("deadlock: Plato waits for fork 2, held by Kant"));
  EXPECT_THAT(text, HasSubstr("█ running"));
  EXPECT_THAT(text, HasSubstr("|50.0 us"));
  EXPECT_THAT(text, Not(HasSubstr("\033")));
}

TEST(TextTimeline, MarksAColumnInWhichATaskRanOnlyForAMoment) {
  HandMade made;
  made.lines(R"(
    0 main switch_in value=0
    1 main switch_out value=0
    500 main switch_in value=0
    501 main switch_out value=0
  )")
      .end(RunEnd::stopped, 1000);
  const std::string text = textTimeline(made.trace, analyse(made.trace), {50, false});
  EXPECT_THAT(line(text, "1 main"), HasSubstr("─▄─"));
}

TEST(TextTimeline, ColoursOnlyWhenAsked) {
  HandMade made = deadlockedSupper();
  made.trace.advance(HandMade::us(100));
  EXPECT_THAT(textTimeline(made.trace, analyse(made.trace), {60, true}), HasSubstr("\033[31m─"));
}

TEST(TextTimeline, OfAnEmptyTraceSaysSo) {
  EXPECT_THAT(textTimeline(Trace(), Report{}), HasSubstr("No task has been seen."));
}

TEST(TextTimeline, DoesNotPassControlCharactersOn) {
  HandMade made;
  TaskInfo task = made.trace.tasks()[1];
  task.name = "a\033[2Jb";
  made.trace.addTask(task);
  made.trace.run().scenario = "x\033y";
  made.trace.append([] {
    Event event;
    event.time = HandMade::kStart;
    event.task = kMainTask;
    event.operation = Operation::begin;
    return event;
  }());
  EXPECT_THAT(textTimeline(made.trace, Report{}), Not(HasSubstr("\033")));
}

}  // namespace
}  // namespace lockstep
