// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/supervisor.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/check.h"
#include "base/clock.h"
#include "base/futex.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "runtime/life.h"
#include "runtime/lifeline.h"
#include "runtime/spawned.h"

namespace lockstep {
namespace {

constexpr std::int64_t kLookEvery = 100'000'000;  ///< ns between looks at the lifeline before go

/// The parent of a process, from /proc; 0 when it is gone.
pid_t parentOf(const char* pid) {
  char path[300];
  std::snprintf(path, sizeof path, "/proc/%s/stat", pid);
  const UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
  char words[512];
  const ssize_t length = file ? ::read(file.get(), words, sizeof words - 1) : -1;
  if (length <= 0) return 0;
  words[length] = '\0';
  const char* const afterName = std::strrchr(words, ')');  // the name may hold anything
  int parent = 0;
  char state;
  if (!afterName || std::sscanf(afterName, ") %c %d", &state, &parent) != 2) return 0;
  return parent;
}

/// Kills main's process group and every child of this process. Children of those become ours when
/// they are gone.
void killDescendants() {
  killScenarioGroup(probe::arena());
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc"), &::closedir);
  if (!folder) return;
  const pid_t self = ::getpid();
  while (const dirent* const entry = ::readdir(folder.get())) {
    if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
    if (parentOf(entry->d_name) == self)
      ::kill(static_cast<pid_t>(std::atoi(entry->d_name)), SIGKILL);
  }
}

/// Takes one child that has ended. False when there is none (yet, or at all: `any`).
bool reapOne(bool& any) {
  siginfo_t info{};
  if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG) != 0) {
    CHECK(errno == ECHILD);
    any = false;
    return false;
  }
  any = true;
  if (info.si_pid == 0) return false;
  const int code = exitCodeOf(info);
  const TaskId task = probe::arena().findTid(info.si_pid);
  // A pid that is free again belongs to no task: a child of a program that is not ours.
  const bool ours =
      task.valid() && probe::arena().task(task).reaped.load(std::memory_order_acquire) == 0;
  if (ours) markReaped(task, code);
  probe::write(probe::event(Operation::reap, Phase::done, code, ours ? task.value : Event::kNoAux));
  return true;
}

/// What comes to a supervisor while all its signals are blocked.
class Mail {
 public:
  Mail() {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGCHLD);
    ::sigaddset(&set, SIGTERM);
    ::sigaddset(&set, SIGCONT);
    m_fd.reset(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  }
  /// False when there was no descriptor for it; errno says why.
  explicit operator bool() const { return static_cast<bool>(m_fd); }

  /// Sleeps until something came, or `timeoutMs`. True when Lockstep asked for the end: its
  /// SIGTERM counts, that of a child which signals a whole group does not.
  bool read(int timeoutMs) {
    pollfd ends[2] = {{m_fd.get(), POLLIN, 0}, {lifeline(), 0, 0}};
    ::poll(ends, lifeline() >= 0 ? 2 : 1, timeoutMs);
    bool stop = lifelineClosed();
    signalfd_siginfo info;
    while (::read(m_fd.get(), &info, sizeof info) == sizeof info)
      if (info.ssi_signo == SIGTERM && static_cast<pid_t>(info.ssi_pid) == m_parent) stop = true;
    return stop;
  }

 private:
  UniqueFd m_fd;
  const pid_t m_parent = ::getppid();
};

void becomeInit() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  // Fails only for a session leader, which leads its group already.
  ::setpgid(0, 0);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

/// True when another round may begin after `done` ones, false when Lockstep went away before.
bool awaitGo(Mail& mail, std::uint32_t done) {
  const auto& go = probe::arena().header().go;
  while (go.load(std::memory_order_acquire) == done) {
    if (mail.read(0)) return false;
    futexWait(go, done, monotonicNow() + kLookEvery);
  }
  return true;
}

void endRound(std::uint32_t round) {
  auto& rounds = probe::arena().header().rounds;
  rounds.store(round, std::memory_order_release);
  futexWake(rounds, kWakeAll);
}

/// The main process: one round, and the next ones as well while it comes out of each as fresh as it
/// went in. That saves a search of threads the forks, which are most of a short round.
[[noreturn]] void runMain(const Target& scenarioMain, const sigset_t& mask) {
  ArenaHeader& header = probe::arena().header();
  for (;;) {
    const std::uint32_t round = header.go.load(std::memory_order_acquire);
    beginTask(kMainTask, mask);
    const int code = liveProcess(scenarioMain);
    if (header.lastRound != 0 || !becomeFresh()) ::_exit(code);
    endRound(round);
    while (header.go.load(std::memory_order_acquire) == round) futexWait(header.go, round);
    CHECK(probe::arena().addTask(kSupervisor, TaskKind::process, "main", false) == kMainTask);
  }
}

