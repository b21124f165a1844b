// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/twin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "lesson/record.h"
#include "scenarios/scenario_info.h"

namespace lockstep {
namespace {

using testing::ContainsRegex;
using testing::ElementsAre;
using testing::Pair;

TEST(Markers, AreTakenOffTheirLinesAndNothingElse) {
  const MarkedSource marked = readMarkers(
      "lock.acquire();  // @take\n"
      "x = 1  # not @home\n"
      "leave();  // for good  // @leave\n"
      "\n"
      "y = 2  # @sum");
  EXPECT_EQ(marked.text, "lock.acquire();\nx = 1  # not @home\nleave();  // for good\n\ny = 2");
  EXPECT_THAT(marked.lines, ElementsAre(Pair("leave", 3), Pair("sum", 5), Pair("take", 1)));
}

TEST(Markers, MatchTheLinesOfTwins) {
  const MarkedSource ours = readMarkers("a  // @one\nb\nc  // @two\nd  // @mine\n");
  const MarkedSource theirs = readMarkers("# text\nc  # @two\na  # @one\n");
  EXPECT_THAT(matchingLines(ours, theirs), ElementsAre(Pair(1, 3), Pair(3, 2)));
}

class Twins : public testing::TestWithParam<std::string> {
 protected:
  Twins()
      : info(*findScenario(GetParam())),
        ours(readMarkers(info.source)),
        theirs(readMarkers(twinOf(info.sourceFile))) {}
  const ScenarioInfo& info;
  MarkedSource ours, theirs;
};

TEST_P(Twins, HaveTheSameMarkers) {
  ASSERT_FALSE(theirs.text.empty());
  std::set<std::string> here, there;
  for (const auto& [marker, line] : ours.lines) here.insert(marker);
  for (const auto& [marker, line] : theirs.lines) there.insert(marker);
  EXPECT_EQ(here, there);
  EXPECT_GT(here.size(), 5u);
  // No marker is there twice: the text has lost as many as were found.
  EXPECT_EQ(ours.text.find("// @"), std::string::npos);
  EXPECT_EQ(theirs.text.find("# @"), std::string::npos);
}

/// How Python writes an operation: an extended regular expression.
std::string inPython(Operation operation) {
  static const std::map<Operation, std::string> kForms{
      {Operation::start, R"(\.start\(|get_context|Process\(|Thread\()"},
      {Operation::join, R"(\.join\()"},
      {Operation::acquire, R"(\.acquire\(|with |\.wait)"},
      {Operation::release, R"(\.release\(|with |\.wait)"},
      {Operation::wait, R"(\.wait(_for)?\()"},
      {Operation::notify, R"(\.notify\()"},
      {Operation::notifyAll, R"(\.notify_all\()"},
      {Operation::set, R"(\.set\()"},
      {Operation::put, R"(\.put\()"},
      {Operation::get, R"(\.get\()"},
      {Operation::load, R"(\.value)"},
      {Operation::store, R"(\.value *=)"},
      {Operation::kill, R"(kill\()"},
      {Operation::handle, R"(signal\()"},
      {Operation::sleep, R"(sleep\()"},
      {Operation::say, R"((print|say)\()"},
      {Operation::phase, R"((print|phase)\()"},
      {Operation::create, R"([A-Z][A-Za-z]*\()"},
      {Operation::end, R"(exit\()"},
  };
  const auto found = kForms.find(operation);
  return found == kForms.end() ? ".*" : found->second;
}

std::string lineOf(const std::string& text, int number) {
  std::istringstream lines(text);
  std::string line;
  while (number-- > 0) std::getline(lines, line);
  return line;
}

/// By running: wherever a task did something there is a marker, and the marked line of the twin
/// does the same.
TEST_P(Twins, DoTheSameAtEveryLineWhereATaskDidSomething) {
  std::map<int, std::string> markers;
  for (const auto& [marker, line] : ours.lines) markers[line] = marker;
  std::set<int> seen;
  for (const VariantInfo& variant : info.variants) {
    LessonRun run;
    run.request.scenario = info.name;
    run.request.variant = variant.name;
    run.schedule = LessonRun::Schedule::roundRobin;
    const auto made = record(run, [] { return false; });
    ASSERT_TRUE(made) << made.error().message;
    const Trace& trace = *made->trace;
    for (std::size_t i = 0; i < trace.logSize(); ++i) {
      const Event event = trace.event(i);
      const SiteInfo* site = trace.site(event.site);
      if (!site || site->file != info.sourceFile || event.has(kFlagInner)) continue;
      const auto marker = markers.find(site->line);
      ASSERT_NE(marker, markers.end()) << info.sourceFile << ":" << site->line
                                       << " has no marker: " << lineOf(ours.text, site->line)
                                       << " (" << name(event.operation) << ")";
      seen.insert(site->line);
      const std::string twin = lineOf(theirs.text, theirs.lines.at(marker->second));
      ASSERT_THAT(twin, ContainsRegex(inPython(event.operation)))
          << "@" << marker->second << " is where " << name(event.operation) << " is done";
    }
  }
  EXPECT_GE(seen.size() * 2, markers.size()) << "most markers are at lines that run";
}

INSTANTIATE_TEST_SUITE_P(All, Twins, testing::ValuesIn([] {
                           std::vector<std::string> names;
                           for (const ScenarioInfo& scenario : scenarioInfos())
                             names.push_back(scenario.name);
                           return names;
                         }()));

}  // namespace
}  // namespace lockstep
