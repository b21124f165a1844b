// SPDX-License-Identifier: GPL-3.0-or-later
#include "interchange/export.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/hand_made.h"

namespace lockstep {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<std::string> csvLines(const Trace& trace) {
  std::ostringstream out;
  exportCsv(trace, out);
  std::istringstream in(out.str());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

json chromeEvents(const Trace& trace) {
  std::ostringstream out;
  exportChrome(trace, out);
  return json::parse(out.str())["traceEvents"];
}

TEST(Csv, HasExactlyTheHeaderOfTheContract) {
  EXPECT_EQ(csvLines(HandMade().trace)[0],
            "task,pid,tid,ppid,name,kind,state,detail,resource,evidence,start_ns,end_ns");
}

TEST(Csv, HasOneRowForEachInterval) {
  HandMade made = deadlockedSupper();
  made.trace.advance(HandMade::us(20));
  std::size_t intervals = 0;
  for (const TaskInfo& task : made.trace.tasks()) intervals += made.trace.lane(task.id).size();
  const auto lines = csvLines(made.trace);
  EXPECT_THAT(lines, SizeIs(1 + intervals));
  EXPECT_THAT(lines, Contains("2,100,101,99,Plato,thread,blocked,acquire,fork 2,probe,1000015000,"
                              "1000020000"));
}

TEST(Csv, NamesTheCpu) {
  HandMade made;
  made.lines(R"(
    0 main switch_in value=1
    5 main switch_out value=1 preempted
  )");
  made.trace.advance(HandMade::us(6));
  EXPECT_THAT(csvLines(made.trace),
              Contains("1,100,100,99,main,process,running,cpu 1,,kernel,1000000000,1000005000"));
}

TEST(Csv, QuotesWhatNeedsIt) {
  HandMade made;
  made.thread("a,\"b\"");
  made.lines("0 a,\"b\" begin peer=main");
  EXPECT_THAT(csvLines(made.trace).back(), HasSubstr(",\"a,\"\"b\"\"\",thread,"));
}

TEST(JsonExport, HasEveryEventIntervalAndTable) {
  HandMade made = deadlockedSupper();
  made.end(RunEnd::quiescent, 500'000);
  std::ostringstream out;
  exportJson(made.trace, analyse(made.trace), out);
  const json all = json::parse(out.str());
  EXPECT_EQ(all["format"], "lockstep");
  EXPECT_EQ(all["run"]["scenario"], "supper");
  EXPECT_EQ(all["run"]["end"], "quiescent");
  EXPECT_THAT(all["tasks"], SizeIs(4));
  EXPECT_THAT(all["resources"], SizeIs(2));
  EXPECT_THAT(all["events"], SizeIs(made.trace.logSize()));
  EXPECT_EQ(all["report"]["verdict"], "deadlock");
  const json& event = all["events"].back();
  EXPECT_EQ(event["operation"], "acquire");
  EXPECT_EQ(event["phase"], "blocked");
  EXPECT_EQ(event["resource"], 0);
  EXPECT_EQ(all["sites"][event["site"].get<std::size_t>()]["line"], 31);
  EXPECT_FALSE(all["intervals"].empty());
}

TEST(JsonExport, LeavesTheHolesOfTheSitesOutAndNoneBehindThem) {
  HandMade made;
  made.trace.addSite({SiteId{1}, 31, "supper.cpp", "dine"});
  made.trace.addSite({SiteId{4}, 40, "supper.cpp", "think"});
  std::ostringstream out;
  exportJson(made.trace, analyse(made.trace), out);
  const json sites = json::parse(out.str())["sites"];
  ASSERT_THAT(sites, SizeIs(2));
  EXPECT_EQ(sites[0],
            json({{"id", 1}, {"file", "supper.cpp"}, {"line", 31}, {"function", "dine"}}));
  EXPECT_EQ(sites[1]["id"], 4);
}

TEST(JsonExport, IsValidForNamesThatAreNotUtf8) {
  HandMade made;
  TaskInfo task = made.trace.tasks()[1];
  task.name = "\xff\"\n";
  made.trace.addTask(task);
  made.lines("0 user kill peer=user value=2");
  std::ostringstream out;
  exportJson(made.trace, analyse(made.trace), out);
  EXPECT_TRUE(json::accept(out.str()));
  EXPECT_TRUE(json::accept(chromeEvents(made.trace).dump()));
}

TEST(ChromeExport, ShowsStatesHoldsAndHandOffs) {
  HandMade made;
  made.thread("Plato");
  made.resource(ResourceKind::lock, "fork_1");
  made.lines(R"(
    0 main begin peer=user
    1 main acquire fork_1 value=1
    2 Plato begin peer=main
    3 Plato acquire.request fork_1
    4 Plato acquire.blocked fork_1
    9 main release fork_1
    12 Plato acquire fork_1 value=1 peer=main
    20 Plato release fork_1
  )");
  const json events = chromeEvents(made.trace);
  const auto find = [&](const char* phase, const std::string& name, int tid) {
    for (const json& event : events)
      if (event["ph"] == phase && event["name"] == name && event["tid"] == tid) return event;
    return json();
  };
  const json blocked = find("X", "blocked", 101);
  ASSERT_FALSE(blocked.is_null());
  EXPECT_DOUBLE_EQ(blocked["ts"], 4);
  EXPECT_DOUBLE_EQ(blocked["dur"], 8);
  const json held = find("X", "fork 1", (1 << 23) + 100);
  ASSERT_FALSE(held.is_null());
  EXPECT_DOUBLE_EQ(held["dur"], 8);
  const json sent = find("s", "hand-off of fork 1", 100);
  const json received = find("f", "hand-off of fork 1", 101);
  ASSERT_FALSE(sent.is_null());
  ASSERT_FALSE(received.is_null());
  EXPECT_EQ(sent["id"], received["id"]);
  EXPECT_DOUBLE_EQ(sent["ts"], 9);
  EXPECT_DOUBLE_EQ(received["ts"], 12);
  EXPECT_EQ(find("M", "thread_name", 101)["args"]["name"], "2 Plato");
}

TEST(ChromeExport, PutsHoldsThatDoNotNestIntoTwoTracks) {
  HandMade made;
  made.resource(ResourceKind::lock, "a");
  made.resource(ResourceKind::lock, "b");
  made.lines(R"(
    1 main acquire a value=1
    2 main acquire b value=1
    3 main release a
    4 main release b
  )");
  std::vector<std::int64_t> tracks;
  for (const json& event : chromeEvents(made.trace))
    if (event.value("cat", "") == "hold") tracks.push_back(event["tid"]);
  ASSERT_THAT(tracks, SizeIs(2));
  EXPECT_NE(tracks[0], tracks[1]);
}

}  // namespace
}  // namespace lockstep
