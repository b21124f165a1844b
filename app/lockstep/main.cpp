// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "commands.h"
#include "session/session.h"

namespace {

using namespace lockstep;

/// `lockstep-window` gets what `picture` was given, word by word.
struct PictureOptions {
  std::string file;
  std::string output;
  std::string view = "window";
  std::string at, from, to, size, theme, language, fps, speed;
  bool gallery = false;

  std::vector<std::string> words() const {
    std::vector<std::string> words{"--picture", output, "--view", view};
    if (gallery) words.emplace_back("--gallery");
    const auto add = [&words](const char* option, const std::string& value) {
      if (value.empty()) return;
      words.emplace_back(option);
      words.push_back(value);
    };
    add("--file", file);
    add("--at", at);
    add("--from", from);
    add("--to", to);
    add("--size", size);
    add("--theme", theme);
    add("--lang", language);
    add("--fps", fps);
    add("--speed", speed);
    return words;
  }
};

std::string firstLine(std::string text) {
  text.erase(std::find(text.begin(), text.end(), '\n'), text.end());
  return text;
}

void addExploreOptions(CLI::App& command, cli::ExploreOptions& options) {
  cli::RunOptions& run = options.run;
  command.add_option("SCENARIO", run.scenario, "Its name, as `lockstep list` shows it");
  command.add_option("--variant", run.variant, "Variant; the first is the default");
  command.add_option("--set", run.settings, "Parameter, name=value; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--as", run.as, "threads or processes");
  command.add_option("--search", options.search, "dfs (all schedules, default), pct or random")
      ->check(CLI::IsMember({"dfs", "pct", "random"}));
  command
      .add_option("--preemptions", options.preemptions,
                  "dfs: leave out schedules with more preemptions, 0 to 1000")
      ->check(CLI::Range(0, 1000));
  command.add_flag(
      "--reduce", options.reduce,
      "dfs: one of those schedules that differ only in the order of independent steps");
  command.add_flag("--every-step", options.everyStep,
                   "dfs: branch also on steps that matter to nobody else");
  command.add_option("--seed", run.seed, "Of random and pct; 1 without it");
  command.add_option("--depth", run.depth, "Of pct: ordering constraints of the bug, 1 to 100")
      ->check(CLI::Range(1, 100));
  command.add_option("--runs", options.runs, "Runs at most");
  command.add_option("--time", options.seconds, "Seconds at most, 0.1 to 1000000")
      ->check(CLI::Range(0.1, 1e6));
  command
      .add_option("--jobs", options.jobs, "Hosts at work at once, 1 to 64; one a CPU without it")
      ->check(CLI::Range(1, 64));
  command.add_option("--shard", options.shard, "Search only part I of N, I/N; see --merge");
  command.add_option("--save-schedule", run.saveSchedule,
                     "Where the first failing schedule goes; SCENARIO-VARIANT.schedule without it");
  command.add_option("--merge", options.merge, "Join the JSON of the parts of one search");
  command.add_flag("--json", run.json, "Result as JSON");
}

std::string fileName(const std::string& text) {
  return text.empty() ? "the name of a file cannot be empty" : "";
}

void addPictureOptions(CLI::App& command, PictureOptions& options) {
  command.add_option("FILE", options.file, "A recording, FILE.lockstep")->check(fileName);
  command
      .add_option("-o,--output", options.output,
                  "OUT.png, OUT.svg or OUT.pdf; an animation: OUT.gif or OUT.mp4, with ffmpeg")
      ->check(fileName);
  command.add_option("--view", options.view, "timeline, stage or window (default)")
      ->check(CLI::IsMember({"timeline", "stage", "window"}));
  command.add_option("--at", options.at, "Playhead, such as 1.5s or 20ms after the start");
  command.add_option("--from", options.from, "Start of the timeline's range, or of an animation");
  command.add_option("--to", options.to, "End of the timeline's range, or of an animation");
  command.add_option("--size", options.size, "WxH in pixels");
  command.add_option("--theme", options.theme, "dark or light")
      ->check(CLI::IsMember({"dark", "light"}));
  command.add_option("--lang", options.language, "en or zh_CN")
      ->check(CLI::IsMember({"en", "zh_CN"}));
  command.add_option("--fps", options.fps,
                     "Frames a second of an animation, 1 to 60; 25 without it");
  command.add_option(
      "--speed", options.speed,
      "Of an animation: 1 as it was, 0.005 or 1:200; without it it lasts 20 seconds");
  command
      .add_option("--gallery", options.output,
                  "Draw everything that the stage can show, no recording: OUT.png, .svg or .pdf")
      ->check(fileName)
      ->each([&options](const std::string&) { options.gallery = true; });
}

std::string timeLimit(const std::string& text) {
  double seconds = 0;
  const bool good = CLI::detail::lexical_cast(text, seconds) && seconds >= 0.1 && seconds <= 3600;
  return good ? "" : "it may be 0.1 to 3600 seconds, not " + text;
}

/// The first sentence of what was wrong, and which help explains it.
std::string complaint(const CLI::App& app, const CLI::ParseError& error) {
  const auto commands = app.get_subcommands();
  const std::string command = commands.empty() ? "" : commands.front()->get_name() + " ";
  return firstLine(error.what()) + "; see `lockstep " + command + "--help`";
}

/// A descriptor that a run opens must never become one of the standard three, which its tasks
/// inherit. Opened the wrong way round, so that to use one fails as it did when it was closed.
void fillStandardStreams() {
  for (const int stream : {0, 1, 2})
    if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
      static_cast<void>(::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY));
}

