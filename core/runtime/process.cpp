// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/check.h"
#include "base/clock.h"
#include "base/futex.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "runtime/image.h"
#include "runtime/life.h"
#include "runtime/supervisor.h"

namespace lockstep {
namespace {

int nextNumber() {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  return ++life.processNames;
}

std::string nameOf(int number) {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  const std::string words = std::to_string(number);
  return "Process-" + (life.identity.empty() ? words : life.identity + ":" + words);
}

bool inDaemon() {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  return life.daemon;
}

/// What the parent knows of a child that it has just made.
void publish(TaskId id, pid_t pid) {
  TaskSlot& slot = probe::arena().task(id);
  slot.pid.store(pid, std::memory_order_relaxed);
  slot.tid.store(pid, std::memory_order_relaxed);
  std::int32_t unknown = 0;  // an orphan may know better
  slot.ppid.compare_exchange_strong(unknown, ::getpid(), std::memory_order_relaxed);
}

[[noreturn]] void failStart(Event event, int error) {
  event.phase = Phase::done;
  event.outcome = Outcome::failed;
  event.value = error;
  probe::write(event);
  throw StartError("can't start new process: " + shortageOf(error), error);
}

/// Sleeps until the process has ended (it stays a zombie) or the time has come.
void awaitEnd(pid_t pid, std::optional<std::int64_t> deadline) {
  const UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  while (process) {
    timespec left{};
    if (deadline) left = toTimespec(*deadline - monotonicNow());
    pollfd end{process.get(), POLLIN, 0};
    const int ready = ::ppoll(&end, 1, deadline ? &left : nullptr, nullptr);
    if (ready > 0 || (ready == 0 && deadline && monotonicNow() >= *deadline)) return;
    CHECK(ready == 0 || errno == EINTR);
  }
  if (errno == ESRCH) return;  // another thread of this process has reaped it
  // A kernel or a sandbox without pidfd_open: asks again and again.
  for (;;) {
    siginfo_t info{};
    const int status = ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT);
    if (status != 0 || info.si_pid != 0) return;
    if (deadline && monotonicNow() >= *deadline) return;
    const timespec pause{0, 1'000'000};
    ::clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, nullptr);
  }
}

/// In Step mode a child that has done its last step is still on its way out: waits for that
/// instant, so that whoever asks for it finds what Lockstep knows: that it has ended.
void awaitLastBreath(const Child& child) {
  const TaskSlot& slot = probe::arena().task(child.id);
  if (probe::stepping() && slot.finished.load(std::memory_order_acquire) != 0 &&
      slot.reaped.load(std::memory_order_acquire) == 0)
    awaitEnd(child.pid, std::nullopt);
}

/// Reads the errno that a child could not exec; 0 when it could.
int readFailure(int fd) {
  int error = 0;
  ssize_t length;
  do length = ::read(fd, &error, sizeof error);
  while (length < 0 && errno == EINTR);
  return length == sizeof error ? error : 0;
}

void forgetReaped() {
  ProcessLife& life = thisProcess();
  const std::lock_guard lock(life.guard);
  std::erase_if(life.children, [](const auto& child) { return child->code().has_value(); });
}

}  // namespace

Process::Process(std::string name, bool daemon)
    : Task(std::move(name), daemon), m_child(std::make_shared<Child>()) {
  m_child->number = nextNumber();
  if (m_name.empty()) m_name = nameOf(m_child->number);
}

Process::Process(Target target, std::string name, bool daemon) : Process(std::move(name), daemon) {
  m_target = std::move(target);
}

std::unique_ptr<Process> Process::spawn(std::string registered, Arguments arguments,
                                        std::string name, bool daemon) {
  if (!findSpawnable(registered)) throw TaskError("no spawnable function is named " + registered);
  std::unique_ptr<Process> process(new Process(std::move(name), daemon));
  process->m_registered = std::move(registered);
  process->m_arguments = std::move(arguments);
  return process;
}

std::unique_ptr<Process> Process::exec(std::vector<std::string> command, std::string name) {
  std::unique_ptr<Process> process(new Process(std::move(name), false));
  process->m_command = std::move(command);
  return process;
}

void Process::start(Where where) {
  const SiteId site = probe::site(where);
  if (m_started) refuse(Operation::start, m_id, site, "cannot start a process twice");
  if (inDaemon())
    refuse(Operation::start, {}, site, "daemonic processes are not allowed to have children");
  m_id = probe::arena().addTask(probe::self(), TaskKind::process, m_name, m_daemon);
  if (!m_id.valid()) refuse(Operation::start, {}, site, "can't start new process: too many tasks");
  m_child->id = m_id;
  m_child->parent = ::getpid();
  m_child->daemon = m_daemon;
  Event event = eventAt(site, Operation::start, Phase::request, 0, m_id.value);
  probe::write(event);
  probe::pass(event);
  if (m_target)
    forkChild();
  else
    execChild(site);
  if (m_child->pid <= 0) failStart(event, -m_child->pid);
  m_started = true;
  event.phase = Phase::done;
  event.value = m_child->pid;
  probe::write(event);
}

void Process::forkChild() {
  ProcessLife& life = thisProcess();
  const sigset_t mask = probe::signalMask();
  const SignalsHeld held;
  const std::lock_guard lock(life.guard);
  const pid_t pid = ::fork();
  m_child->pid = pid < 0 ? -errno : pid;
  if (pid == 0) {
    tieToLifeline();
    becomeNewProcess(*m_child);
    life.guard.unlock();
    m_started = true;
    beginTask(m_id, mask);
    runProcess(m_target);
  }
  if (pid < 0) return;
  publish(m_id, pid);
  life.children.push_back(m_child);
}

