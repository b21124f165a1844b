// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/vocabulary.h"

#include <array>
#include <csignal>

namespace lockstep {

std::string_view name(State state) {
  static constexpr std::array<std::string_view, kStates> kNames{
      "unborn", "new", "ready", "running", "blocked", "stopped", "zombie", "terminated", "unknown"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view name(Evidence evidence) {
  static constexpr std::array<std::string_view, kEvidences> kNames{"unknown", "kernel", "probe",
                                                                   "step"};
  return kNames[static_cast<std::size_t>(evidence)];
}

std::string_view name(TaskKind kind) {
  switch (kind) {
    case TaskKind::supervisor:
      return "supervisor";
    case TaskKind::process:
      return "process";
    case TaskKind::thread:
      return "thread";
  }
  return {};
}

std::string_view name(ResourceKind kind) {
  static constexpr std::array<std::string_view, kResourceKinds> kNames{
      "none",  "Lock",      "RLock",   "Semaphore", "BoundedSemaphore",
      "Event", "Condition", "Barrier", "Queue",     "Value"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name(Operation operation) {
  static constexpr std::array<std::string_view, kOperations> kNames{
      "none",        "start",  "begin",   "end",      "join",          "reap",
      "exec_failed", "abort",  "acquire", "release",  "wait",          "notify",
      "notify_all",  "set",    "clear",   "is_set",   "abort_barrier", "reset_barrier",
      "put",         "get",    "qsize",   "full",     "empty",         "load",
      "store",       "kill",   "deliver", "pause",    "alarm",         "mask",
      "handle",      "sleep",  "say",     "phase",    "create",        "destroy",
      "is_alive",    "delay",  "stall",   "lost",     "switch_in",     "switch_out",
      "forked",      "exited", "gap",     "observed", "add",           "granted",
      "parked",      "freed",  "set_nice"};
  return kNames[static_cast<std::size_t>(operation)];
}

std::string_view name(Phase phase) {
  switch (phase) {
    case Phase::request:
      return "request";
    case Phase::blocked:
      return "blocked";
    case Phase::done:
      return "done";
  }
  return {};
}

std::string_view name(Outcome outcome) {
  static constexpr std::array<std::string_view, 11> kNames{
      "ok",     "timeout",   "Full",        "Empty",   "not owned", "over-released",
      "broken", "abandoned", "interrupted", "refused", "failed"};
  return kNames[static_cast<std::size_t>(outcome)];
}

namespace {

struct SignalWord {
  int number;
  std::string_view name;
};

constexpr std::array kSignals{SignalWord{SIGHUP, "SIGHUP"},       SignalWord{SIGINT, "SIGINT"},
                              SignalWord{SIGQUIT, "SIGQUIT"},     SignalWord{SIGILL, "SIGILL"},
                              SignalWord{SIGTRAP, "SIGTRAP"},     SignalWord{SIGABRT, "SIGABRT"},
                              SignalWord{SIGBUS, "SIGBUS"},       SignalWord{SIGFPE, "SIGFPE"},
                              SignalWord{SIGKILL, "SIGKILL"},     SignalWord{SIGUSR1, "SIGUSR1"},
                              SignalWord{SIGSEGV, "SIGSEGV"},     SignalWord{SIGUSR2, "SIGUSR2"},
                              SignalWord{SIGPIPE, "SIGPIPE"},     SignalWord{SIGALRM, "SIGALRM"},
                              SignalWord{SIGTERM, "SIGTERM"},     SignalWord{SIGCHLD, "SIGCHLD"},
                              SignalWord{SIGCONT, "SIGCONT"},     SignalWord{SIGSTOP, "SIGSTOP"},
                              SignalWord{SIGTSTP, "SIGTSTP"},     SignalWord{SIGTTIN, "SIGTTIN"},
                              SignalWord{SIGTTOU, "SIGTTOU"},     SignalWord{SIGURG, "SIGURG"},
                              SignalWord{SIGXCPU, "SIGXCPU"},     SignalWord{SIGXFSZ, "SIGXFSZ"},
                              SignalWord{SIGVTALRM, "SIGVTALRM"}, SignalWord{SIGPROF, "SIGPROF"},
                              SignalWord{SIGWINCH, "SIGWINCH"},   SignalWord{SIGIO, "SIGIO"},
                              SignalWord{SIGPWR, "SIGPWR"},       SignalWord{SIGSYS, "SIGSYS"}};

}  // namespace

std::string_view signalName(int signal) {
  for (const SignalWord& word : kSignals)
    if (word.number == signal) return word.name;
  return "unnamed signal";
}

std::optional<int> signalNumber(std::string_view name) {
  for (const SignalWord& word : kSignals)
    if (word.name == name || word.name.substr(3) == name) return word.number;
  return std::nullopt;
}

bool isLock(ResourceKind kind) { return kind == ResourceKind::lock || kind == ResourceKind::rlock; }

bool isSemaphore(ResourceKind kind) {
  return kind == ResourceKind::semaphore || kind == ResourceKind::boundedSemaphore;
}

bool canBlock(Operation operation) {
  switch (operation) {
    case Operation::join:
    case Operation::acquire:
    case Operation::wait:
    case Operation::put:
    case Operation::get:
    case Operation::pause:
    case Operation::sleep:
    case Operation::stall:
      return true;
    default:
      return false;
  }
}

}  // namespace lockstep
