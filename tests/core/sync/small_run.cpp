// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/small_run.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "base/check.h"
#include "base/clock.h"
#include "base/futex.h"

namespace lockstep::test {

std::string nameOf(As as) { return as == As::threads ? "threads" : "processes"; }

std::int64_t patience() { return monotonicNow() + 30'000'000'000; }

SmallRun::SmallRun(As as) : m_as(as) {
  auto arena = Arena::create({});
  CHECK(arena);
  m_arena = std::move(*arena);
  CHECK(probe::attach(::fcntl(m_arena.fd(), F_DUPFD_CLOEXEC, 0)));
  CHECK(m_arena.addTask({}, TaskKind::supervisor, "supervisor", false) == kSupervisor);
  CHECK(m_arena.addTask(kSupervisor, TaskKind::process, "main", false) == kMainTask);
  probe::enter(kMainTask);
}

SmallRun::~SmallRun() {
  for (auto& [id, task] : m_tasks) {
    if (task.thread.joinable()) task.thread.join();
    if (task.pid == 0) continue;
    ::kill(task.pid, SIGKILL);
    ::waitpid(task.pid, nullptr, 0);
  }
  probe::leave(0);
}

namespace {

void runBody(TaskId id, const std::function<void()>& body) {
  probe::enter(id);
  try {
    body();
  } catch (const std::exception& error) {
    ADD_FAILURE() << "task " << id.value << " threw: " << error.what();
  }
  probe::leave(0);
}

}  // namespace

TaskId SmallRun::start(std::function<void()> body, const std::string& name) {
  const bool process = m_as == As::processes;
  const TaskId id =
      m_arena.addTask(kMainTask, process ? TaskKind::process : TaskKind::thread, name, false);
  Started& task = m_tasks[id];
  if (!process) {
    task.thread = std::thread([=] { runBody(id, body); });
    return id;
  }
  task.pid = ::fork();
  CHECK(task.pid >= 0);
  if (task.pid != 0) return id;
  runBody(id, body);
  std::fflush(nullptr);
  ::_exit(testing::Test::HasFailure() ? 1 : 0);
}

void SmallRun::join() {
  const std::int64_t deadline = patience();
  for (auto& [id, task] : m_tasks) {
    const auto& finished = m_arena.task(id).finished;
    while (finished.load() == 0) {
      // A task that hangs would hang the test too: end all of it, with a name.
      if (futexWait(finished, 0, deadline) != FutexWait::timedOut) continue;
      for (const Event& event : events(id))
        std::fprintf(stderr, "  %s %s\n", std::string(name(event.operation)).c_str(),
                     std::string(name(event.phase)).c_str());
      std::fprintf(stderr, "task %d hangs\n", id.value);
      std::abort();
    }
    if (task.thread.joinable()) task.thread.join();
    if (task.pid == 0) continue;
    int status = 0;
    CHECK(::waitpid(task.pid, &status, 0) == task.pid);
    EXPECT_EQ(status, 0) << "task " << id.value;
    task.pid = 0;
  }
}

void SmallRun::kill(TaskId id) {
  Started& task = m_tasks.at(id);
  ASSERT_NE(task.pid, 0);
  ::kill(task.pid, SIGKILL);
  ASSERT_EQ(::waitpid(task.pid, nullptr, 0), task.pid);
  m_tasks.erase(id);
}

void SmallRun::signal(TaskId id, int number) {
  const TaskSlot& slot = m_arena.task(id);
  ASSERT_EQ(::syscall(SYS_tgkill, slot.pid.load(), slot.tid.load(), number), 0);
}

const std::vector<Event>& SmallRun::events(TaskId task) {
  auto& reader = m_readers[task];
  if (!reader) reader = std::make_unique<RingReader>(m_arena, task);
  reader->drain(m_events[task]);
  return m_events[task];
}

std::vector<Event> SmallRun::events(TaskId task, Operation operation, ResourceId resource) {
  std::vector<Event> found;
  for (const Event& event : events(task))
    if (event.operation == operation && event.resource == resource) found.push_back(event);
  return found;
}

void SmallRun::await(TaskId task, Operation operation, Phase phase, int count) {
  await([&] {
    return std::ranges::count_if(events(task), [&](const Event& event) {
             return event.operation == operation && event.phase == phase;
           }) >= count;
  });
}

void SmallRun::await(const std::function<bool()>& condition) {
  const std::int64_t deadline = patience();
  while (!condition()) {
    ASSERT_LT(monotonicNow(), deadline) << "waited in vain";
    std::this_thread::yield();
  }
}

std::string phases(const std::vector<Event>& events) {
  std::string words;
  for (const Event& event : events)
    words += (words.empty() ? "" : " ") + std::string(name(event.phase));
  return words;
}

}  // namespace lockstep::test