void Process::execChild(SiteId site) {
  const Image image = m_registered.empty() ? Image::ofCommand(m_command)
                                           : Image::ofHost(m_id, m_registered, m_arguments);
  UniqueFd readEnd;
  {
    ProcessLife& life = thisProcess();
    const sigset_t mask = probe::signalMask();
    const SignalsHeld held;
    // Also around the pipe, or a process forked meanwhile by another thread would keep it open.
    const std::lock_guard lock(life.guard);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
      m_child->pid = -errno;
      return;
    }
    readEnd.reset(ends[0]);
    const UniqueFd writeEnd(ends[1]);
    const pid_t pid = ::fork();
    m_child->pid = pid < 0 ? -errno : pid;
    if (pid == 0) {
      const int error = image.execute(mask);
      [[maybe_unused]] const auto told = ::write(writeEnd.get(), &error, sizeof error);
      ::_exit(127);
    }
    if (pid < 0) return;
    publish(m_id, pid);
    life.children.push_back(m_child);
  }
  if (const int error = readFailure(readEnd.get()))
    probe::write(eventAt(site, Operation::execFailed, Phase::done, error, m_id.value));
}

bool Process::join(Timeout timeout, Where where) {
  const SiteId site = probe::site(where);
  if (!m_started) refuse(Operation::join, {}, site, "can only join a started process");
  if (m_child->parent != ::getpid())
    refuse(Operation::join, m_id, site, "can only join a child process");
  return joinChild(*m_child, deadlineOf(timeout), site);
}

bool Process::isAlive(Where where) {
  const SiteId site = probe::site(where);
  Event event = eventAt(site, Operation::isAlive, Phase::request, 0,
                        m_id.valid() ? m_id.value : Event::kNoAux);
  probe::pass(event);
  bool alive = m_started;
  if (alive && m_child->parent == ::getpid()) {
    awaitLastBreath(*m_child);
    alive = !tryReap(*m_child, site);
  } else if (alive) {  // someone else's child: what its parent has made known, or it is oneself
    alive = probe::arena().task(m_id).finished.load(std::memory_order_acquire) == 0;
  }
  event.phase = Phase::done;
  event.value = alive;
  probe::write(event);
  return alive;
}

std::optional<int> Process::exitCode() const { return m_child->code(); }

void Process::terminate(Where where) {
  const SiteId site = probe::site(where);
  if (!m_started) refuse(Operation::kill, {}, site, "can only terminate a started process");
  sendSignal(m_id, SIGTERM, site);
}

void Process::kill(Where where) {
  const SiteId site = probe::site(where);
  if (!m_started) refuse(Operation::kill, {}, site, "can only kill a started process");
  sendSignal(m_id, SIGKILL, site);
}

int exitCodeOf(const siginfo_t& info) {
  return info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
}

void markReaped(TaskId task, int exitCode) {
  TaskSlot& slot = probe::arena().task(task);
  slot.exitCode.store(exitCode, std::memory_order_relaxed);
  slot.reaped.store(1, std::memory_order_release);
  slot.finished.store(1, std::memory_order_release);
  futexWake(slot.finished, kWakeAll);
}

bool tryReap(Child& child, SiteId site) {
  const std::lock_guard lock(child.reaping);
  if (child.exitCode) return true;
  siginfo_t info{};
  const int status = ::waitid(P_PID, static_cast<id_t>(child.pid), &info, WEXITED | WNOHANG);
  if (status == 0 && info.si_pid == 0) return false;
  if (status != 0) {  // the kernel took it, as happens while SIGCHLD is ignored
    CHECK(errno == ECHILD);
    child.exitCode = probe::arena().task(child.id).exitCode.load(std::memory_order_relaxed);
    markReaped(child.id, *child.exitCode);
    return true;
  }
  child.exitCode = exitCodeOf(info);
  markReaped(child.id, *child.exitCode);
  probe::write(eventAt(site, Operation::reap, Phase::done, *child.exitCode, child.id.value));
  return true;
}

bool joinChild(Child& child, std::optional<std::int64_t> deadline, SiteId site) {
  Event event = eventAt(site, Operation::join, Phase::request, 0, child.id.value);
  if (deadline) event.flags |= kFlagTimed;
  probe::write(event);
  const probe::Granted granted = probe::pass(event, deadline.value_or(-1));
  awaitLastBreath(child);
  bool ended = tryReap(child, site);
  const bool sleeps = !ended;
  if (sleeps) {
    event.phase = Phase::blocked;
    probe::write(event);
    const auto over = [&] {
      awaitLastBreath(child);
      return tryReap(child, site);
    };
    const auto inStep = waitInStep(event, granted, over, deadline);
    if (inStep) ended = *inStep;
    while (!inStep && !ended) {
      awaitEnd(child.pid, deadline);
      ended = tryReap(child, site);
      if (deadline && monotonicNow() >= *deadline) break;
    }
  }
  event.phase = Phase::done;
  event.outcome = ended ? Outcome::ok : Outcome::timeout;
  event.value = ended ? *child.code() : 0;
  probe::write(event);
  if (sleeps) probe::returned();
  if (ended) forgetReaped();
  return ended;
}

std::vector<TaskId> activeChildren(Where where) {
  const SiteId site = probe::site(where);
  std::vector<std::shared_ptr<Child>> children;
  {
    ProcessLife& life = thisProcess();
    const std::lock_guard lock(life.guard);
    children = life.children;
  }
  std::vector<TaskId> active;
  for (const auto& child : children) {
    awaitLastBreath(*child);
    if (!tryReap(*child, site)) active.push_back(child->id);
  }
  forgetReaped();
  return active;
}

}  // namespace lockstep