/// Forks the scenario's main task into a process group of its own: what it does to its group (a
/// kill(0, SIGKILL), say) leaves the supervisor to record it. 0 or an errno.
int startMain(const Target& scenarioMain, const sigset_t& mask) {
  const TaskId id = probe::arena().addTask(kSupervisor, TaskKind::process, "main", false);
  CHECK(id == kMainTask);
  Event start = probe::event(Operation::start, Phase::request, 0, id.value);
  probe::write(start);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::setpgid(0, 0);
    tieToLifeline();
    thisProcess().mainTask = id;
    runMain(scenarioMain, mask);
  }
  const int error = pid < 0 ? errno : 0;
  start.phase = Phase::done;
  start.value = pid;
  if (error != 0) {
    start.outcome = Outcome::failed;
    start.value = error;
  } else {
    TaskSlot& slot = probe::arena().task(id);
    slot.pid.store(pid, std::memory_order_relaxed);
    slot.tid.store(pid, std::memory_order_relaxed);
  }
  probe::write(start);
  return error;
}

/// Tells Lockstep why nothing can be run; 2, the host's exit status.
int refuseRun(const Error& why) {
  const TextId words = probe::arena().addText(why.message);
  probe::arena().header().refusal.store(words.value + 1, std::memory_order_release);
  return 2;
}

/// Reaps until there is no descendant, and once asked to stop sees to it that there will be none.
/// False when it was asked to.
bool reapAll(Mail& mail) {
  constexpr int kAgainMs = 5;
  bool stop = false;
  bool any = true;
  while (any) {
    while (reapOne(any)) continue;
    if (!any) break;
    if (stop) killDescendants();
    stop = mail.read(stop ? kAgainMs : -1) || stop;
  }
  return !stop;
}

/// What children sent meanwhile must not end the host when its signals are let through again:
/// ignoring a signal discards it.
void discardSignals() {
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    if (signal != SIGCHLD) ::sigaction(signal, &ignore, nullptr);
  }
}

}  // namespace

void killScenarioGroup(const Arena& arena) {
  if (!arena.taskLive(kMainTask)) return;
  const pid_t main = arena.task(kMainTask).pid.load(std::memory_order_relaxed);
  if (main > 1) ::kill(-main, SIGKILL);
}

int supervise(const HostPlan& plan, const Target& scenarioMain) {
  const SignalsHeld held;
  setLifeline(plan.lifelineFd);
  becomeInit();
  if (const auto attached = probe::attach(plan.arenaFd); !attached)
    return complain(attached.error().message);
  Mail mail;
  if (!mail) return refuseRun(shortageError("the host has no descriptor for its signals"));
  // A supervisor that was stopped goes on when the lifeline closes, and cleans up.
  const int armed = armLifeline(SIGCONT, OverExec::drop);
  if (armed == EPIPE) return 0;
  if (armed != 0) return refuseRun(shortageError("the host has no descriptor for its end", armed));
  ::prctl(PR_SET_PDEATHSIG, SIGCONT);
  if (plan.lifelineFd >= 0) ::fcntl(plan.lifelineFd, F_SETFD, FD_CLOEXEC);
  ::fcntl(plan.arenaFd, F_SETFD, FD_CLOEXEC);
  Arena& arena = probe::arena();
  if (arena.taskCount() == 0) {
    const TaskId self = arena.addTask({}, TaskKind::supervisor, "supervisor", false);
    CHECK(self == kSupervisor);
  }
  thisProcess().mainTask = kSupervisor;
  probe::enter(kSupervisor);
  bool more = true;
  while (more && awaitGo(mail, arena.header().rounds.load(std::memory_order_acquire))) {
    if (const int error = startMain(scenarioMain, held.before())) {
      probe::leave(1);
      return refuseRun(shortageError("the scenario's main process could not be made", error));
    }
    more = reapAll(mail) && arena.header().lastRound == 0;
    endRound(arena.header().go.load(std::memory_order_acquire));
  }
  probe::leave(0);
  discardSignals();
  return 0;
}

}  // namespace lockstep
