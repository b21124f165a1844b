// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/unique_fd.h"

extern char** environ;

namespace lockstep {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A folder of its own for each test, gone afterwards.
class CommandLine : public testing::Test {
 protected:
  CommandLine() {
    std::string pattern = (std::filesystem::temp_directory_path() / "lockstep-XXXXXX").string();
    m_folder = ::mkdtemp(pattern.data());
  }
  ~CommandLine() override { std::filesystem::remove_all(m_folder); }

  std::string path(const std::string& name) const { return m_folder + "/" + name; }

  /// Its output goes to files unless `out` names another place.
  pid_t start(std::vector<std::string> words, std::string out = "") const {
    if (out.empty()) out = path("out");
    words.insert(words.begin(), LOCKSTEP_BIN "/lockstep");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), flags, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, path("err").c_str(), flags, 0600);
    pid_t pid = -1;
    EXPECT_EQ(posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    return pid;
  }

  Outcome finish(pid_t pid) const {
    int status = 0;
    EXPECT_EQ(::waitpid(pid, &status, 0), pid);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), contents(path("out")),
            contents(path("err"))};
  }

  Outcome lockstep(const std::vector<std::string>& words) const { return finish(start(words)); }

  /// A short recording to read from.
  std::string recording() const {
    const std::string file = path("counter.lockstep");
    const Outcome run = lockstep({"run", "counter", "--set", "increments=20", "-o", file});
    EXPECT_EQ(run.status, 0) << run.err;
    return file;
  }

 private:
  std::string m_folder;
};

void expectOneSentence(const Outcome& outcome) {
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("lockstep: "));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
}

TEST_F(CommandLine, ListsEveryScenarioWithItsContract) {
  const json scenarios = json::parse(lockstep({"list", "--json"}).out);
  std::vector<std::string> names;
  for (const json& scenario : scenarios) {
    names.push_back(scenario.at("name"));
    EXPECT_FALSE(scenario.at("title").get<std::string>().empty());
    EXPECT_FALSE(scenario.at("as").empty());
    for (const json& variant : scenario.at("variants")) {
      EXPECT_TRUE(variant.contains("name"));
      EXPECT_TRUE(variant.contains("verdict"));
    }
    for (const json& parameter : scenario.at("parameters"))
      for (const char* key : {"name", "type", "default", "range"})
        EXPECT_TRUE(parameter.contains(key)) << scenario.at("name") << " lacks " << key;
  }
  EXPECT_THAT(names, testing::IsSupersetOf({"worker-life", "counter", "producer-consumer",
                                            "philosophers", "bus", "release-day"}));
}

