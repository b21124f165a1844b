// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "analysis/analysis.h"
#include "base/duration.h"
#include "base/file_in_progress.h"
#include "commands.h"
#include "interchange/report_json.h"
#include "scenarios/scenario_info.h"
#include "session/session.h"
#include "words/words.h"

namespace lockstep::cli {
namespace {

volatile std::sig_atomic_t interruptedBy = 0;

}  // namespace

int interrupted() { return interruptedBy; }

void catchInterrupts() {
  struct sigaction action {};
  action.sa_handler = [](int signal) { interruptedBy = signal; };
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    // nohup and its like have asked for this one to be ignored.
    if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
  }
}

namespace {

Result<std::pair<std::string, std::int64_t>> parseSetting(const std::string& text) {
  const std::size_t sign = text.find('=');
  std::int64_t value = 0;
  if (sign != std::string::npos && sign > 0) {
    const char* last = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + sign + 1, last, value);
    if (error == std::errc{} && rest == last) return std::pair{text.substr(0, sign), value};
  }
  return Error{
      fmt::format("--set {}: expected name=value with a whole number, such as workers=4", text)};
}

Result<TimedSignal> parseSignal(const std::string& text) {
  const std::size_t first = text.find(':');
  const std::size_t last = text.rfind(':');
  const Error shape{
      fmt::format("--at {}: expected T:TASK:SIGNAL, such as 2s:conductor:SIGINT", text)};
  if (first == std::string::npos || first == last || last - first < 2) return shape;
  const auto time = parseDuration(std::string_view(text).substr(0, first));
  if (!time) return shape;
  const auto signal = signalNumber(std::string_view(text).substr(last + 1));
  if (!signal)
    return Error{
        fmt::format("--at {}: {} is not the name of a signal", text, text.substr(last + 1))};
  return TimedSignal{*time, text.substr(first + 1, last - first - 1), *signal};
}

}  // namespace

Result<RunRequest> requestOf(const RunOptions& options) {
  RunRequest request;
  request.scenario = options.scenario;
  request.variant = options.variant;
  request.as = options.as;
  if (options.fullRing == "drop") request.arena.fullRing = FullRing::drop;
  request.timeLimit = static_cast<std::int64_t>(options.timeLimit * 1e9);
  for (const std::string& text : options.settings) {
    const auto setting = parseSetting(text);
    if (!setting) return setting.error();
    request.parameters[setting->first] = setting->second;
  }
  for (const std::string& text : options.signals) {
    const auto signal = parseSignal(text);
    if (!signal) return signal.error();
    request.signals.push_back(*signal);
  }
  // Who sends signals by hand takes the place of the script that plays them otherwise.
  const ScenarioInfo* scenario = findScenario(request.scenario);
  if (!request.signals.empty() && scenario != nullptr) {
    for (const ParameterInfo& parameter : scenario->parameters)
      if (parameter.name == "passenger") request.parameters.try_emplace("passenger", 0);
  }
  return request;
}

namespace {

/// One line on a terminal's standard error, rewritten as the run goes on.
std::string progressOf(const Trace& trace) {
  return fmt::format("{:.1f} s, {} tasks, {} events",
                     static_cast<double>(trace.endTime() - trace.startTime()) / 1e9,
                     trace.tasks().empty() ? 0 : trace.tasks().size() - 1, trace.eventCount());
}

}  // namespace

void printRun(const Trace& trace, const Report& report) {
  const Words words;
  const std::string verdict = words.verdict(trace, report);
  fmt::print("{} ({}, as {}): {}\n", trace.run().scenario, trace.run().variant, trace.run().as,
             verdict);
  for (const auto* findings : {&report.happened, &report.possible})
    for (const Finding& finding : *findings)
      if (const std::string sentence = words.finding(trace, finding); sentence != verdict)
        fmt::print("  {}\n", sentence);
  fmt::print("  {} tasks, {} events, {} lost, evidence: {}{}\n", report.tasks.size(),
             trace.eventCount(), trace.lostCount(), trace.run().evidence,
             trace.run().evidenceNote.empty() ? "" : " (" + trace.run().evidenceNote + ")");
}

namespace {

/// False when the host left before it could run the scenario.
bool hasBegun(const Trace& trace) {
  for (std::size_t i = 0; i < trace.taskEventCount(kMainTask); ++i)
    if (trace.event(trace.taskEvent(kMainTask, i)).operation == Operation::begin) return true;
  return false;
}

}  // namespace

int run(const RunOptions& options) {
  if (options.step) return runInSteps(options);
  const Result<RunRequest> request = requestOf(options);
  if (!request) return badInput(request.error().message);
  if (!options.output.empty())
    if (const auto writable = FileInProgress::check(options.output); !writable)
      return badInput(writable.error().message);

  becomeReaper();
  catchInterrupts();
  auto session = Session::start(*request);
  if (!session) return badInput(session.error().message);
  Trace trace;
  {
    ProgressLine progress(!options.json);
    while ((*session)->pull(trace)) {
      if (interruptedBy != 0) (*session)->stop();
      progress.show(progressOf(trace));
      (*session)->waitForEvents(50);
    }
  }
  const std::vector<std::string> notes = (*session)->notes();
  const bool misaddressed = !(*session)->strangers().empty();
  session->reset();
  // First of all: a reader of the output that goes away ends the program.
  const Result<void> saved = options.output.empty() ? Result<void>() : trace.save(options.output);
  for (const std::string& note : notes) fmt::print(stderr, "lockstep: {}\n", note);
  // The sentence above has said why.
  if (interruptedBy == 0 && !notes.empty() && !hasBegun(trace)) return kBadInput;

  const Report report = analyse(trace);
  if (options.json) {
    std::cout << reportJson(trace, report) << "\n";
  } else {
    printRun(trace, report);
  }
  if (!saved) return badInput(saved.error().message);
  if (interruptedBy != 0) return 128 + interruptedBy;
  if (misaddressed) return kBadInput;
  return isBad(report.verdict) ? kBadVerdict : kCompleted;
}

}  // namespace lockstep::cli
