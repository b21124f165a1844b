// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include <sys/prctl.h>

#include <cstdlib>
#include <cstring>

#include "base/futex.h"
#include "kernel/switch_records.h"
#include "session/collector.h"
#include "session/host_process.h"
#include "session/request.h"
#include "session/table_feed.h"

namespace lockstep {
namespace {

/// Opens the kernel's evidence on the host, unless it is not wanted or not to be had: then says why
/// in the run's own description.
std::unique_ptr<KernelEvidence> openEvidence(EvidenceChoice choice, pid_t host, RunInfo& info) {
  info.evidence = "probe";
  const char* forbidden = std::getenv("LOCKSTEP_NO_PERF");
  if (forbidden != nullptr && std::strcmp(forbidden, "1") == 0) {
    info.evidenceNote = "switch records are turned off by LOCKSTEP_NO_PERF";
    return nullptr;
  }
  if (choice == EvidenceChoice::probeOnly) {
    info.evidenceNote = "switch records were not asked for";
    return nullptr;
  }
  auto evidence = std::make_unique<SwitchRecords>();
  if (const Result<void> opened = evidence->open(host); !opened) {
    info.evidenceNote = opened.error().message;
    return nullptr;
  }
  info.evidence = "kernel";
  return evidence;
}

void letGo(const Arena& arena) {
  arena.header().go.store(1, std::memory_order_release);
  futexWake(arena.header().go, kWakeAll);
}

}  // namespace

void becomeReaper() { ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

struct Session::Impl {
  Arena arena;
  RunInfo info;
  TableFeed tables;
  Collector::Delivery delivery;
  bool described = false;
  std::unique_ptr<Collector> collector;  ///< last, as it uses the arena
};

Session::Session() : m(std::make_unique<Impl>()) {}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::start(const RunRequest& request) {
  auto checked = checkRequest(request);
  if (!checked) return checked.error();
  Arena::Options options = request.arena;
  options.mode = request.stepping == Stepping::fromStart ? RunMode::step : RunMode::free;
  auto arena = Arena::create(options);
  if (!arena) return arena.error();
  auto host = HostProcess::spawn({request.hostProgram, arena->fd(), checked->plan});
  if (!host) return host.error();

  std::unique_ptr<Session> session(new Session);
  session->m->arena = std::move(*arena);
  session->m->info = std::move(checked->info);
  auto evidence = openEvidence(request.evidence, (*host)->pid(), session->m->info);
  std::unique_ptr<StepDriver> steps;
  if (request.stepping != Stepping::never)
    steps = std::make_unique<StepDriver>(
        session->m->arena, StepPlan{request.stepping == Stepping::fromStart, request.prefix});
  auto collector =
      Collector::start(session->m->arena, std::move(*host), std::move(evidence), std::move(steps),
                       Collector::Limits{request.timeLimit, request.quietLimit, request.signals});
  if (!collector) return collector.error();
  session->m->collector = std::move(*collector);
  letGo(session->m->arena);
  return session;
}

bool Session::pull(Trace& trace) {
  if (!m->described) {
    trace.run() = m->info;
    m->described = true;
  }
  Collector::Delivery& delivery = m->delivery;
  m->collector->take(delivery);
  m->tables.feed(m->arena, delivery.events, trace);
  trace.append(delivery.events);
  if (delivery.edge > 0) trace.advance(delivery.edge);
  if (delivery.end == RunEnd::running) return true;
  if (trace.end() == RunEnd::running) trace.setEnd(delivery.end);
  return false;
}

void Session::waitForEvents(int timeoutMs) { m->collector->waitForEvents(timeoutMs); }
bool Session::running() const { return m->collector->running(); }
void Session::stop() { m->collector->stop(); }
Result<void> Session::signal(TaskId task, int number) { return m->collector->signal(task, number); }
void Session::setStepping(bool on) {
  if (StepDriver* steps = m->collector->steps()) steps->setStepping(on);
}
void Session::choose(const Choice& choice) {
  if (StepDriver* steps = m->collector->steps()) steps->choose(choice);
}
void Session::runUntil(StepGoal goal) {
  if (StepDriver* steps = m->collector->steps()) steps->runUntil(std::move(goal));
}
void Session::pauseSteps() {
  if (StepDriver* steps = m->collector->steps()) steps->pause();
}
void Session::setBreakpoints(std::vector<Breakpoint> breakpoints) {
  if (StepDriver* steps = m->collector->steps()) steps->setBreakpoints(std::move(breakpoints));
}
std::shared_ptr<const StepView> Session::stepView() const {
  static const auto kNone = std::make_shared<const StepView>();
  const StepDriver* const steps = m->collector->steps();
  return steps ? steps->view() : kNone;
}
int Session::hostPid() const { return m->collector->hostPid(); }
std::vector<std::string> Session::notes() const { return m->collector->notes(); }
std::vector<std::string> Session::strangers() const { return m->collector->strangers(); }

}  // namespace lockstep
