// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_fixture.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "base/futex.h"
#include "probe/probe.h"
#include "runtime/supervisor.h"

namespace lockstep {

LiveRun::LiveRun(const Target& main, const Arena::Options& options)
    : m_arena(std::move(*Arena::create(options))) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  m_host = ::fork();
  if (m_host == 0) {
    ::close(ends[1]);
    ::_exit(supervise({::dup(m_arena.fd()), ends[0]}, main));
  }
  ::close(ends[0]);
  ::fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  m_lifeline.reset(ends[1]);
  m_arena.header().go = 1;
  futexWake(m_arena.header().go, kWakeAll);
}

LiveRun::~LiveRun() {
  m_lifeline.reset();
  EXPECT_TRUE(until([this] { return hostEnded(); })) << "the host does not end";
  if (m_ended) return;
  ::kill(m_host, SIGKILL);
  ::waitpid(m_host, nullptr, 0);
}

bool LiveRun::hostEnded() {
  if (!m_ended) m_ended = ::waitpid(m_host, &m_status, WNOHANG) == m_host;
  return m_ended;
}

bool LiveRun::until(const std::function<bool()>& condition) {
  const std::int64_t deadline = monotonicNow() + kPatience;
  while (!condition()) {
    if (monotonicNow() > deadline) return false;
    drain();
    ::sched_yield();
  }
  drain();
  return true;
}

void LiveRun::finish() {
  ASSERT_TRUE(until([this] { return hostEnded(); })) << "the run does not end";
  EXPECT_EQ(m_status, 0);
  for (auto& reader : m_readers) reader.drainDead(m_events);
  for (const Event& event : events()) {
    if (event.operation != Operation::say) continue;
    const std::string words = m_arena.text(TextId{event.aux});
    EXPECT_FALSE(words.starts_with("demand:")) << words;
  }
}

void LiveRun::drain() {
  while (m_readers.size() < m_arena.taskCount())
    m_readers.emplace_back(m_arena, TaskId{static_cast<std::uint16_t>(m_readers.size())});
  for (auto& reader : m_readers) reader.drain(m_events);
}

const std::vector<Event>& LiveRun::events() {
  drain();
  std::stable_sort(m_events.begin(), m_events.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
  return m_events;
}

std::vector<Event> LiveRun::of(TaskId task) {
  std::vector<Event> found;
  for (const Event& event : events())
    if (event.task == task) found.push_back(event);
  return found;
}

std::vector<Event> LiveRun::of(TaskId task, Operation operation) {
  auto found = of(task);
  std::erase_if(found, [&](const Event& event) { return event.operation != operation; });
  return found;
}

Event LiveRun::one(TaskId task, Operation operation, Phase phase) {
  auto found = of(task, operation);
  std::erase_if(found, [&](const Event& event) { return event.phase != phase; });
  EXPECT_EQ(found.size(), 1u) << name(operation) << " " << name(phase);
  return found.empty() ? Event{} : found.front();
}

TaskId LiveRun::task(const std::string& name) const {
  for (std::uint16_t row = 0; row < m_arena.taskCount(); ++row)
    if (m_arena.taskInfo(TaskId{row}).name == name) return TaskId{row};
  return {};
}

bool LiveRun::said(const std::string& words) {
  return std::any_of(events().begin(), events().end(), [&](const Event& event) {
    return event.operation == Operation::say && m_arena.text(TextId{event.aux}) == words;
  });
}

void demand(bool holds, const char* what, int line) {
  if (!holds) say("demand: " + std::string(what) + " at line " + std::to_string(line));
}

Latch::Latch()
    : word(static_cast<std::atomic<std::uint32_t>*>(probe::arena().allocate(sizeof *word))) {}

void Latch::open() const {
  word->store(1);
  futexWake(*word, kWakeAll);
}

void Latch::await() const {
  while (word->load() == 0) futexWait(*word, 0);
}

void wantNoMoreTasks() {
  constexpr uid_t kNobodyElse = 54'321;
  if (::geteuid() == 0) DEMAND(::setresuid(kNobodyElse, kNobodyElse, kNobodyElse) == 0);
  ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);  // or /proc/self would be root's
  const rlimit one{1, 1};
  DEMAND(::setrlimit(RLIMIT_NPROC, &one) == 0);
}

char processState(pid_t pid) {
  char path[40];
  std::snprintf(path, sizeof path, "/proc/%d/stat", pid);
  const UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
  char words[512];
  const ssize_t length = file ? ::read(file.get(), words, sizeof words - 1) : -1;
  if (length <= 0) return 0;
  words[length] = '\0';
  const char* const end = std::strrchr(words, ')');
  return end && end[1] == ' ' ? end[2] : '\0';
}

bool processLives(pid_t pid) {
  const char state = processState(pid);
  return state != 0 && state != 'Z' && state != 'X';
}

}  // namespace lockstep