TEST_F(CommandLine, RunAnswersZeroAndOneJsonObjectWhenTheRunCompletes) {
  const Outcome outcome = lockstep({"run", "counter", "--set", "increments=20", "--json"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json result = json::parse(outcome.out);
  for (const char* key : {"scenario", "variant", "as", "verdict", "happened", "possible", "tasks",
                          "events", "lost", "evidence"})
    EXPECT_TRUE(result.contains(key)) << key;
  EXPECT_EQ(result["verdict"], "completed");
  EXPECT_EQ(result["variant"], "locked");
  for (const json& task : result["tasks"])
    for (const char* key : {"name", "kind", "pid", "tid", "ppid", "state", "exit"})
      EXPECT_TRUE(task.contains(key)) << key;
}

TEST_F(CommandLine, ADeadlockIsNamedAndAnswersThree) {
  const Outcome outcome = lockstep({"run", "philosophers", "--json"});
  EXPECT_EQ(outcome.status, 3) << outcome.err;
  const json result = json::parse(outcome.out);
  EXPECT_EQ(result["verdict"], "deadlock");
  ASSERT_FALSE(result["happened"].empty());
  EXPECT_EQ(result["happened"][0]["kind"], "deadlock");
}

TEST_F(CommandLine, TextOutputNamesTheBadVerdict) {
  const Outcome outcome = lockstep({"run", "counter", "--variant", "unlocked"});
  EXPECT_EQ(outcome.status, 3) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("lost update"));
}

TEST_F(CommandLine, BadUsageIsOneSentenceAndTwo) {
  const std::vector<std::vector<std::string>> lines{
      {"frobnicate"},
      {"run"},
      {"run", "no-such-scenario"},
      {"run", "counter", "--variant", "no-such-variant"},
      {"run", "counter", "--as", "fibres"},
      {"run", "counter", "--set", "workers"},
      {"run", "counter", "--set", "workers=many"},
      {"run", "counter", "--set", "workers=100000"},
      {"run", "counter", "--set", "colour=3"},
      {"run", "counter", "--at", "now"},
      {"run", "bus", "--at", "2s:conductor:SIGNONE"},
      {"run", "counter", "--time-limit", "-1"},
      {"show", "/nonexistent.lockstep"},
      {"info", "/dev/null"},
      {"export", "/dev/null", "--format", "csv"},
      {"export", "/dev/null", "--format", "docx"},
  };
  for (const auto& line : lines) {
    SCOPED_TRACE(testing::PrintToString(line));
    expectOneSentence(lockstep(line));
  }
}

TEST_F(CommandLine, AnUnwritableRecordingIsSaidBeforeTheRunAndNotAfterIt) {
  // The run would take as long as its time limit.
  const std::vector<std::string> run{"run",   "producer-consumer", "--variant", "no-sentinel",
                                     "--set", "pause=50",          "-o"};
  for (const std::string& file :
       {std::string("/nonexistent/x.lockstep"), path(""), std::string()}) {
    SCOPED_TRACE(file);
    std::vector<std::string> words = run;
    words.push_back(file);
    const Outcome outcome = lockstep(words);
    expectOneSentence(outcome);
    EXPECT_THAT(outcome.err, HasSubstr(file.empty() ? "cannot be empty" : file));
  }
}

TEST_F(CommandLine, ARecordingThatFindsNoRoomLeavesTheVerdict) {
  // A link, so that a wrong answer replaces the link and not the machine's device.
  std::filesystem::create_symlink("/dev/full", path("full.lockstep"));
  const Outcome outcome =
      lockstep({"run", "counter", "--set", "increments=5", "-o", path("full.lockstep")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, HasSubstr("completed"));
  EXPECT_THAT(outcome.err, HasSubstr("full.lockstep: cannot be written: No space left"));
}

TEST_F(CommandLine, AnExportThatFindsNoRoomIsSaid) {
  const std::string file = recording();
  std::filesystem::create_symlink("/dev/full", path("full.csv"));
  expectOneSentence(lockstep({"export", file, "--format", "csv", "-o", path("full.csv")}));
}

TEST_F(CommandLine, OutputThatCannotBeWrittenIsNeverASuccess) {
  const std::string file = recording();
  const std::vector<std::vector<std::string>> lines = {
      {"--help"},
      {"list"},
      {"list", "--json"},
      {"run", "counter", "--set", "increments=5"},
      {"show", file},
      {"info", file},
      {"info", file, "--json"},
      {"export", file, "--format", "json"},
      {"doctor"},
      {"doctor", "--json"},
  };
  for (const auto& line : lines) {
    SCOPED_TRACE(testing::PrintToString(line));
    const Outcome outcome = finish(start(line, "/dev/full"));
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, StartsWith("lockstep: cannot write the output: "));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
}

TEST_F(CommandLine, ClosedStandardStreamsDoNotGetIntoARun) {
  const std::string command = std::string("exec '") + LOCKSTEP_BIN +
                              "/lockstep' run counter --set increments=5 -o '" + path("c") + "'";
  const auto closing = [&](const char* streams) {
    return WEXITSTATUS(std::system((command + streams).c_str()));
  };
  EXPECT_EQ(closing(" > /dev/null <&-"), 0);
  EXPECT_EQ(closing(" > /dev/null 2>&-"), 0);
  EXPECT_EQ(closing(" >&- 2>&- <&-"), 2) << "the verdict could not be printed";
  EXPECT_EQ(lockstep({"info", path("c")}).status, 0) << "but the run was recorded";
}

TEST_F(CommandLine, ADeadlockIsToldOnce) {
  const std::string out = lockstep({"run", "philosophers"}).out;
  const std::size_t first = out.find("waits for fork");
  ASSERT_NE(first, std::string::npos);
  const std::string sentence = out.substr(first, 60);
  EXPECT_EQ(out.find(sentence, first + 1), std::string::npos) << out;
}

TEST_F(CommandLine, CsvHasExactlyTheContractsColumns) {
  const Outcome outcome = lockstep({"export", recording(), "--format", "csv"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              StartsWith("task,pid,tid,ppid,name,kind,state,detail,resource,evidence,start_ns,"
                         "end_ns\n"));
  EXPECT_THAT(outcome.out, HasSubstr(",running,"));
}

TEST_F(CommandLine, ExportsAreWellFormedJson) {
  const std::string file = recording();
  for (const char* format : {"json", "chrome"}) {
    const std::string out = path(format);
    const Outcome outcome = lockstep({"export", file, "--format", format, "-o", out});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(json::accept(contents(out))) << format;
  }
}

TEST_F(CommandLine, ShowAndInfoReadARecording) {
  const std::string file = recording();
  EXPECT_THAT(lockstep({"show", file}).out, HasSubstr("main"));
  const json info = json::parse(lockstep({"info", file, "--json"}).out);
  EXPECT_EQ(info["verdict"], "completed");
  EXPECT_THAT(lockstep({"info", file}).out, HasSubstr("completed"));
}

TEST_F(CommandLine, DoctorSaysWhatTheMachineAllows) {
  const json report = json::parse(lockstep({"doctor", "--json"}).out);
  EXPECT_TRUE(report.contains("perf"));
  EXPECT_EQ(lockstep({"doctor"}).status, 0);
}

TEST_F(CommandLine, SignalsAtATimeReachTheirTask) {
  const Outcome outcome = lockstep({"run", "bus", "--set", "pause=20", "--at",
                                    "10ms:conductor:SIGINT", "-o", path("bus.lockstep"), "--json"});
  ASSERT_EQ(outcome.status, 0) << outcome.err << outcome.out;
  const json events =
      json::parse(lockstep({"export", path("bus.lockstep"), "--format", "json"}).out)["events"];
  const auto sent = [&events](int from, const std::string& signal) {
    return std::any_of(events.begin(), events.end(), [&](const json& event) {
      return event.at("operation") == "kill" && event.at("task") == from &&
             event.dump().find(signal) != std::string::npos;
    });
  };
  EXPECT_TRUE(sent(0, "SIGINT"));
}

TEST_F(CommandLine, ASignalForNobodyIsBadInputThoughTheRunIsShown) {
  const Outcome outcome =
      lockstep({"run", "counter", "--set", "increments=20", "--at", "2s:NOBODY:SIGINT"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, HasSubstr("completed"));
  EXPECT_THAT(outcome.err, HasSubstr("NOBODY"));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
}

TEST_F(CommandLine, ASignalThatComesTooLateIsOnlyNoted) {
  const Outcome outcome =
      lockstep({"run", "counter", "--set", "increments=20", "--at", "1000s:worker 1:SIGINT"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err, HasSubstr("worker 1"));
}

TEST_F(CommandLine, TooFewDescriptorsAreOneSentenceAndTwoOrNoHindrance) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const std::vector<std::vector<std::string>> commands{
      {"run", "counter", "--set", "increments=2"},
      {"run", "counter", "--set", "increments=2", "--step"},
      {"explore", "counter", "--variant", "locked", "--set", "increments=1", "--set", "workers=2"}};
  for (const auto& command : commands) {
    std::set<int> statuses;
    for (const rlim_t most : {5, 6, 7, 8, 9, 11, 13, 32}) {
      const rlimit few{most, before.rlim_max};
      ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
      const pid_t pid = start(command);
      ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
      const Outcome outcome = finish(pid);
      statuses.insert(outcome.status);
      if (outcome.status == 0) continue;
      SCOPED_TRACE(command.front() + " with " + std::to_string(most));
      expectOneSentence(outcome);
      EXPECT_THAT(outcome.err, HasSubstr("(EMFILE)"));
    }
    EXPECT_EQ(statuses, (std::set<int>{0, 2}));
  }
}

TEST_F(CommandLine, AnInterruptEndsTheRunAndAllItsProcesses) {
  const pid_t pid = start({"run", "producer-consumer", "--variant", "no-sentinel", "--as",
                           "processes", "--set", "items=1000", "--set", "pause=50"});
  // The host is a child of the command; wait until it is there, then interrupt.
  const std::string children =
      "/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children";
  const std::int64_t deadline = monotonicNow() + 20'000'000'000;
  pid_t host = 0;
  while (host == 0 && monotonicNow() < deadline) host = std::atoi(contents(children).c_str());
  ASSERT_GT(host, 0);
  ASSERT_EQ(::kill(pid, SIGINT), 0);
  EXPECT_EQ(finish(pid).status, 128 + SIGINT);
  EXPECT_EQ(::kill(-host, 0), -1) << "a process of the run's group is left";
}

TEST_F(CommandLine, ReadersLinkNoQt) {
  for (const char* program : {"/lockstep", "/lockstep-host"})
    EXPECT_EQ(contents(std::string(LOCKSTEP_BIN) + program).find("libQt6"), std::string::npos)
        << program;
}

#if LOCKSTEP_HAS_WINDOW
TEST_F(CommandLine, PicturesAreOfTheKindAndSizeAskedFor) {
  const std::string file = recording();
  ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
  for (const char* view : {"timeline", "stage", "window"}) {
    for (const char* kind : {"png", "svg", "pdf"}) {
      const std::string out = path(std::string(view) + "." + kind);
      const Outcome outcome = lockstep({"picture", file, "-o", out, "--view", view, "--size",
                                        "900x500", "--theme", "dark", "--lang", "zh_CN"});
      ASSERT_EQ(outcome.status, 0) << outcome.err;
      const std::string bytes = contents(out);
      ASSERT_GT(bytes.size(), 500u) << out;
      if (std::string(kind) == "png") {
        const auto byte = [&bytes](std::size_t n) { return static_cast<unsigned char>(bytes[n]); };
        EXPECT_EQ(byte(18) * 256 + byte(19), 900);
        EXPECT_EQ(byte(22) * 256 + byte(23), 500);
      }
      if (std::string(kind) == "pdf") {
        EXPECT_THAT(bytes, StartsWith("%PDF"));
      }
      if (std::string(kind) == "svg") {
        EXPECT_THAT(bytes, HasSubstr("<svg"));
      }
    }
  }
}

TEST_F(CommandLine, APictureThatCannotBeMadeIsOneSentence) {
  const std::string file = recording();
  expectOneSentence(lockstep({"picture", file, "-o", path("x.bmp")}));
  expectOneSentence(lockstep({"picture", "-o", path("x.png")}));
  expectOneSentence(lockstep({"picture", file}));
  expectOneSentence(lockstep({"picture", file, "-o", path("x.png"), "--size", "big"}));
  expectOneSentence(lockstep({"picture", file, "-o", path("x.png"), "--at", "noon"}));
  expectOneSentence(lockstep({"picture", file, "-o", path("x.png"), "--at", "1000s"}));
  expectOneSentence(lockstep({"picture", "/dev/null", "-o", path("x.png")}));
  for (const char* kind : {"png", "svg", "pdf"}) {
    const std::string full = path(std::string("full.") + kind);
    std::filesystem::create_symlink("/dev/full", full);
    expectOneSentence(lockstep({"picture", file, "-o", full, "--view", "stage"}));
    expectOneSentence(lockstep({"picture", file, "-o", path("no/such/folder/x.") + kind}));
  }
}

/// An ffmpeg of the test's own, or none, in place of the user's.
class FilmCommandLine : public CommandLine {
 protected:
  FilmCommandLine() : m_before(std::getenv("PATH")) { ::setenv("PATH", path("").c_str(), 1); }
  ~FilmCommandLine() override { ::setenv("PATH", m_before.c_str(), 1); }
  void install(const std::string& script) {
    std::ofstream(path("ffmpeg")) << "#!/bin/sh\nPATH=/usr/bin:/bin\n" << script;
    std::filesystem::permissions(path("ffmpeg"), std::filesystem::perms::owner_all);
  }
  /// Files whose names begin with that.
  int files(const std::string& stem) const {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path("")))
      count += entry.path().filename().string().starts_with(stem);
    return count;
  }

 private:
  std::string m_before;
};

TEST_F(FilmCommandLine, AnAnimationWithoutFfmpegIsOneSentence) {
  const std::string file = recording();
  const Outcome outcome = lockstep({"picture", file, "-o", path("x.gif"), "--view", "stage"});
  expectOneSentence(outcome);
  EXPECT_THAT(outcome.err, HasSubstr("ffmpeg"));
  EXPECT_EQ(files("x.gif"), 0);
}

TEST_F(FilmCommandLine, AnAnimationIsWrittenWithoutAWordWhereNobodyLooksOn) {
  const std::string file = recording();
  install("for out; do :; done\nwc -c > $out\n");
  const Outcome outcome = lockstep(
      {"picture", file, "-o", path("x.mp4"), "--view", "stage", "--size", "100x80", "--fps", "2"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(std::stoi(contents(path("x.mp4"))), 41 * 100 * 80 * 4);
}

TEST_F(FilmCommandLine, AnInterruptedAnimationLeavesNoFile) {
  const std::string file = recording();
  // Tells that it has begun, and takes no more than the first frame.
  install("for out; do :; done\necho > $out\necho > " + path("begun") + "\nexec sleep 1000\n");
  for (const int number : {SIGINT, SIGTERM}) {
    std::filesystem::remove(path("begun"));
    const pid_t pid = start({"picture", file, "-o", path("x.gif"), "--view", "stage"});
    const std::int64_t limit = monotonicNow() + 20'000'000'000;
    while (files("begun") == 0 && monotonicNow() < limit) ::sched_yield();
    ASSERT_EQ(files("begun"), 1);
    ::kill(pid, number);
    EXPECT_EQ(finish(pid).status, -number);
    EXPECT_EQ(files("x.gif"), 0);
  }
}

TEST_F(CommandLine, TheGalleryIsDrawnWithoutARecording) {
  const std::string out = path("gallery.svg");
  const Outcome outcome = lockstep({"picture", "--gallery", out, "--theme", "light"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(contents(out), HasSubstr("<svg"));
  EXPECT_EQ(contents(out).find("<image"), std::string::npos);
}

TEST_F(CommandLine, AWindowWithoutADisplayIsOneSentence) {
  for (const char* display : {"", ":32767"}) {
    SCOPED_TRACE(display);
    const std::string command = std::string("env -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM DISPLAY=") +
                                display + " '" + LOCKSTEP_BIN + "/lockstep' open > '" +
                                path("out") + "' 2> '" + path("err") + "'";
    const int status = std::system(command.c_str());
    expectOneSentence({WEXITSTATUS(status), contents(path("out")), contents(path("err"))});
  }
}
#endif

}  // namespace
}  // namespace lockstep
