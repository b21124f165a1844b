// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "analysis/analysis.h"
#include "base/file_in_progress.h"
#include "commands.h"
#include "interchange/export.h"
#include "interchange/report_json.h"
#include "interchange/text_timeline.h"
#include "kernel/doctor.h"
#include "scenarios/scenario_info.h"
#include "words/words.h"

namespace lockstep::cli {
namespace {

using nlohmann::ordered_json;

/// Loads a recording; says what was wrong with a damaged one that could still be read.
Result<Trace> load(const std::string& file) {
  std::string warning;
  Result<Trace> trace = Trace::load(file, &warning);
  if (!warning.empty()) fmt::print(stderr, "lockstep: {}\n", warning);
  return trace;
}

ordered_json toJson(const ScenarioInfo& scenario) {
  ordered_json variants = ordered_json::array();
  for (const VariantInfo& variant : scenario.variants)
    variants.push_back({{"name", variant.name},
                        {"label", variant.label},
                        {"verdict", variant.expectedVerdict},
                        {"lines", variant.lines}});
  ordered_json parameters = ordered_json::array();
  for (const ParameterInfo& parameter : scenario.parameters)
    parameters.push_back({{"name", parameter.name},
                          {"label", parameter.label},
                          {"type", parameter.line   ? "line"
                                   : parameter.flag ? "flag"
                                                    : "integer"},
                          {"unit", parameter.unit},
                          {"default", parameter.standard},
                          {"range", {parameter.least, parameter.most}}});
  return {{"name", scenario.name},       {"title", scenario.title},      {"group", scenario.group},
          {"summary", scenario.summary}, {"variants", variants},         {"as", scenario.as},
          {"parameters", parameters},    {"source", scenario.sourceFile}};
}

void printScenario(const ScenarioInfo& scenario) {
  fmt::print("{}: {} (as {})\n", scenario.name, scenario.title, fmt::join(scenario.as, " or "));
  for (const VariantInfo& variant : scenario.variants)
    fmt::print("  --variant {:<18} {} -> {}\n", variant.name, variant.label,
               variant.expectedVerdict);
  for (const ParameterInfo& parameter : scenario.parameters)
    fmt::print("  --set {:<22} {}, {} to {}{}\n",
               fmt::format("{}={}", parameter.name, parameter.standard), parameter.label,
               parameter.least, parameter.most, parameter.unit.empty() ? "" : " " + parameter.unit);
}

int terminalWidth() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

void printTask(const Trace& trace, const TaskSums& sums) {
  const TaskInfo& task = trace.tasks()[sums.task.value];
  fmt::print("  {:>3}  {:<20} {:<8} pid {:<8} tid {:<8}", task.id.value, task.name, name(task.kind),
             task.pid, task.tid);
  for (int state = 0; state < kStates; ++state) {
    const std::int64_t time = sums.states[static_cast<std::size_t>(state)];
    if (time > 0) fmt::print(" {} {}", name(static_cast<State>(state)), Words::duration(time));
  }
  fmt::print("  ({} events, {} switches, {} preempted)\n", sums.events, sums.switches,
             sums.preemptions);
}

void printInfo(const Trace& trace, const Report& report) {
  const Words words;
  const RunInfo& run = trace.run();
  fmt::print("{}, variant {}, as {}\n", run.scenario, run.variant, run.as);
  for (const auto& [parameter, value] : run.parameters) fmt::print("  {} = {}\n", parameter, value);
  const std::string verdict = words.verdict(trace, report);
  fmt::print("{}\n", verdict);
  for (const auto* findings : {&report.happened, &report.possible})
    for (const Finding& finding : *findings)
      if (const std::string sentence = words.finding(trace, finding); sentence != verdict)
        fmt::print("  {}\n", sentence);
  fmt::print("Length {}, {} events, {} lost, {} late\n",
             Words::duration(trace.endTime() - trace.startTime()), trace.eventCount(),
             trace.lostCount(), trace.lateCount());
  fmt::print("Evidence:");
  for (int kind = 0; kind < kEvidences; ++kind) {
    const double share = report.evidence[static_cast<std::size_t>(kind)];
    if (share > 0) fmt::print(" {} {:.1f} %", name(static_cast<Evidence>(kind)), share * 100);
  }
  fmt::print("{}\n", run.evidenceNote.empty() ? "" : " (" + run.evidenceNote + ")");
  fmt::print("Tasks\n");
  for (const TaskSums& sums : report.tasks) printTask(trace, sums);
  if (!report.resources.empty()) fmt::print("Resources\n");
  for (const ResourceSums& sums : report.resources)
    fmt::print("  {:<20} held {}, waited for {}, {} operations, {} contended\n",
               words.resourceName(trace, sums.resource), Words::duration(sums.holdTime),
               Words::duration(sums.waitTime), sums.operations, sums.contended);
}

void exportAs(const std::string& format, const Trace& trace, std::ostream& out) {
  if (format == "csv") exportCsv(trace, out);
  if (format == "json") exportJson(trace, analyse(trace), out);
  if (format == "chrome") exportChrome(trace, out);
}

}  // namespace

int list(bool json) {
  if (json) {
    ordered_json scenarios = ordered_json::array();
    for (const ScenarioInfo& scenario : scenarioInfos()) scenarios.push_back(toJson(scenario));
    std::cout << scenarios.dump(2) << "\n";
    return kCompleted;
  }
  for (const ScenarioInfo& scenario : scenarioInfos()) printScenario(scenario);
  return kCompleted;
}

int show(const std::string& file) {
  const Result<Trace> trace = load(file);
  if (!trace) return badInput(trace.error().message);
  std::cout << textTimeline(*trace, analyse(*trace),
                            {.width = terminalWidth(), .colour = ::isatty(STDOUT_FILENO) != 0});
  return kCompleted;
}

int info(const std::string& file, bool json) {
  const Result<Trace> trace = load(file);
  if (!trace) return badInput(trace.error().message);
  const Report report = analyse(*trace);
  if (json) {
    std::cout << infoJson(*trace, report) << "\n";
  } else {
    printInfo(*trace, report);
  }
  return kCompleted;
}

int exportTo(const std::string& file, const std::string& format, const std::string& output) {
  const Result<Trace> trace = load(file);
  if (!trace) return badInput(trace.error().message);
  if (output.empty()) {
    exportAs(format, *trace, std::cout);
    return std::cout.flush() ? kCompleted : badOutput(std::strerror(errno));
  }
  FileInProgress target(output);
  if (const auto opened = target.open(); !opened) return badInput(opened.error().message);
  std::ofstream out(target.partial(), std::ios::binary | std::ios::trunc);
  exportAs(format, *trace, out);
  if (!out.flush()) return badInput(systemError(output + ": cannot be written").message);
  const auto finished = target.finish();
  return finished ? kCompleted : badInput(finished.error().message);
}

}  // namespace lockstep::cli
