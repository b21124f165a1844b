// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "../trace/events.h"
#include "lesson/anchor.h"

namespace lockstep {
namespace {

TEST(ParseAnchor, ReadsEveryForm) {
  const auto parsed = [](std::string_view text) {
    const auto anchor = parseAnchor(text);
    EXPECT_TRUE(anchor) << text;
    return anchor ? *anchor : Anchor();
  };
  EXPECT_EQ(parsed("start").kind, Anchor::Kind::start);
  EXPECT_EQ(parsed("end").kind, Anchor::Kind::end);
  EXPECT_EQ(parsed("verdict").kind, Anchor::Kind::verdict);
  const Anchor put = parsed("before second put by \"producer 1\" on queue");
  EXPECT_EQ(put.kind, Anchor::Kind::before);
  EXPECT_EQ(put.number, 2);
  EXPECT_EQ(put.operation, Operation::put);
  EXPECT_EQ(put.task, "producer 1");
  EXPECT_EQ(put.resource, "queue");
  EXPECT_EQ(parsed("after 12th acquire").number, 12);
  EXPECT_EQ(parsed("after last release").number, Anchor::kLast);
  EXPECT_EQ(parsed("after say \"by the way\" by main").words, "by the way");
  const Anchor blocked = parsed("when Plato is blocked on \"fork 2\"");
  EXPECT_EQ(blocked.state, State::blocked);
  EXPECT_EQ(blocked.task, "Plato");
  EXPECT_EQ(blocked.resource, "fork 2");
}

TEST(ParseAnchor, RefusesWhatMeansNothing) {
  for (const char* text :
       {"", "later", "start now", "after", "after 0th put", "after put by", "after \"put\"",
        "before dinner", "after put \"x\"", "when", "when Plato", "when Plato is hungry",
        "when Plato is blocked on", "after put by \"producer", "after put put"})
    EXPECT_FALSE(parseAnchor(text)) << text;
}

class AnchorTime : public testing::Test {
 protected:
  AnchorTime() {
    for (TaskInfo task : {process(0, 100), process(1, 101), thread(2, 101)}) {
      task.name = task.id.value == 1 ? "main" : task.id.value == 2 ? "worker" : "supervisor";
      trace.addTask(task);
    }
    ResourceInfo info = resource(0, ResourceKind::lock);
    info.name = "lock";
    trace.addResource(info);
    trace.addText(TextId{1}, "done it");
  }
  std::optional<std::int64_t> at(const std::string& words) {
    const auto anchor = parseAnchor(words);
    return anchor ? timeOf(*anchor, trace, Report()) : std::nullopt;
  }
  Trace trace;
};

TEST_F(AnchorTime, IsThatOfTheEventOrRightBeforeItIsAskedFor) {
  EXPECT_FALSE(at("start"));
  trace.append(done(10, 1, Operation::create).on(0));
  trace.append(done(20, 2, Operation::begin));
  trace.append(request(30, 2, Operation::acquire).on(0));
  trace.append(done(40, 2, Operation::acquire).on(0));
  trace.append(request(50, 1, Operation::acquire).on(0));
  trace.append(sleeps(60, 1, Operation::acquire).on(0));
  trace.append(done(70, 2, Operation::release).on(0));
  trace.append(done(80, 1, Operation::acquire).on(0));
  trace.append(done(90, 2, Operation::say).aux(1));
  trace.setEnd(RunEnd::completed);
  EXPECT_EQ(at("start"), 10);
  EXPECT_EQ(at("end"), 90);
  EXPECT_EQ(at("verdict"), 90);
  EXPECT_EQ(at("before acquire"), 29);
  EXPECT_EQ(at("after acquire"), 40);
  EXPECT_EQ(at("before acquire by main on lock"), 49);
  EXPECT_EQ(at("after second acquire"), 80);
  EXPECT_EQ(at("after last acquire"), 80);
  EXPECT_FALSE(at("after third acquire"));
  EXPECT_EQ(at("before release"), 69);
  EXPECT_EQ(at("after say \"done it\""), 90);
  EXPECT_FALSE(at("after say \"something else\""));
  EXPECT_FALSE(at("after acquire by nobody"));
  EXPECT_EQ(at("when main is blocked on lock"), 60);
  EXPECT_FALSE(at("when worker is blocked"));
}

TEST_F(AnchorTime, InStepModeBeforeMeansBeforeTheTaskIsLetGo) {
  trace.append(done(10, 1, Operation::create).on(0));
  trace.append(request(20, 1, Operation::acquire).on(0));
  trace.append(done(30, 1, Operation::granted).value(1));
  trace.append(done(31, 1, Operation::acquire).on(0));
  trace.append(done(40, 1, Operation::granted).value(2));
  trace.append(done(41, 1, Operation::release).on(0));
  trace.setEnd(RunEnd::completed);
  EXPECT_EQ(at("before acquire"), 29);
  EXPECT_EQ(at("before release"), 39);
  EXPECT_EQ(at("after release"), 41);
}

}  // namespace
}  // namespace lockstep
