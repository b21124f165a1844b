// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/labels.h"

#include <QCoreApplication>

namespace lockstep::ui {

QString label(State state) {
  switch (state) {
    case State::unborn:
      return QCoreApplication::translate("Labels", "Unborn");
    case State::created:
      return QCoreApplication::translate("Labels", "New");
    case State::ready:
      return QCoreApplication::translate("Labels", "Ready");
    case State::running:
      return QCoreApplication::translate("Labels", "Running");
    case State::blocked:
      return QCoreApplication::translate("Labels", "Blocked");
    case State::stopped:
      return QCoreApplication::translate("Labels", "Stopped");
    case State::zombie:
      return QCoreApplication::translate("Labels", "Zombie");
    case State::terminated:
      return QCoreApplication::translate("Labels", "Terminated");
    case State::unknown:
      return QCoreApplication::translate("Labels", "Unknown");
  }
  return {};
}

QString label(Evidence evidence) {
  switch (evidence) {
    case Evidence::unknown:
      return QCoreApplication::translate("Labels", "unknown");
    case Evidence::kernel:
      return QCoreApplication::translate("Labels", "kernel");
    case Evidence::probe:
      return QCoreApplication::translate("Labels", "instrumented");
    case Evidence::step:
      return QCoreApplication::translate("Labels", "parked by Lockstep");
  }
  return {};
}

QString label(Verdict verdict) {
  switch (verdict) {
    case Verdict::running:
      return QCoreApplication::translate("Labels", "Running");
    case Verdict::completed:
      return QCoreApplication::translate("Labels", "Completed");
    case Verdict::deadlock:
      return QCoreApplication::translate("Labels", "Deadlock");
    case Verdict::hang:
      return QCoreApplication::translate("Labels", "Hang");
    case Verdict::lostUpdate:
      return QCoreApplication::translate("Labels", "Lost update");
    case Verdict::lostWakeup:
      return QCoreApplication::translate("Labels", "Lost wake-up");
    case Verdict::race:
      return QCoreApplication::translate("Labels", "Race");
    case Verdict::crashed:
      return QCoreApplication::translate("Labels", "Crashed");
    case Verdict::stopped:
      return QCoreApplication::translate("Labels", "Stopped early");
  }
  return {};
}

QString verdictPending() { return QCoreApplication::translate("Labels", "Analysing"); }

QString label(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::none:
      return QCoreApplication::translate("Labels", "None");
    case ResourceKind::lock:
      return QCoreApplication::translate("Labels", "Lock");
    case ResourceKind::rlock:
      return QCoreApplication::translate("Labels", "RLock");
    case ResourceKind::semaphore:
      return QCoreApplication::translate("Labels", "Semaphore");
    case ResourceKind::boundedSemaphore:
      return QCoreApplication::translate("Labels", "Bounded semaphore");
    case ResourceKind::event:
      return QCoreApplication::translate("Labels", "Event");
    case ResourceKind::condition:
      return QCoreApplication::translate("Labels", "Condition");
    case ResourceKind::barrier:
      return QCoreApplication::translate("Labels", "Barrier");
    case ResourceKind::queue:
      return QCoreApplication::translate("Labels", "Queue");
    case ResourceKind::sharedValue:
      return QCoreApplication::translate("Labels", "Shared value");
  }
  return {};
}

QString badge(Evidence evidence) {
  switch (evidence) {
    case Evidence::unknown:
      return QStringLiteral("?");
    case Evidence::kernel:
      return QStringLiteral("K");
    case Evidence::probe:
      return QStringLiteral("I");
    case Evidence::step:
      return QStringLiteral("P");
  }
  return {};
}

QString translated(const std::string& key) {
  return QCoreApplication::translate("Core", key.c_str());
}

Words words() {
  return Words([](const char* english) {
    return QCoreApplication::translate("Words", english).toStdString();
  });
}

}  // namespace lockstep::ui
