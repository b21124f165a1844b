// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

/// Threads and processes with the names and rules of Python's threading and multiprocessing. Every
/// call that acts writes its events; all are for use inside tasks.

namespace lockstep {

using Where = std::source_location;
/// Seconds, as in Python; nothing means for ever.
using Timeout = std::optional<double>;

/// Python's RuntimeError, ValueError and AssertionError of these classes.
struct TaskError : std::logic_error {
  using std::logic_error::logic_error;
};

/// The kernel gave no thread or process: Python's RuntimeError "can't start new thread", and the
/// BlockingIOError or OSError of os.fork().
struct StartError : TaskError {
  StartError(const std::string& words, int itsError) : TaskError(words), error(itsError) {}
  const int error;  ///< errno: EAGAIN, ENOMEM, EMFILE ...
};

/// What a spawned function gets: integers, and the resources handed over.
struct Arguments {
  std::vector<std::int64_t> numbers;
  std::vector<ResourceId> resources;
};

/// A thread or a process. Not copyable; whoever made it may start and join it.
class Task {
 public:
  virtual ~Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  const std::string& name() const { return m_name; }
  TaskId id() const { return m_id; }
  /// Throws TaskError (and records `refused`) once the task has been started.
  void setDaemon(bool daemon, Where where = Where::current());
  bool daemon() const { return m_daemon; }

  /// Throws TaskError when called twice, StartError when the kernel gives no task.
  virtual void start(Where where = Where::current()) = 0;
  /// True when the task has ended, false when the timeout came first. A process is reaped by it.
  /// Throws TaskError before start().
  virtual bool join(Timeout timeout = {}, Where where = Where::current()) = 0;
  virtual bool isAlive(Where where = Where::current()) = 0;
  pid_t pid() const;  ///< 0 before start
  pid_t tid() const;

 protected:
  Task(std::string name, bool daemon) : m_name(std::move(name)), m_daemon(daemon) {}
  std::string m_name;
  TaskId m_id;
  bool m_daemon = false;
  bool m_started = false;
};

using Target = std::function<void()>;

struct ThreadLife;
struct Child;

class Thread : public Task {
 public:
  /// An empty name becomes "Thread-N".
  explicit Thread(Target target, std::string name = {}, bool daemon = false);
  /// A started thread that was not joined is left to run; like Python's, it ends with its process
  /// (which waits for it unless it is a daemon).
  ~Thread() override;
  void start(Where where = Where::current()) override;
  bool join(Timeout timeout = {}, Where where = Where::current()) override;
  bool isAlive(Where where = Where::current()) override;

 private:
  std::shared_ptr<ThreadLife> m_life;
};

class Process : public Task {
 public:
  /// By fork: the child runs `target` on a copy of this process. An empty name becomes "Process-N".
  explicit Process(Target target, std::string name = {}, bool daemon = false);
  /// By spawn: the child is a fresh image of lockstep-host that finds the function `registered` by
  /// name (see LOCKSTEP_SPAWNABLE). Throws TaskError for a name that is not registered.
  static std::unique_ptr<Process> spawn(std::string registered, Arguments arguments,
                                        std::string name = {}, bool daemon = false);
  /// By exec of any program, looked up in PATH, to show what happens when there is none: then
  /// start() records execFailed and the child ends with exit code 127.
  static std::unique_ptr<Process> exec(std::vector<std::string> command, std::string name = {});

  void start(Where where = Where::current()) override;
  bool join(Timeout timeout = {}, Where where = Where::current()) override;
  /// Reaps the child when it has ended, as Python's does.
  bool isAlive(Where where = Where::current()) override;
  /// Exit code, -N when signal N ended it, nothing while it runs or before it was reaped.
  std::optional<int> exitCode() const;
  void terminate(Where where = Where::current());  ///< SIGTERM
  void kill(Where where = Where::current());       ///< SIGKILL

 private:
  Process(std::string name, bool daemon);
  void forkChild();
  void execChild(SiteId site);

  Target m_target;
  std::string m_registered;
  Arguments m_arguments;
  std::vector<std::string> m_command;
  std::shared_ptr<Child> m_child;
};

/// The live tasks of this process, the calling thread's first: Python's threading.enumerate().
std::vector<TaskId> enumerate();
/// The live child processes of this process; ended ones are reaped:
/// multiprocessing.active_children().
std::vector<TaskId> activeChildren(Where where = Where::current());

/// Sleeps, also across handled signals.
void sleep(double seconds, Where where = Where::current());
/// Speaks: the words become part of the recording.
void say(std::string_view words, Where where = Where::current());
/// Names what this task does now ("thinks", "drives"); shown beside it.
void phase(std::string_view words, Where where = Where::current());
/// How willing the calling task is to let others run, -20 (not at all) to 19: the kernel's nice
/// value of its thread alone, as Linux keeps it; threads and processes that it starts later inherit
/// it. Python's os.setpriority(). False, with the reason in the recording, where the kernel
/// refuses: only the privileged may take back what they gave.
bool setNice(int nice, Where where = Where::current());
/// Ends this process at once, as Python's os._exit().
[[noreturn]] void exitNow(int code, Where where = Where::current());
TaskId currentTask();
pid_t pidOf(TaskId task);

/// A function that Process::spawn can name.
using SpawnFunction = void (*)(const Arguments&);
bool registerSpawnable(const char* name, SpawnFunction function);
SpawnFunction findSpawnable(std::string_view name);
#define LOCKSTEP_SPAWNABLE(name, function) \
  static const bool kSpawnable_##function = ::lockstep::registerSpawnable(name, function)

}  // namespace lockstep
