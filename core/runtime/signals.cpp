// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/signals.h"

#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cmath>

#include "runtime/life.h"

namespace lockstep {
namespace {

constexpr int kSignals = 65;
std::array<std::atomic<SignalHandler>, kSignals> gHandlers{};
std::atomic<bool> gTouched{false};

bool known(int signal) { return signal > 0 && signal < kSignals; }

/// The task whose main thread sent it, where the kernel names a process.
TaskId senderOf(const siginfo_t& info) {
  const bool named = info.si_code == SI_USER || info.si_code == SI_TKILL ||
                     info.si_code == SI_QUEUE || info.si_signo == SIGCHLD;
  return named ? probe::arena().findTid(info.si_pid) : TaskId{};
}

void deliver(int signal, siginfo_t* info, void*) {
  const int kept = errno;
  const TaskId sender = senderOf(*info);
  Event event = probe::event(Operation::deliver, Phase::request, signal,
                             sender.valid() ? sender.value : Event::kNoAux);
  probe::write(event);
  const SignalHandler handler = gHandlers[static_cast<std::size_t>(signal)].load();
  if (handler) handler(signal);
  event.phase = Phase::done;
  probe::write(event);
  errno = kept;
}

/// Installs `action` and records it; what aux says stands in signals.h.
void install(int signal, const struct sigaction& action, std::uint32_t aux, Where where) {
  gTouched = true;
  Event event = eventAt(probe::site(where), Operation::handle, Phase::done, signal, aux);
  if (!known(signal) || ::sigaction(signal, &action, nullptr) != 0) {
    event.outcome = Outcome::failed;
    event.value = EINVAL;
    probe::write(event);
    throw TaskError("this signal cannot be handled");
  }
  probe::write(event);
}

struct sigaction plain(void (*disposition)(int)) {
  struct sigaction action {};
  action.sa_handler = disposition;
  ::sigemptyset(&action.sa_mask);
  return action;
}

/// False when Step mode ended before a signal came.
bool pauseInStep(Event event) {
  probe::write(event);
  probe::pass(event);
  event.phase = Phase::blocked;
  probe::write(event);
  if (probe::pass(event).what != Grant::deliver) return false;
  event.phase = Phase::done;
  probe::write(event);
  return true;
}

std::int64_t bitsOf(const sigset_t& set) {
  std::uint64_t bits = 0;
  for (int signal = 1; signal <= 64; ++signal)
    if (::sigismember(&set, signal) == 1) bits |= std::uint64_t{1} << (signal - 1);
  return static_cast<std::int64_t>(bits);
}

void changeMask(int how, std::initializer_list<int> signals, Where where) {
  gTouched = true;
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : signals) ::sigaddset(&set, signal);
  // Recorded while all are held, so that what the change lets through comes after it.
  sigset_t next;
  {
    next = probe::signalMask();
    const SignalsHeld held;
    for (int signal = 1; signal <= 64; ++signal) {
      if (::sigismember(&set, signal) != 1) continue;
      if (how == SIG_BLOCK)
        ::sigaddset(&next, signal);
      else
        ::sigdelset(&next, signal);
    }
    probe::write(eventAt(probe::site(where), Operation::mask, Phase::done, bitsOf(next)));
  }
  probe::setSignalMask(next);
}

}  // namespace

bool signalsTouched() { return gTouched; }

void onSignal(int signal, SignalHandler handler, Where where) {
  if (known(signal)) gHandlers[static_cast<std::size_t>(signal)].store(handler);
  struct sigaction action {};
  action.sa_sigaction = &deliver;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  install(signal, action, Event::kNoAux, where);
}

void ignoreSignal(int signal, Where where) { install(signal, plain(SIG_IGN), 1, where); }

void defaultSignal(int signal, Where where) { install(signal, plain(SIG_DFL), 0, where); }

bool sendSignal(TaskId target, int signal, SiteId site) {
  Event event = eventAt(site, Operation::kill, Phase::request, signal, target.value);
  probe::pass(event);
  event.phase = Phase::done;
  probe::write(event);
  const TaskSlot& slot = probe::arena().task(target);
  const pid_t pid = slot.pid.load(std::memory_order_relaxed);
  // The kernel may give a reaped process's pid to another.
  const bool gone = pid <= 0 || slot.reaped.load(std::memory_order_acquire) != 0;
  if (!gone && ::kill(pid, signal) == 0) return true;
  event.outcome = Outcome::failed;
  event.value = gone ? ESRCH : errno;
  probe::write(event);
  return false;
}

bool kill(TaskId target, int signal, Where where) {
  return sendSignal(target, signal, probe::site(where));
}

void pause(Where where) {
  Event event = eventAt(probe::site(where), Operation::pause, Phase::request);
  bool told = false;
  if (probe::stepping()) {
    if (pauseInStep(event)) return;
    told = true;
  }
  const SignalsHeld held;
  sigset_t asleep = held.before();
  for (int signal = 1; signal < kSignals; ++signal) {
    struct sigaction action;
    if (::sigaction(signal, nullptr, &action) == 0 && (action.sa_flags & SA_SIGINFO) != 0 &&
        action.sa_sigaction == &deliver)
      ::sigdelset(&asleep, signal);
  }
  if (!told) {
    probe::write(event);
    event.phase = Phase::blocked;
    probe::write(event);
  }
  ::sigsuspend(&asleep);
  event.phase = Phase::done;
  probe::write(event);
  probe::returned();
}

void alarm(double seconds, Where where) {
  gTouched = true;
  const auto ns = static_cast<std::int64_t>(std::clamp(seconds, 0.0, 1e9) * 1e9);
  Event event = eventAt(probe::site(where), Operation::alarm, Phase::request, ns);
  probe::pass(event);
  event.phase = Phase::done;
  probe::write(event);
  if (probe::stepping()) return;  // its time is virtual: Lockstep sends the signal
  // Rounded up: a timer of 0 us would be none.
  const std::int64_t us = (ns + 999) / 1000;
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(us / 1'000'000);
  timer.it_value.tv_usec = static_cast<suseconds_t>(us % 1'000'000);
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

void blockSignals(std::initializer_list<int> signals, Where where) {
  changeMask(SIG_BLOCK, signals, where);
}

void unblockSignals(std::initializer_list<int> signals, Where where) {
  changeMask(SIG_UNBLOCK, signals, where);
}

}  // namespace lockstep
