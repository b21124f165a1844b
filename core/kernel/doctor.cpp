// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/doctor.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <limits>

#include "base/clock.h"
#include "base/unique_fd.h"
#include "kernel/procfs.h"
#include "kernel/switch_records.h"

namespace lockstep {
namespace {

constexpr std::int64_t kSpinNs = 12'000'000;
constexpr std::int64_t kSlowClockNs = 200;

std::optional<std::int64_t> readNumber(const char* path) {
  const auto text = readSmallFile(path);
  std::int64_t number = 0;
  if (!text || std::from_chars(text->data(), text->data() + text->size(), number).ec != std::errc{})
    return {};
  return number;
}

std::int64_t costOfClock() {
  constexpr int kRounds = 200;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  // The best of some: this task can lose its CPU in the midst of any.
  for (int trial = 0; trial < 10; ++trial) {
    const std::int64_t start = monotonicNow();
    std::int64_t last = start;
    for (int round = 0; round < kRounds; ++round) last = monotonicNow();
    least = std::min(least, (last - start) / kRounds);
  }
  return least;
}

void spin() {
  const std::int64_t end = monotonicNow() + kSpinNs;
  while (monotonicNow() < end) {
  }
}

/// In the child: shares one CPU with a child of its own, so that both have to wait for it.
[[noreturn]] void actForTheObserver(int gate) {
  char go = 0;
  if (::read(gate, &go, 1) != 1) ::_exit(1);
  cpu_set_t mask;
  if (::sched_getaffinity(0, sizeof mask, &mask) == 0) {
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (!CPU_ISSET(cpu, &mask)) continue;
      CPU_ZERO(&mask);
      CPU_SET(cpu, &mask);
      ::sched_setaffinity(0, sizeof mask, &mask);
      break;
    }
  }
  const pid_t other = ::fork();
  spin();
  if (other > 0) ::waitpid(other, nullptr, 0);
  ::_exit(0);
}

/// What the records of `pid` must hold to be of use: its fork, and that it left the CPU and came
/// back.
bool tellsTheStory(const std::vector<KernelRecord>& records, pid_t pid) {
  const auto has = [&](KernelRecordKind kind, bool byParent) {
    return std::any_of(records.begin(), records.end(), [&](const KernelRecord& record) {
      return record.kind == kind && (byParent ? record.parentTid : record.tid) == pid;
    });
  };
  return has(KernelRecordKind::forked, true) && has(KernelRecordKind::switchOut, false) &&
         has(KernelRecordKind::switchIn, false);
}

/// Waits for the child's end without reaping it, so that /proc still has its sums.
void awaitEnd(pid_t child) {
  siginfo_t info;
  while (::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) != 0 &&
         errno == EINTR) {
  }
}

void examineChild(DoctorReport& report) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    report.perfRefusal = systemError("no pipe for the trial").message;
    return;
  }
  const UniqueFd gate(ends[0]);
  UniqueFd opener(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    opener.reset();
    actForTheObserver(gate.get());
  }
  if (child < 0) {
    report.perfRefusal = systemError("no child for the trial").message;
    return;
  }
  SwitchRecords evidence;
  const Result<void> opened = evidence.open(child);
  if (::write(opener.get(), "g", 1) != 1) ::kill(child, SIGKILL);
  awaitEnd(child);
  const auto stat = readSchedStat(child, child);
  report.runDelayWorks = stat && stat->runDelay > 0 && stat->runTime > 0;
  if (opened) {
    std::vector<KernelRecord> records;
    evidence.drainRest(records);
    report.ringPages = evidence.ringPages();
    report.perfWorks = tellsTheStory(records, child);
    if (!report.perfWorks)
      report.perfRefusal = "the kernel accepts perf_event_open but records no task switches";
  } else {
    report.perfRefusal = opened.error().message;
    report.memoryRefused = evidence.memoryRefused();
  }
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void advise(DoctorReport& report) {
  auto& advice = report.advice;
  if (!report.perfWorks && report.perfParanoid && *report.perfParanoid > 2)
    advice.push_back(
        "Set kernel.perf_event_paranoid to 2 (sudo sysctl kernel.perf_event_paranoid=2), and "
        "states "
        "come from the kernel's own records.");
  else if (!report.perfWorks && !report.perfParanoid)
    advice.push_back(
        "This kernel has no perf events; one built with CONFIG_PERF_EVENTS gives kernel evidence.");
  else if (report.memoryRefused)
    advice.push_back(
        "Raise kernel.perf_event_mlock_kb to 516 or the limit on locked memory (ulimit -l), and "
        "states come from the kernel's own records.");
  else if (!report.perfWorks)
    advice.push_back(
        "Allow the perf_event_open system call, which a container's seccomp profile or a security "
        "module seems to forbid.");
  if (report.perfWorks && report.ringPages < SwitchRecords::kRingPages)
    advice.push_back(
        "Raise kernel.perf_event_mlock_kb to 516, so that the kernel keeps more records while "
        "Lockstep waits for a CPU.");
  if (!report.runDelayWorks)
    advice.push_back(
        "Without run_delay in /proc/PID/schedstat (CONFIG_SCHED_INFO) the moment of a wake-up is "
        "not known.");
  if (report.clockReadNs > kSlowClockNs && report.clock != "tsc")
    advice.push_back("Reading the clock is slow with clock source " + report.clock +
                     "; with tsc each event would cost less.");
  if (report.cpus < 2)
    advice.push_back(
        "With one CPU no two tasks run at the same instant, and races show up rarely.");
}

}  // namespace

DoctorReport examineMachine() {
  DoctorReport report;
  utsname system{};
  if (::uname(&system) == 0) report.kernelVersion = system.release;
  report.cpus = static_cast<int>(onlineCpus().size());
  report.clock = readSmallFile("/sys/devices/system/clocksource/clocksource0/current_clocksource")
                     .value_or("unknown");
  report.clockReadNs = costOfClock();
  if (const auto level = readNumber("/proc/sys/kernel/perf_event_paranoid"))
    report.perfParanoid = static_cast<int>(*level);
  report.perfMlockKiB = readNumber("/proc/sys/kernel/perf_event_mlock_kb");
  rlimit locked{};
  if (::getrlimit(RLIMIT_MEMLOCK, &locked) == 0 && locked.rlim_cur != RLIM_INFINITY)
    report.lockedLimitKiB = static_cast<std::int64_t>(locked.rlim_cur / 1024);
  examineChild(report);
  advise(report);
  return report;
}

}  // namespace lockstep
