// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "kernel/doctor.h"

namespace lockstep::cli {
namespace {

template <class T>
nlohmann::ordered_json orNull(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

template <class T>
std::string orNone(const std::optional<T>& value, const char* none) {
  return value ? std::to_string(*value) : none;
}

}  // namespace

int doctor(bool json) {
  const DoctorReport report = examineMachine();
  if (json) {
    const nlohmann::ordered_json object{{"kernel", report.kernelVersion},
                                        {"cpus", report.cpus},
                                        {"clock", report.clock},
                                        {"clock_read_ns", report.clockReadNs},
                                        {"perf", report.perfWorks},
                                        {"perf_refusal", report.perfRefusal},
                                        {"perf_event_paranoid", orNull(report.perfParanoid)},
                                        {"perf_event_mlock_kb", orNull(report.perfMlockKiB)},
                                        {"locked_limit_kb", orNull(report.lockedLimitKiB)},
                                        {"ring_pages", report.ringPages},
                                        {"run_delay", report.runDelayWorks},
                                        {"evidence", report.evidence()},
                                        {"advice", report.advice}};
    std::cout << object.dump(2) << "\n";
    return kCompleted;
  }
  fmt::print("Linux {}, {} CPUs, clock {} ({} ns a reading)\n", report.kernelVersion, report.cpus,
             report.clock, report.clockReadNs);
  fmt::print("Scheduler records: {}\n", report.perfWorks
                                            ? fmt::format("yes, {} pages a CPU", report.ringPages)
                                            : "no, " + report.perfRefusal);
  fmt::print("  perf_event_paranoid {}, perf_event_mlock_kb {}, locked memory limit {} KiB\n",
             orNone(report.perfParanoid, "absent"), orNone(report.perfMlockKiB, "absent"),
             orNone(report.lockedLimitKiB, "unlimited"));
  fmt::print("Instant of waking (run_delay): {}\n", report.runDelayWorks ? "yes" : "no");
  fmt::print("Runs on this machine have {} evidence.\n", report.evidence());
  for (const std::string& sentence : report.advice) fmt::print("- {}\n", sentence);
  return kCompleted;
}

}  // namespace lockstep::cli
