// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/scenario_run.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "base/check.h"
#include "base/clock.h"
#include "base/futex.h"
#include "runtime/supervisor.h"
#include "scenarios/scenario.h"
#include "scenarios/scenario_info.h"

namespace lockstep::test {

namespace {

Choices choicesOf(const std::string& scenario, const std::string& variant, const std::string& as,
                  const ScenarioRun::Parameters& chosen) {
  const ScenarioInfo* info = findScenario(scenario);
  CHECK(info != nullptr);
  ScenarioRun::Parameters parameters = chosen;
  for (const ParameterInfo& parameter : info->parameters)
    parameters.emplace(parameter.name, standardOf(*info, variant, parameter.name));
  return Choices(variant, as == "processes", parameters);
}

}  // namespace

ScenarioRun::ScenarioRun(const std::string& scenario, const std::string& variant,
                         const std::string& as, const Parameters& parameters) {
  const ScenarioFunction function = findScenarioFunction(scenario);
  CHECK(function != nullptr);
  const Choices choices = choicesOf(scenario, variant, as, parameters);
  auto arena = Arena::create({});
  CHECK(arena);
  m_arena = std::move(*arena);
  int ends[2];
  CHECK(::pipe2(ends, O_CLOEXEC) == 0);
  UniqueFd readEnd(ends[0]);
  m_lifeline.reset(ends[1]);
  m_host = ::fork();
  CHECK(m_host >= 0);
  if (m_host == 0) {
    m_lifeline.reset();
    const HostPlan plan{::fcntl(m_arena.fd(), F_DUPFD, 0), readEnd.get()};
    ::_exit(supervise(plan, [&] { function(choices); }));
  }
  m_arena.header().go.store(1);
  futexWake(m_arena.header().go, kWakeAll);
}

ScenarioRun::~ScenarioRun() {
  m_lifeline.reset();
  if (m_host != 0) ::waitpid(m_host, nullptr, 0);
}

bool ScenarioRun::waitFor(const std::function<bool()>& condition) {
  const std::int64_t deadline = monotonicNow() + 30'000'000'000;
  while (!condition()) {
    if (monotonicNow() > deadline) return false;
    // Looks again soon, and leaves the CPU to the scenario meanwhile.
    ::poll(nullptr, 0, 1);
  }
  return true;
}

bool ScenarioRun::ends() {
  int status = 0;
  const bool ended =
      waitFor([&] { return m_host == 0 || ::waitpid(m_host, &status, WNOHANG) == m_host; });
  if (!ended) return false;
  m_host = 0;
  return status == 0;
}

bool ScenarioRun::allWait(const std::vector<std::string>& names, Operation operation) {
  return waitFor([&] {
    return std::ranges::all_of(names, [&](const std::string& name) {
      const TaskId id = task(name);
      if (!id.valid() || events(id).empty()) return false;
      const Event& last = events(id).back();
      return last.operation == operation && last.phase == Phase::blocked;
    });
  });
}

TaskId ScenarioRun::task(const std::string& name) const {
  for (std::uint32_t row = 0; row < m_arena.taskCount(); ++row) {
    const TaskId id{static_cast<std::uint16_t>(row)};
    if (m_arena.taskLive(id) && m_arena.taskInfo(id).name == name) return id;
  }
  return {};
}

const std::vector<Event>& ScenarioRun::events(TaskId task) {
  auto& reader = m_readers[task];
  if (!reader) reader = std::make_unique<RingReader>(m_arena, task);
  reader->drain(m_events[task]);
  return m_events[task];
}

std::vector<Event> ScenarioRun::events(const std::string& name, Operation operation) {
  std::vector<Event> found;
  const TaskId id = task(name);
  if (!id.valid()) return found;
  for (const Event& event : events(id))
    if (event.operation == operation) found.push_back(event);
  return found;
}

std::vector<Event> ScenarioRun::story() {
  std::vector<Event> all;
  for (std::uint32_t row = 0; row < m_arena.taskCount(); ++row) {
    const auto& some = events(TaskId{static_cast<std::uint16_t>(row)});
    all.insert(all.end(), some.begin(), some.end());
  }
  std::ranges::stable_sort(all, {}, &Event::time);
  return all;
}

std::vector<std::string> ScenarioRun::sayings(const std::string& name) {
  std::vector<std::string> words;
  for (const Event& event : events(name, Operation::say))
    words.push_back(m_arena.text(TextId{event.aux}));
  return words;
}

}  // namespace lockstep::test
