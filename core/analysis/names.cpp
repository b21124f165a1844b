// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/analysis.h"

namespace lockstep {

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::running:
      return "running";
    case Verdict::completed:
      return "completed";
    case Verdict::deadlock:
      return "deadlock";
    case Verdict::hang:
      return "hang";
    case Verdict::lostUpdate:
      return "lost-update";
    case Verdict::lostWakeup:
      return "lost-wakeup";
    case Verdict::race:
      return "race";
    case Verdict::crashed:
      return "crashed";
    case Verdict::stopped:
      return "stopped";
  }
  return {};
}

bool isBad(Verdict verdict) {
  switch (verdict) {
    case Verdict::deadlock:
    case Verdict::hang:
    case Verdict::lostUpdate:
    case Verdict::lostWakeup:
    case Verdict::race:
    case Verdict::crashed:
      return true;
    case Verdict::running:
    case Verdict::completed:
    case Verdict::stopped:
      return false;
  }
  return false;
}

std::string_view name(FindingKind kind) {
  switch (kind) {
    case FindingKind::deadlock:
      return "deadlock";
    case FindingKind::hang:
      return "hang";
    case FindingKind::lostUpdate:
      return "lost-update";
    case FindingKind::race:
      return "race";
    case FindingKind::lostWakeup:
      return "lost-wakeup";
    case FindingKind::abandonedLock:
      return "abandoned-lock";
    case FindingKind::doubleRelease:
      return "double-release";
    case FindingKind::zombie:
      return "zombie";
    case FindingKind::orphan:
      return "orphan";
    case FindingKind::crashed:
      return "crashed";
    case FindingKind::timeLimit:
      return "time-limit";
    case FindingKind::lostEvents:
      return "lost-events";
    case FindingKind::failedStart:
      return "failed-start";
    case FindingKind::starvation:
      return "starvation";
    case FindingKind::priorityInversion:
      return "priority-inversion";
  }
  return {};
}

FindingKind kindOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::deadlock:
      return FindingKind::deadlock;
    case Verdict::lostUpdate:
      return FindingKind::lostUpdate;
    case Verdict::lostWakeup:
      return FindingKind::lostWakeup;
    case Verdict::crashed:
      return FindingKind::crashed;
    case Verdict::race:
      return FindingKind::race;
    case Verdict::hang:
    case Verdict::running:
    case Verdict::completed:
    case Verdict::stopped:
      return FindingKind::hang;
  }
  return FindingKind::hang;
}

}  // namespace lockstep
