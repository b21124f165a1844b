// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "scenarios/scenario_info.h"
#include "scenarios/sources.h"

/// Marks a translation key; Qt's lupdate finds it by this name.
#define QT_TRANSLATE_NOOP(context, text) text

namespace lockstep {

namespace {

const std::string kThreads = "threads";
const std::string kProcesses = "processes";

ParameterInfo number(std::string name, std::string label, std::int64_t standard, std::int64_t least,
                     std::int64_t most) {
  return {std::move(name), std::move(label), standard, least, most, "", false, false};
}

ParameterInfo pauseOf(std::int64_t standard, std::string label) {
  return {"pause", std::move(label), standard, 0, 5000, "ms", false, false};
}

ParameterInfo flag(std::string name, std::string label, bool standard) {
  return {std::move(name), std::move(label), standard ? 1 : 0, 0, 1, "", true, false};
}

/// The source has it as `if (choose.line("name"))`.
ParameterInfo line(std::string name, std::string label) {
  return {std::move(name), std::move(label), 0, 0, 1, "", true, true};
}

using Lines = std::vector<std::string>;

VariantInfo good(std::string name, std::string label, Lines lines = {}) {
  return {std::move(name), std::move(label), "completed", false, std::move(lines)};
}

VariantInfo bad(std::string name, std::string label, std::string verdict, Lines lines = {}) {
  return {std::move(name), std::move(label), std::move(verdict), true, std::move(lines)};
}

ScenarioInfo workerLife() {
  ScenarioInfo info;
  info.name = "worker-life";
  info.title = QT_TRANSLATE_NOOP("Core", "The life of a worker");
  info.group = QT_TRANSLATE_NOOP("Core", "Processes");
  info.summary = QT_TRANSLATE_NOOP(
      "Core",
      "A child process computes, sleeps, computes and ends with an exit code. Its parent may wait "
      "for it, be late, or leave first.");
  info.variants = {good("normal", QT_TRANSLATE_NOOP("Core", "Parent joins its child"), {"join"}),
                   good("zombie", QT_TRANSLATE_NOOP("Core", "Parent is late")),
                   good("orphan", QT_TRANSLATE_NOOP("Core", "Parent leaves first")),
                   good("daemon", QT_TRANSLATE_NOOP("Core", "Child in the background"))};
  info.as = {kProcesses};
  info.parameters = {
      pauseOf(50, QT_TRANSLATE_NOOP("Core", "Length of each part of the work")),
      flag("spawn", QT_TRANSLATE_NOOP("Core", "Start by spawn instead of fork"), false),
      line("join", QT_TRANSLATE_NOOP("Core", "The parent waits for its child at once"))};
  info.moreHeads = 1;
  info.sourceFile = "worker_life.cpp";
  return info;
}

ScenarioInfo counter() {
  ScenarioInfo info;
  info.name = "counter";
  info.title = QT_TRANSLATE_NOOP("Core", "Shared counter");
  info.group = QT_TRANSLATE_NOOP("Core", "Locks");
  info.summary = QT_TRANSLATE_NOOP(
      "Core",
      "Workers add to one shared counter: load, add, store. Without a lock, one overwrites the "
      "other's addition.");
  info.variants = {good("locked", QT_TRANSLATE_NOOP("Core", "With a lock"), {"lock"}),
                   bad("unlocked", QT_TRANSLATE_NOOP("Core", "Without a lock"), "lost-update")};
  info.as = {kThreads, kProcesses};
  info.parameters = {
      number("workers", QT_TRANSLATE_NOOP("Core", "Workers"), 2, 1, 16),
      number("increments", QT_TRANSLATE_NOOP("Core", "Additions of each worker"), 20, 1, 1'000'000),
      pauseOf(5, QT_TRANSLATE_NOOP("Core", "Nap between load and store, ten times a worker")),
      line("lock", QT_TRANSLATE_NOOP("Core", "Take the lock around the addition"))};
  info.heads = {"workers"};
  info.sourceFile = "counter.cpp";
  return info;
}

ScenarioInfo producerConsumer() {
  ScenarioInfo info;
  info.name = "producer-consumer";
  info.title = QT_TRANSLATE_NOOP("Core", "Producers and consumers");
  info.group = QT_TRANSLATE_NOOP("Core", "Queues and messages");
  info.summary = QT_TRANSLATE_NOOP(
      "Core",
      "Producers put items into a queue of limited size, consumers get them. A sentinel tells each "
      "consumer that no more will come.");
  info.variants = {good("sentinel", QT_TRANSLATE_NOOP("Core", "With sentinels"), {"sentinels"}),
                   bad("no-sentinel", QT_TRANSLATE_NOOP("Core", "Without sentinels"), "hang")};
  info.as = {kThreads, kProcesses};
  info.parameters = {
      number("producers", QT_TRANSLATE_NOOP("Core", "Producers"), 2, 1, 16),
      number("consumers", QT_TRANSLATE_NOOP("Core", "Consumers"), 2, 1, 16),
      number("items", QT_TRANSLATE_NOOP("Core", "Items of each producer"), 5, 1, 10'000),
      number("capacity", QT_TRANSLATE_NOOP("Core", "Places in the queue"), 3, 1, 16),
      pauseOf(10, QT_TRANSLATE_NOOP("Core", "Time to make an item; using it takes twice as long")),
      line("sentinels", QT_TRANSLATE_NOOP("Core", "Put a sentinel for each consumer"))};
  info.heads = {"producers", "consumers"};
  info.sourceFile = "producer_consumer.cpp";
  return info;
}

ScenarioInfo philosophers() {
  ScenarioInfo info;
  info.name = "philosophers";
  info.title = QT_TRANSLATE_NOOP("Core", "Dining philosophers");
  info.group = QT_TRANSLATE_NOOP("Core", "Locks");
  info.summary = QT_TRANSLATE_NOOP(
      "Core",
      "Each philosopher needs two forks to eat, and shares each with a neighbour. If all take the "
      "left one first, all wait for ever.");
  info.variants = {bad("naive", QT_TRANSLATE_NOOP("Core", "Left fork first"), "deadlock"),
                   good("ordered", QT_TRANSLATE_NOOP("Core", "Lower number first"), {"ordered"})};
  info.as = {kThreads, kProcesses};
  info.parameters = {
      number("philosophers", QT_TRANSLATE_NOOP("Core", "Philosophers"), 5, 2, 12),
      number("meals", QT_TRANSLATE_NOOP("Core", "Meals of each philosopher"), 5, 1, 1000),
      pauseOf(30, QT_TRANSLATE_NOOP("Core", "Time to think, to reach for the second fork, to eat")),
      line("ordered", QT_TRANSLATE_NOOP("Core", "Take the fork with the lower number first"))};
  info.heads = {"philosophers"};
  info.sourceFile = "philosophers.cpp";
  return info;
}

ScenarioInfo bus() {
  ScenarioInfo info;
  info.name = "bus";
  info.title = QT_TRANSLATE_NOOP("Core", "Driver and conductor");
  info.group = QT_TRANSLATE_NOOP("Core", "Signals");
  info.summary = QT_TRANSLATE_NOOP(
      "Core",
      "A driver and a conductor, parent and child, talk by signals. At the terminus the child "
      "leaves first, then the parent.");
  info.variants = {
      good("normal", QT_TRANSLATE_NOOP("Core", "A trip to the terminus"), {"aboard", "terminus"})};
  info.as = {kProcesses};
  info.parameters = {
      number("stops", QT_TRANSLATE_NOOP("Core", "Stops to the terminus"), 8, 1, 100),
      pauseOf(500, QT_TRANSLATE_NOOP("Core", "Time from stop to stop")),
      flag("passenger", QT_TRANSLATE_NOOP("Core", "A passenger sends the signals"), true),
      line("aboard", QT_TRANSLATE_NOOP("Core", "The driver waits until the conductor is aboard")),
      line("terminus", QT_TRANSLATE_NOOP("Core", "The driver says that this is the terminus"))};
  info.heads = {"passenger"};
  info.moreHeads = 2;
  info.sourceFile = "bus.cpp";
  return info;
}

ScenarioInfo releaseDay() {
  ScenarioInfo info;
  info.name = "release-day";
  info.title = QT_TRANSLATE_NOOP("Core", "Release day");
  info.group = QT_TRANSLATE_NOOP("Core", "Conditions");
  info.summary = QT_TRANSLATE_NOOP(
      "Core",
      "Consumers wait on a condition for the release, the producer notifies them all. A notify "
      "that comes before the wait is lost.");
  info.variants = {good("look-first", QT_TRANSLATE_NOOP("Core", "Consumers look before they wait"),
                        {"look", "notify_all"}),
                   bad("notify-too-early", QT_TRANSLATE_NOOP("Core", "Notify before the wait"),
                       "lost-wakeup", {"notify_all"})};
  info.as = {kThreads, kProcesses};
  info.parameters = {
      number("consumers", QT_TRANSLATE_NOOP("Core", "Consumers"), 3, 1, 16),
      pauseOf(50, QT_TRANSLATE_NOOP("Core", "Time until the release, or on the way to the shop")),
      line("look", QT_TRANSLATE_NOOP("Core", "Look before waiting, and again after it")),
      line("notify_all", QT_TRANSLATE_NOOP("Core", "Notify all who wait, not only one"))};
  info.heads = {"consumers"};
  info.moreHeads = 1;
  info.sourceFile = "release_day.cpp";
  return info;
}

}  // namespace

std::string_view embeddedText(std::string_view name) {
  const auto files = embeddedFiles();
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  return found == files.end() ? std::string_view() : found->text;
}

std::span<const ScenarioInfo> scenarioInfos() {
  static const std::vector<ScenarioInfo> infos = [] {
    std::vector<ScenarioInfo> all = {workerLife(),   counter(), producerConsumer(),
                                     philosophers(), bus(),     releaseDay()};
    for (ScenarioInfo& info : all) {
      info.source = embeddedText(info.sourceFile);
      for (ParameterInfo& parameter : info.parameters)
        if (parameter.line)
          parameter.standard = standardOf(info, info.variants[0].name, parameter.name);
    }
    return all;
  }();
  return infos;
}

const ScenarioInfo* findScenario(std::string_view name) {
  const auto infos = scenarioInfos();
  const auto found = std::ranges::find(infos, name, &ScenarioInfo::name);
  return found == infos.end() ? nullptr : &*found;
}

std::int64_t standardOf(const ScenarioInfo& scenario, std::string_view variant,
                        std::string_view parameter) {
  const auto known = std::ranges::find(scenario.parameters, parameter, &ParameterInfo::name);
  if (known == scenario.parameters.end()) return 0;
  if (!known->line) return known->standard;
  const auto chosen = std::ranges::find(scenario.variants, variant, &VariantInfo::name);
  return chosen != scenario.variants.end() && std::ranges::count(chosen->lines, parameter) > 0;
}

}  // namespace lockstep
