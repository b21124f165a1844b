// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/host_process.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/clock.h"
#include "kernel/procfs.h"

extern char** environ;

namespace lockstep {
namespace {

constexpr int kHostPatienceMs = 3000;
constexpr std::int64_t kGroupPatience = 3'000'000'000;  ///< ns

int pidFdOf(pid_t pid) { return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)); }

std::string ownFolder() {
  std::array<char, 4096> path;
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
  const std::string whole(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  return whole.substr(0, whole.rfind('/'));
}

Result<std::string> findProgram(const std::string& asked) {
  std::vector<std::string> places{asked};
  if (asked.empty())
    places = {ownFolder() + "/lockstep-host", ownFolder() + "/../libexec/lockstep/lockstep-host"};
  for (const std::string& place : places)
    if (::access(place.c_str(), X_OK) == 0) return place;
  return Error{asked.empty() ? "lockstep-host is neither at " + places[0] + " nor at " + places[1]
                             : "there is no program " + asked};
}

/// The environment of this program, with the run's own words in place of any older ones.
class Environment {
 public:
  explicit Environment(std::vector<std::string> own) : m_own(std::move(own)) {
    for (char** entry = environ; *entry != nullptr; ++entry)
      if (!replaced(*entry)) m_words.push_back(*entry);
    for (std::string& word : m_own) m_words.push_back(word.data());
    m_words.push_back(nullptr);
  }
  char** get() { return m_words.data(); }

 private:
  bool replaced(std::string_view entry) const {
    for (const std::string& word : m_own)
      if (entry.starts_with(std::string_view(word).substr(0, word.find('=') + 1))) return true;
    return false;
  }
  std::vector<std::string> m_own;
  std::vector<char*> m_words;
};

/// What posix_spawn is to do in the child.
class SpawnPlan {
 public:
  SpawnPlan(int arena, int lifeline) {
    ::posix_spawn_file_actions_init(&m_actions);
    ::posix_spawnattr_init(&m_attributes);
    // A descriptor duplicated onto itself is one that stays open over exec.
    add(::posix_spawn_file_actions_adddup2(&m_actions, arena, arena));
    add(::posix_spawn_file_actions_adddup2(&m_actions, lifeline, lifeline));
    add(::posix_spawn_file_actions_addopen(&m_actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
    add(::posix_spawn_file_actions_addopen(&m_actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0));
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    add(::posix_spawnattr_setsigmask(&m_attributes, &none));
    add(::posix_spawnattr_setsigdefault(&m_attributes, &all));
    add(::posix_spawnattr_setpgroup(&m_attributes, 0));
    add(::posix_spawnattr_setflags(
        &m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&m_actions);
    ::posix_spawnattr_destroy(&m_attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  /// 0 or an errno.
  int spawn(pid_t& pid, const std::string& program, char** environment) const {
    if (m_error != 0) return m_error;
    std::string name = "lockstep-host";
    char* arguments[] = {name.data(), nullptr};
    return ::posix_spawn(&pid, program.c_str(), &m_actions, &m_attributes, arguments, environment);
  }

 private:
  void add(int error) {
    if (m_error == 0) m_error = error;
  }
  posix_spawn_file_actions_t m_actions;
  posix_spawnattr_t m_attributes;
  int m_error = 0;
};

bool readable(int fd, int timeoutMs) {
  pollfd entry{fd, POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&entry, 1, timeoutMs);
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

/// Sends SIGKILL to `pid` if it still is of the group when it can't be mistaken any more.
void killMember(pid_t pid, pid_t group) {
  const UniqueFd target(pidFdOf(pid));
  if (target && ::getpgid(pid) == group)
    ::syscall(SYS_pidfd_send_signal, target.get(), SIGKILL, nullptr, 0);
}

/// Kills every process of the group, ours or not. True when there was one that is not dead yet.
bool killMembers(pid_t group) {
  DIR* folder = ::opendir("/proc");
  if (folder == nullptr) return false;
  bool any = false;
  while (const dirent* entry = ::readdir(folder)) {
    pid_t pid = 0;
    const char* last = entry->d_name + std::strlen(entry->d_name);
    if (std::from_chars(entry->d_name, last, pid).ptr != last) continue;
    const auto stat = readTaskStat(pid, pid);
    if (!stat || stat->group != group || stat->state == 'Z' || stat->state == 'X') continue;
    any = true;
    killMember(pid, group);
  }
  ::closedir(folder);
  return any;
}

/// Takes the dead of the group that are our children: orphans, where becomeReaper() was called.
/// True when others of it are still to die. (A process is not to be had before its last thread is
/// gone, although it looks dead.)
bool reapMembers(pid_t group) {
  siginfo_t info{};
  for (;;) {
    info.si_pid = 0;
    const int result = ::waitid(P_PGID, static_cast<id_t>(group), &info, WEXITED | WNOHANG);
    if (result != 0 && errno == EINTR) continue;
    if (result != 0) return false;
    if (info.si_pid == 0) return true;
  }
}

}  // namespace

Result<std::unique_ptr<HostProcess>> HostProcess::spawn(const Plan& plan) {
  const auto program = findProgram(plan.program);
  if (!program) return program.error();
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return shortageError("no pipe for lockstep-host");
  const UniqueFd readEnd(ends[0]);
  std::unique_ptr<HostProcess> host(new HostProcess);
  host->m_lifeline.reset(ends[1]);

  Environment environment({"LOCKSTEP_ARENA=" + std::to_string(plan.arenaFd),
                           "LOCKSTEP_LIFELINE=" + std::to_string(readEnd.get()),
                           "LOCKSTEP_PLAN=" + plan.words});
  const SpawnPlan spawnPlan(plan.arenaFd, readEnd.get());
  const int error = spawnPlan.spawn(host->m_pid, *program, environment.get());
  if (error != 0) return shortageError("cannot start " + *program, error);
  host->m_pidFd.reset(pidFdOf(host->m_pid));
  if (!host->m_pidFd) return shortageError("cannot watch lockstep-host (pidfd_open)");
  return host;
}

HostProcess::~HostProcess() { end(); }

bool HostProcess::exited() const { return m_reaped || readable(m_pidFd.get(), 0); }

void HostProcess::end() {
  if (m_reaped || m_pid < 0) return;
  const bool toldByUs = !m_pidFd || !exited();
  m_lifeline.reset();
  if (!m_pidFd || !readable(m_pidFd.get(), kHostPatienceMs)) ::kill(m_pid, SIGKILL);
  if (!reapHost(toldByUs)) endGroup();
}

bool HostProcess::reapHost(bool toldByUs) {
  siginfo_t info{};
  int result = 0;
  do {
    result = ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED);
  } while (result != 0 && errno == EINTR);
  m_reaped = true;
  const bool left = result == 0 && info.si_code == CLD_EXITED;
  if (left && info.si_status == 0) return true;
  if (result != 0 || toldByUs) return false;
  m_complaint =
      left ? "lockstep-host failed with exit code " + std::to_string(info.si_status)
           : "lockstep-host was ended from outside by signal " + std::to_string(info.si_status);
  return false;
}

void HostProcess::endGroup() const {
  const std::int64_t deadline = monotonicNow() + kGroupPatience;
  // A main task that was born a moment ago is in the host's own group still.
  for (const pid_t group : {m_pid, m_group.load()}) {
    if (group <= 0) continue;
    for (;;) {
      const bool alive = killMembers(group);
      const bool dying = reapMembers(group);
      if ((!alive && !dying) || monotonicNow() >= deadline) break;
      ::poll(nullptr, 0, 1);
    }
  }
}

Result<void> HostProcess::signal(pid_t pid, int number) const {
  const UniqueFd target(pidFdOf(pid));
  if (!target) return systemError("cannot signal process " + std::to_string(pid));
  // Asked after pidfd_open, so that a number given away meanwhile does no harm.
  const pid_t group = m_group.load(std::memory_order_relaxed);
  if (group <= 0 || ::getpgid(pid) != group)
    return Error{"process " + std::to_string(pid) + " is no longer part of the run"};
  if (::syscall(SYS_pidfd_send_signal, target.get(), number, nullptr, 0) != 0)
    return systemError("cannot signal process " + std::to_string(pid));
  return {};
}

}  // namespace lockstep
