// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/robust_mutex.h"

#include <cerrno>

#include "base/check.h"

namespace lockstep {

RobustMutex::RobustMutex() {
  pthread_mutexattr_t attributes;
  CHECK(::pthread_mutexattr_init(&attributes) == 0);
  CHECK(::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
  CHECK(::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST) == 0);
  CHECK(::pthread_mutex_init(&m_mutex, &attributes) == 0);
  ::pthread_mutexattr_destroy(&attributes);
}

void RobustMutex::lock() {
  const int status = ::pthread_mutex_lock(&m_mutex);
  if (status == EOWNERDEAD) {
    CHECK(::pthread_mutex_consistent(&m_mutex) == 0);
    return;
  }
  CHECK(status == 0);
}

void RobustMutex::unlock() { CHECK(::pthread_mutex_unlock(&m_mutex) == 0); }

HandlersAway::HandlersAway() {
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &m_before);
}

HandlersAway::~HandlersAway() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

}  // namespace lockstep
