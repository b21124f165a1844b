// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pthread.h>
#include <signal.h>

namespace lockstep {

/// The short mutex inside the objects of sync/ and ipc/. It lies in the arena, works between
/// processes, and outlives a task that is killed while it holds it: the next one simply takes over,
/// since every object keeps itself whole at each instant (one store publishes a change).
class RobustMutex {
 public:
  RobustMutex();
  RobustMutex(const RobustMutex&) = delete;
  RobustMutex& operator=(const RobustMutex&) = delete;

  void lock();
  void unlock();

 private:
  pthread_mutex_t m_mutex;
};

/// Keeps every signal handler away from this thread, so that an object which handlers may use is
/// never entered twice by one thread.
class HandlersAway {
 public:
  HandlersAway();
  ~HandlersAway();
  HandlersAway(const HandlersAway&) = delete;
  HandlersAway& operator=(const HandlersAway&) = delete;

 private:
  sigset_t m_before;
};

}  // namespace lockstep
