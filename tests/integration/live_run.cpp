// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_run.h"

#include <dirent.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/clock.h"
#include "kernel/procfs.h"
#include "runtime/supervisor.h"

namespace lockstep::integration {
namespace {

constexpr char kMark[] = "LOCKSTEP_TEST_MARK";
constexpr std::int64_t kSecond = 1'000'000'000;

std::string gHost;
std::string gOwn;

std::string gFolder;  ///< of the copies; empty: none

std::map<std::string, OwnScenario>& ownScenarios() {
  static std::map<std::string, OwnScenario> scenarios;
  return scenarios;
}

/// The program itself, or a copy that `user` may execute (and remove).
std::string reachable(const std::string& program, unsigned user) {
  namespace fs = std::filesystem;
  if (::geteuid() != 0) return program;
  if (gFolder.empty()) {
    char folder[] = "/tmp/lockstep-test-XXXXXX";
    if (::mkdtemp(folder) == nullptr || ::chown(folder, user, user) != 0) return program;
    gFolder = folder;
  }
  const fs::path copy = fs::path(gFolder) / fs::path(program).filename();
  fs::copy_file(program, copy);
  fs::permissions(copy, fs::perms::others_read | fs::perms::others_exec, fs::perm_options::add);
  return copy.string();
}

}  // namespace

const std::string& hostProgram() { return gHost; }
const std::string& ownProgram() { return gOwn; }

bool registerOwn(const char* name, OwnScenario scenario) {
  return ownScenarios().emplace(name, scenario).second;
}

int actAsHost(const std::string& scenario) {
  const char* arena = std::getenv("LOCKSTEP_ARENA");
  const char* lifeline = std::getenv("LOCKSTEP_LIFELINE");
  const auto found = ownScenarios().find(scenario);
  if (found == ownScenarios().end() || arena == nullptr || lifeline == nullptr) return 2;
  if (found->second.beforehand != nullptr) found->second.beforehand();
  return supervise({std::atoi(arena), std::atoi(lifeline)}, found->second.main);
}

void findPrograms(unsigned user) {
  gHost = reachable(LOCKSTEP_HOST, user);
  gOwn = reachable(std::filesystem::read_symlink("/proc/self/exe").string(), user);
}

void removePrograms() {
  std::error_code none;
  if (!gFolder.empty()) std::filesystem::remove_all(gFolder, none);
}

Marker::Marker() {
  static std::atomic<int> count{0};
  const std::string value = std::to_string(::getpid()) + "." + std::to_string(count++);
  ::setenv(kMark, value.c_str(), 1);
  m_word = std::string(kMark) + "=" + value;
}

Marker::~Marker() { ::unsetenv(kMark); }

std::vector<int> Marker::carriers() const {
  std::vector<int> pids;
  DIR* folder = ::opendir("/proc");
  while (const dirent* entry = ::readdir(folder)) {
    int pid = 0;
    const char* last = entry->d_name + std::strlen(entry->d_name);
    if (std::from_chars(entry->d_name, last, pid).ptr != last || pid == ::getpid()) continue;
    std::ifstream file("/proc/" + std::string(entry->d_name) + "/environ", std::ios::binary);
    std::stringstream words;
    words << file.rdbuf();
    for (std::string word; std::getline(words, word, '\0');)
      if (word == m_word) pids.push_back(pid);
  }
  ::closedir(folder);
  return pids;
}

bool Marker::gone() const {
  const std::int64_t deadline = monotonicNow() + 10 * kSecond;
  while (monotonicNow() < deadline) {
    if (carriers().empty()) return true;
    ::sched_yield();
  }
  return false;
}

std::vector<std::string> sharedMemoryFiles() {
  std::vector<std::string> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/shm", none))
    if (entry.path().string().find("lockstep") != std::string::npos)
      files.push_back(entry.path().string());
  return files;
}

LiveRun::LiveRun(RunRequest request) {
  if (request.hostProgram.empty()) request.hostProgram = hostProgram();
  auto session = Session::start(request);
  if (session)
    m_session = std::move(*session);
  else
    m_refusal = session.error().message;
}

bool LiveRun::pullUntil(const std::function<bool()>& condition, std::int64_t patience) {
  const std::int64_t deadline = monotonicNow() + patience;
  while (monotonicNow() < deadline) {
    if (!m_ended) m_ended = !m_session->pull(m_trace);
    if (condition()) return true;
    if (m_ended) return false;
    m_session->waitForEvents(5);
  }
  return false;
}

bool LiveRun::pullUntil(const std::function<bool()>& condition) {
  return pullUntil(condition, 30 * kSecond);
}

bool LiveRun::pullToTheEnd() {
  return pullUntil([this] { return m_ended; }, 60 * kSecond);
}

TaskId LiveRun::taskNamed(const std::string& name) const {
  for (const TaskInfo& task : m_trace.tasks())
    if (task.name == name) return task.id;
  return {};
}

bool LiveRun::begun(TaskId task) const {
  for (std::size_t i = 0; i < m_trace.taskEventCount(task); ++i)
    if (m_trace.event(m_trace.taskEvent(task, i)).operation == Operation::begin) return true;
  return false;
}

void expectNoChildren() {
  errno = 0;
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
  EXPECT_EQ(errno, ECHILD);
}

}  // namespace lockstep::integration
