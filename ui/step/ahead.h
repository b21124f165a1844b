// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "control/shrink.h"
#include "session/session.h"
#include "step/forecast.h"

/// Questions about a run that are answered by playing it again elsewhere, on tasks of their own, in
/// a thread of their own. The window asks for what has come once a frame; whoever is destroyed or
/// asked anew stops first.

namespace lockstep::ui {

/// One worker at a time. All functions are for the thread that owns it.
class Worker {
 public:
  Worker() = default;
  ~Worker() { stop(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// `work` gets a flag that tells it to stop. Ends the work before.
  void start(std::function<void(const std::atomic<bool>&)> work);
  void stop();
  bool busy() const { return m_busy.load(std::memory_order_acquire); }

 private:
  std::thread m_thread;
  std::atomic<bool> m_stop{false};
  std::atomic<bool> m_busy{false};
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
  mutable std::mutex m_mutex;
  std::map<Choice, StepEffect> m_effects;  // guarded by m_mutex
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
  mutable std::mutex m_mutex;
  std::optional<LastSafe> m_found;  // guarded by m_mutex
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
  mutable std::mutex m_mutex;
  std::optional<Shrunk> m_found;  // guarded by m_mutex
  Worker m_worker;
};

}  // namespace lockstep::ui
