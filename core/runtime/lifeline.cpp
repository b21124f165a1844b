// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/lifeline.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "runtime/supervisor.h"

namespace lockstep {
namespace {

int gLifeline = -1;
int gArmed = -1;  ///< this process's own description of the pipe, or a fork's parent's

}  // namespace

void setLifeline(int fd) { gLifeline = fd; }
int lifeline() { return gLifeline; }

bool lifelineClosed() {
  if (gLifeline < 0) return false;
  // Asked of the first description: one that was opened when no writer was left reports no hang-up.
  pollfd end{gLifeline, 0, 0};
  return ::poll(&end, 1, 0) == 1 && (end.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

int armLifeline(int signal, OverExec overExec) {
  if (gArmed >= 0) ::close(std::exchange(gArmed, -1));
  if (gLifeline < 0) return 0;
  // Owner and signal belong to the description, which fork shares: so each process opens its own.
  char path[40];
  std::snprintf(path, sizeof path, "/proc/self/fd/%d", gLifeline);
  const int flags = O_RDONLY | O_NONBLOCK | (overExec == OverExec::drop ? O_CLOEXEC : 0);
  gArmed = ::open(path, flags);
  if (gArmed < 0) return errno;
  if (::fcntl(gArmed, F_SETSIG, signal) != 0 || ::fcntl(gArmed, F_SETOWN, ::getpid()) != 0 ||
      ::fcntl(gArmed, F_SETFL, O_ASYNC | O_NONBLOCK) != 0)
    return errno;
  return lifelineClosed() ? EPIPE : 0;
}

void tieToLifeline() {
  if (armLifeline(SIGKILL, OverExec::drop) == 0) return;
  ::kill(::getpid(), SIGKILL);
  ::_exit(137);
}

}  // namespace lockstep
