// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/life.h"

#include <cxxabi.h>
#include <unistd.h>

#include <algorithm>

#include "base/clock.h"

namespace lockstep {
namespace {

/// Threads that Python would wait for at the end of a process.
std::shared_ptr<ThreadLife> nextThreadToJoin() {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  for (const auto& thread : life.threads)
    if (!thread->daemon && !thread->finished()) return thread;
  return nullptr;
}

std::vector<std::shared_ptr<Child>> childrenNow() {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  return life.children;
}

void endLikePython() {
  while (const auto thread = nextThreadToJoin()) joinThread(*thread, {}, {});
  for (const auto& child : childrenNow())
    if (child->daemon && !tryReap(*child, {})) sendSignal(child->id, SIGTERM, {});
  for (const auto& child : childrenNow())
    if (!child->code()) joinChild(*child, {}, {});
}

}  // namespace

bool ThreadLife::finished() const {
  return process != ::getpid() ||
         probe::arena().task(id).finished.load(std::memory_order_acquire) != 0;
}

std::optional<int> Child::code() {
  const std::lock_guard lock(reaping);
  return exitCode;
}

ProcessLife& thisProcess() {
  static ProcessLife& life = *new ProcessLife;  // outlives every thread and static destructor
  return life;
}

void becomeNewProcess(const Child& self) {
  ProcessLife& life = thisProcess();
  const std::string number = std::to_string(self.number);
  life.identity = life.identity.empty() ? number : life.identity + ":" + number;
  life.mainTask = self.id;
  life.daemon = self.daemon;
  life.threadNames = 0;
  life.processNames = 0;
  life.threads.clear();
  life.children.clear();
}

SignalsHeld::SignalsHeld() {
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &m_before);
}

SignalsHeld::~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

void beginTask(TaskId id, const sigset_t& mask) {
  probe::enter(id);
  probe::setSignalMask(mask);
}

int runTarget(const Target& target) {
  try {
    target();
    return 0;
  } catch (const abi::__forced_unwind&) {
    throw;  // pthread_exit
  } catch (const std::exception& error) {
    say(std::string("error: ") + error.what());
  } catch (...) {
    say("error: an unknown exception");
  }
  return 1;
}

int liveProcess(const Target& target) {
  const int code = runTarget(target);
  if (code != 0) probe::write(probe::event(Operation::abortTask));
  endLikePython();
  probe::leave(code);
  return code;
}

void runProcess(const Target& target) { ::_exit(liveProcess(target)); }

bool becomeFresh() {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  if (life.processNames != 0 || !life.children.empty() || signalsTouched()) return false;
  for (const auto& thread : life.threads) {
    const std::lock_guard joining(thread->joining);
    if (!thread->joined) return false;
  }
  life.threads.clear();
  life.threadNames = 0;
  return true;
}

Event eventAt(SiteId site, Operation operation, Phase phase, std::int64_t value,
              std::uint32_t aux) {
  Event event = probe::event(operation, phase, value, aux);
  event.site = site;
  return event;
}

std::optional<std::int64_t> deadlineOf(Timeout timeout) {
  if (!timeout) return std::nullopt;
  const double seconds = std::clamp(*timeout, 0.0, 1e9);
  return probe::now() + static_cast<std::int64_t>(seconds * 1e9);
}

void refuse(Operation operation, TaskId about, SiteId site, const char* why) {
  Event event =
      eventAt(site, operation, Phase::done, 0, about.valid() ? about.value : Event::kNoAux);
  event.outcome = Outcome::refused;
  probe::write(event);
  throw TaskError(why);
}

}  // namespace lockstep
