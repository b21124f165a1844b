// SPDX-License-Identifier: GPL-3.0-or-later
#include "end_signals.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <initializer_list>

#include "base/check.h"

namespace lockstep::ui {

namespace {

constexpr std::initializer_list<int> kEnding = {SIGTERM, SIGINT, SIGHUP};

// What a handler can reach.
std::atomic<int> wakeFd{-1};
std::atomic<int> lastSignal{0};

void wake(int number) {
  const int before = errno;
  lastSignal = number;
  const std::uint64_t one = 1;
  // A full counter is a wake that is already on its way.
  [[maybe_unused]] const ssize_t written = ::write(wakeFd.load(), &one, sizeof one);
  errno = before;
}

void install(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  for (int number : kEnding) CHECK(::sigaction(number, &action, nullptr) == 0);
}

}  // namespace

EndSignals::EndSignals(std::function<void()> act, QObject* parent) : QObject(parent) {
  CHECK(wakeFd.load() < 0);
  const int fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (fd < 0) return;
  wakeFd = fd;
  auto* notifier = new QSocketNotifier(fd, QSocketNotifier::Read, this);
  connect(notifier, &QSocketNotifier::activated, this, [fd, act = std::move(act)] {
    std::uint64_t count = 0;
    if (::read(fd, &count, sizeof count) == static_cast<ssize_t>(sizeof count)) act();
  });
  install(&wake);
}

int EndSignals::last() { return lastSignal.load(); }

EndSignals::~EndSignals() {
  if (wakeFd.load() < 0) return;
  install(SIG_DFL);
  ::close(wakeFd.exchange(-1));
}

}  // namespace lockstep::ui
