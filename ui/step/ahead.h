// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "control/shrink.h"
#include "session/session.h"
#include "step/forecast.h"

/// Questions about a run that are answered by playing it again elsewhere, on tasks of their own, in
/// a thread of their own. The window asks for what has come once a frame. A question that is
/// withdrawn ends in the background: nobody waits for the tasks that it plays with.

namespace lockstep::ui {

/// One piece of work at a time. All functions are for the thread that owns it.
class Worker {
 public:
  /// Set when nobody wants the result of a piece of work any more.
  using Stop = std::atomic<bool>;

  Worker() = default;
  /// Waits for the work to see that it is to stop.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// Takes the place of the work before, which is told to stop.
  void start(std::function<void(const Stop&)> work);
  void stop();
  /// There is work that nobody has stopped, and it has not returned.
  bool busy() const { return m_job && !m_job->done.load(std::memory_order_acquire); }

 private:
  struct Job {
    std::function<void(const Stop&)> work;
    Stop stop{false};
    std::atomic<bool> done{false};
  };
  void run();

  std::shared_ptr<Job> m_job;  ///< the last one; null when it was stopped
  std::thread m_thread;
  std::mutex m_mutex;
  std::condition_variable m_came;
  std::shared_ptr<Job> m_next;  // guarded by m_mutex
  bool m_over = false;          // guarded by m_mutex
};

/// The results of a Worker, as they come. `Results` is made empty before each question.
template <class Results>
class Answers {
 public:
  /// For the worker: changes the results, unless nobody wants them any more.
  template <class Change>
  void change(const Worker::Stop& stop, Change change) {
    const std::lock_guard lock(m_mutex);
    if (!stop.load()) change(m_results);
  }
  /// After Worker::stop(): what is told later is lost.
  void clear() {
    const std::lock_guard lock(m_mutex);
    m_results = Results();
  }
  template <class Read>
  auto read(Read read) const {
    const std::lock_guard lock(m_mutex);
    return read(m_results);
  }

 private:
  mutable std::mutex m_mutex;
  Results m_results;  // guarded by m_mutex
};

/// What comes of each choice: plays the steps so far and then that one.
class StepsAhead {
 public:
  /// `before` is the situation after the choices of `prefix`.
  void ask(const RunRequest& run, std::vector<Choice> prefix, const Situation& before);
  void forget();
  bool busy() const { return m_worker.busy(); }
  /// Null while it is not known.
  std::optional<StepEffect> effect(const Choice& choice) const;
  /// How many are known; grows.
  std::size_t known() const;

  /// Longer prefixes are not played ahead: it would take longer than a learner looks.
  static constexpr std::size_t kMostSteps = 2000;

 private:
  Answers<std::map<Choice, StepEffect>> m_effects;
  Worker m_worker;
};

/// Where a run that ended badly was lost.
class LastSafeSearch {
 public:
  void ask(const RunRequest& run, std::vector<Choice> choices);
  void forget();
  bool busy() const { return m_worker.busy(); }
  /// Nothing while it is searched for, or where it could not be.
  std::optional<LastSafe> found() const;

  static constexpr std::uint64_t kMostRuns = 20'000;
  static constexpr std::int64_t kMostTime = 20'000'000'000;  ///< ns

 private:
  Answers<std::optional<LastSafe>> m_found;
  Worker m_worker;
};

/// The schedule with the fewest preemptions that comes to the same end.
class FewestSwitches {
 public:
  void ask(const RunRequest& run, std::vector<Choice> choices);
  void forget();
  bool busy() const { return m_worker.busy(); }
  std::optional<Shrunk> found() const;

 private:
  Answers<std::optional<Shrunk>> m_found;
  Worker m_worker;
};

}  // namespace lockstep::ui
