// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/futex.h"
#include "runtime/life.h"

namespace lockstep {
namespace {

std::string nameThread() {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  return "Thread-" + std::to_string(++life.threadNames);
}

void* runThread(void* argument) {
  const std::unique_ptr<std::shared_ptr<ThreadLife>> held(
      static_cast<std::shared_ptr<ThreadLife>*>(argument));
  const std::shared_ptr<ThreadLife> life = *held;
  beginTask(life->id, life->mask);
  const int code = runTarget(life->target);
  life->target = nullptr;  // what it captured ends with the thread, not with the handle
  const SignalsHeld held_signals;
  probe::leave(code);
  return nullptr;
}

/// The kernel's id of a thread that may not have run yet: a thread's CPU clock id is
/// (~tid << 3 | kind), see clock_getcpuclockid in the kernel's posix-cpu-timers.
pid_t tidOf(pthread_t handle) {
  clockid_t clock;
  if (::pthread_getcpuclockid(handle, &clock) != 0) return 0;
  return ~(clock >> 3);
}

/// 0 or an errno.
int create(const std::shared_ptr<ThreadLife>& life) {
  life->mask = probe::signalMask();
  const SignalsHeld held;
  auto argument = std::make_unique<std::shared_ptr<ThreadLife>>(life);
  const int error = ::pthread_create(&life->handle, nullptr, &runThread, argument.get());
  if (error == 0) argument.release();
  return error;
}

/// What the starter can say of a thread before it runs.
pid_t publish(const ThreadLife& life) {
  TaskSlot& slot = probe::arena().task(life.id);
  std::int32_t known = slot.tid.load(std::memory_order_acquire);
  if (known != 0) return known;
  const pid_t tid = tidOf(life.handle);
  if (tid <= 0 || slot.finished.load(std::memory_order_acquire) != 0) return slot.tid.load();
  slot.pid.store(::getpid(), std::memory_order_relaxed);
  slot.tid.compare_exchange_strong(known, tid, std::memory_order_release);
  return tid;
}

void takeEnded(ThreadLife& life) {
  const std::lock_guard lock(life.joining);
  if (life.joined || life.process != ::getpid()) return;
  const int error = ::pthread_join(life.handle, nullptr);
  CHECK(error == 0);
  life.joined = true;
}

}  // namespace

Thread::Thread(Target target, std::string name, bool daemon)
    : Task(name.empty() ? nameThread() : std::move(name), daemon),
      m_life(std::make_shared<ThreadLife>()) {
  m_life->target = std::move(target);
}

Thread::~Thread() = default;

void Thread::start(Where where) {
  const SiteId site = probe::site(where);
  if (m_started) refuse(Operation::start, m_id, site, "threads can only be started once");
  m_id = probe::arena().addTask(probe::self(), TaskKind::thread, m_name, m_daemon);
  if (!m_id.valid()) refuse(Operation::start, {}, site, "can't start new thread: too many tasks");
  m_life->id = m_id;
  m_life->daemon = m_daemon;
  m_life->process = ::getpid();
  m_started = true;  // before the thread can ask
  Event event = eventAt(site, Operation::start, Phase::request, 0, m_id.value);
  probe::write(event);
  probe::pass(event);
  ProcessLife& process = thisProcess();
  {
    const std::lock_guard lock(process.guard);
    const int error = create(m_life);
    event.phase = Phase::done;
    if (error != 0) {
      m_started = false;
      event.outcome = Outcome::failed;
      event.value = error;
      probe::write(event);
      throw StartError("can't start new thread", error);
    }
    process.threads.push_back(m_life);
  }
  event.value = publish(*m_life);
  probe::write(event);
}

bool Thread::join(Timeout timeout, Where where) {
  const SiteId site = probe::site(where);
  if (!m_started) refuse(Operation::join, {}, site, "cannot join thread before it is started");
  if (m_id == probe::self()) refuse(Operation::join, m_id, site, "cannot join current thread");
  return joinThread(*m_life, deadlineOf(timeout), site);
}

bool Thread::isAlive(Where where) {
  Event event = eventAt(probe::site(where), Operation::isAlive, Phase::request, 0,
                        m_id.valid() ? m_id.value : Event::kNoAux);
  probe::pass(event);
  const bool alive = m_started && !m_life->finished();
  event.phase = Phase::done;
  event.value = alive;
  probe::write(event);
  return alive;
}

namespace {

/// In Free run; parks as soon as Step mode begins.
void sleepUntilEnded(const TaskSlot& slot, const ThreadLife& life, const Event& blocked,
                     std::optional<std::int64_t> deadline) {
  while (!life.finished()) {
    if (!probe::sleepsOn(&slot.finished)) {
      probe::sleepsOn(nullptr);
      const auto over = [&life] { return life.finished(); };
      if (waitInStep(blocked, {}, over, deadline)) return;
      continue;
    }
    const FutexWait result = futexWait(slot.finished, 0, deadline);
    probe::sleepsOn(nullptr);
    if (result == FutexWait::timedOut) return;
  }
}

}  // namespace

bool joinThread(ThreadLife& life, std::optional<std::int64_t> deadline, SiteId site) {
  const TaskSlot& slot = probe::arena().task(life.id);
  Event event = eventAt(site, Operation::join, Phase::request, 0, life.id.value);
  if (deadline) event.flags |= kFlagTimed;
  probe::write(event);
  const probe::Granted granted = probe::pass(event, deadline.value_or(-1));
  const bool sleeps = !life.finished();
  bool ended = !sleeps;
  if (sleeps) {
    event.phase = Phase::blocked;
    probe::write(event);
    const auto over = [&life] { return life.finished(); };
    const auto inStep = waitInStep(event, granted, over, deadline);
    if (!inStep) sleepUntilEnded(slot, life, event, deadline);
    ended = inStep.value_or(life.finished());
  }
  if (ended) takeEnded(life);
  event.phase = Phase::done;
  event.outcome = ended ? Outcome::ok : Outcome::timeout;
  event.value = ended ? slot.exitCode.load(std::memory_order_relaxed) : 0;
  probe::write(event);
  if (sleeps) probe::returned();
  return ended;
}

}  // namespace lockstep