/// What was printed has arrived, or the status says that it has not.
int finishOutput(int status) {
  if (status == cli::kBadInput) return status;
  std::cout.flush();
  if (std::fflush(stdout) != 0) return cli::badOutput(std::strerror(errno));
  if (std::ferror(stdout) != 0 || !std::cout) return cli::badOutput("part of it was refused");
  return status;
}

int dispatch(int argc, char** argv) {
  CLI::App app{"See, step and debug how processes and threads synchronise.", "lockstep"};
  app.set_version_flag("--version", "lockstep " LOCKSTEP_VERSION);
  app.require_subcommand(0, 1);
  std::string lessonFolder, lesson;
  app.add_option("--lessons", lessonFolder, "Of the window: a folder with lessons of your own")
      ->check(fileName);
  app.add_option("--lesson", lesson, "Of the window: the lesson to open, as `lessons` names it");
  int status = cli::kCompleted;
  bool json = false;

  CLI::App* list = app.add_subcommand("list", "Lists the scenarios");
  list->add_flag("--json", json, "As JSON");
  list->callback([&] { status = cli::list(json); });

  cli::LessonOptions lessonOptions;
  CLI::App* lessons = app.add_subcommand("lessons", "Lists the lessons, or checks one's own");
  lessons->add_option("--lessons", lessonOptions.folder, "A folder with more, ID.LANGUAGE.md");
  lessons->add_flag("--check", lessonOptions.check,
                    "Make their runs and look for the moments; of the folder, if there is one");
  lessons->add_flag("--json", lessonOptions.json, "As JSON");
  lessons->callback([&] { status = cli::lessons(lessonOptions); });

  cli::RunOptions runOptions;
  CLI::App* run = app.add_subcommand("run", "Runs a scenario and names its verdict");
  run->add_option("SCENARIO", runOptions.scenario, "Its name, as `lockstep list` shows it")
      ->required();
  run->add_option("--variant", runOptions.variant, "Variant; the first is the default");
  run->add_option("--set", runOptions.settings, "Parameter, name=value; may be repeated")
      ->allow_extra_args(false);
  run->add_option("--as", runOptions.as, "threads or processes");
  run->add_option("--at", runOptions.signals, "Signal, T:TASK:SIGNAL, such as 2s:conductor:SIGINT")
      ->allow_extra_args(false);
  run->add_option("--time-limit", runOptions.timeLimit, "Seconds, 0.1 to 3600")->check(timeLimit);
  run->add_option(
         "--full-ring", runOptions.fullRing,
         "What a task does when its events are not read fast enough: wait (default) or drop")
      ->check(CLI::IsMember({"wait", "drop"}));
  run->add_option("-o,--output", runOptions.output, "Recording to write, FILE.lockstep")
      ->check(fileName);
  run->add_flag("--json", runOptions.json, "Result as JSON");
  run->add_flag("--step", runOptions.step, "In steps, one operation of one task at a time");
  run->add_option("--scheduler", runOptions.scheduler,
                  "With --step: rr (in turn, default), random, pct or replay")
      ->check(CLI::IsMember({"rr", "random", "pct", "replay"}));
  run->add_option("--seed", runOptions.seed, "Of random and pct; 1 without it");
  run->add_option("--depth", runOptions.depth, "Of pct: ordering constraints of the bug, 1 to 100")
      ->check(CLI::Range(1, 100));
  run->add_option("--schedule", runOptions.schedule, "Of replay: the schedule to repeat");
  run->add_option("--save-schedule", runOptions.saveSchedule, "With --step: schedule to write");
  run->callback([&] { status = cli::run(runOptions); });

  cli::ExploreOptions exploring;
  CLI::App* explore =
      app.add_subcommand("explore", "Runs a scenario under many schedules and counts the verdicts");
  addExploreOptions(*explore, exploring);
  explore->callback([&] { status = cli::explore(exploring); });

  std::string file;
  const auto addFile = [&file](CLI::App* command) {
    command->add_option("FILE", file, "A recording, FILE.lockstep")->required()->check(fileName);
  };
  CLI::App* show = app.add_subcommand("show", "Shows a recording as a text timeline");
  addFile(show);
  show->callback([&] { status = cli::show(file); });

  CLI::App* info = app.add_subcommand("info", "Tells what is in a recording");
  addFile(info);
  info->add_flag("--json", json, "As JSON");
  info->callback([&] { status = cli::info(file, json); });

  std::string format;
  std::string output;
  CLI::App* exporting = app.add_subcommand("export", "Writes a recording in another format");
  addFile(exporting);
  exporting->add_option("--format", format, "csv, json or chrome")
      ->required()
      ->check(CLI::IsMember({"csv", "json", "chrome"}));
  exporting->add_option("-o,--output", output, "File to write; standard output without it")
      ->check(fileName);
  exporting->callback([&] { status = cli::exportTo(file, format, output); });

  PictureOptions picture;
  CLI::App* drawing =
      app.add_subcommand("picture", "Draws a recording as PNG, SVG, PDF, GIF or MP4");
  addPictureOptions(*drawing, picture);
  drawing->callback([&] {
    if (picture.output.empty()) throw CLI::RequiredError("-o");
    if (picture.file.empty() && !picture.gallery) throw CLI::RequiredError("FILE");
    status = cli::window(picture.words());
  });

  CLI::App* doctor = app.add_subcommand("doctor", "Tells what this machine allows Lockstep to see");
  doctor->add_flag("--json", json, "As JSON");
  doctor->callback([&] { status = cli::doctor(json); });

  CLI::App* open = app.add_subcommand("open", "Opens a recording in the window");
  open->add_option("FILE", file, "A recording, FILE.lockstep; none: the empty window");
  open->callback(
      [&] { status = cli::window(file.empty() ? std::vector<std::string>{} : std::vector{file}); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    return cli::badInput(complaint(app, error));
  }
  if (app.get_subcommands().empty()) {
    std::vector<std::string> words;
    if (!lessonFolder.empty()) words.insert(words.end(), {"--lessons", lessonFolder});
    if (!lesson.empty()) words.insert(words.end(), {"--lesson", lesson});
    return cli::window(words);
  }
  if (!lessonFolder.empty() || !lesson.empty())
    return cli::badInput("--lessons and --lesson before a command are for the window");
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  fillStandardStreams();
  try {
    return finishOutput(dispatch(argc, argv));
  } catch (const std::system_error& error) {
    if (std::ferror(stdout) != 0) return cli::badOutput(error.code().message());
    if (error.code() == std::errc::resource_unavailable_try_again)
      return cli::badInput(
          "cannot start a thread; is the limit on processes (ulimit -u) too small?");
    std::fprintf(stderr, "lockstep: internal fault: %s\n", error.what());
    return cli::kInternalFault;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lockstep: internal fault: %s\n", error.what());
    return cli::kInternalFault;
  }
}
