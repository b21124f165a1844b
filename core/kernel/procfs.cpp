// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/procfs.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>

#include "base/unique_fd.h"

namespace lockstep {
namespace {

constexpr int kMostCpus = 1 << 16;

std::string taskFile(pid_t pid, pid_t tid, const char* name) {
  return "/proc/" + std::to_string(pid) + "/task/" + std::to_string(tid) + "/" + name;
}

/// Takes a number off the front of `text`, and the blanks before it.
template <class Number>
bool takeNumber(std::string_view& text, Number& number) {
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return false;
  const char* last = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + start, last, number);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
  return true;
}

bool takeChar(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

/// The number after "`key`:" at the start of a line.
std::optional<std::int64_t> lineNumber(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    if (at != 0 && text[at - 1] != '\n') continue;
    std::string_view rest = text.substr(at + key.size());
    std::int64_t number = 0;
    if (takeChar(rest, ':') && takeNumber(rest, number)) return number;
  }
  return {};
}

}  // namespace

std::optional<SchedStat> parseSchedStat(std::string_view text) {
  SchedStat stat;
  if (!takeNumber(text, stat.runTime) || !takeNumber(text, stat.runDelay) ||
      !takeNumber(text, stat.slices))
    return {};
  return stat;
}

std::optional<TaskStat> parseTaskStat(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  TaskStat stat;
  stat.name = std::string(text.substr(open + 1, close - open - 1));
  text.remove_prefix(close + 1);
  if (text.size() < 2 || !takeChar(text, ' ')) return {};
  stat.state = text.front();
  text.remove_prefix(1);
  if (!takeNumber(text, stat.parent) || !takeNumber(text, stat.group)) return {};
  constexpr int kBeforeThreads = 14;  // fields from the session to the nice value
  std::int64_t skipped = 0;
  for (int field = 0; field < kBeforeThreads; ++field)
    if (!takeNumber(text, skipped)) return stat;
  if (!takeNumber(text, stat.threads)) stat.threads = 0;
  return stat;
}

std::optional<SwitchCounts> parseSwitchCounts(std::string_view text) {
  const auto voluntary = lineNumber(text, "voluntary_ctxt_switches");
  const auto involuntary = lineNumber(text, "nonvoluntary_ctxt_switches");
  if (!voluntary || !involuntary) return {};
  return SwitchCounts{*voluntary, *involuntary};
}

std::vector<int> parseCpuList(std::string_view text) {
  std::vector<int> cpus;
  do {
    int first = 0;
    if (!takeNumber(text, first)) return {};
    int last = first;
    if (takeChar(text, '-') && !takeNumber(text, last)) return {};
    if (first < 0 || last < first || last >= kMostCpus) return {};
    for (int cpu = first; cpu <= last; ++cpu) cpus.push_back(cpu);
  } while (takeChar(text, ','));
  if (!text.empty() && text != "\n") return {};
  return cpus;
}

std::optional<std::string> readSmallFile(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return {};
  std::array<char, 8192> buffer;
  std::size_t length = 0;
  while (length < buffer.size()) {
    const ssize_t got = ::read(fd.get(), buffer.data() + length, buffer.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {};
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
  }
  if (length > 0 && buffer[length - 1] == '\n') --length;
  return std::string(buffer.data(), length);
}

std::optional<SchedStat> readSchedStat(pid_t pid, pid_t tid) {
  const auto text = readSmallFile(taskFile(pid, tid, "schedstat"));
  return text ? parseSchedStat(*text) : std::nullopt;
}

std::optional<TaskStat> readTaskStat(pid_t pid, pid_t tid) {
  const auto text = readSmallFile(taskFile(pid, tid, "stat"));
  return text ? parseTaskStat(*text) : std::nullopt;
}

std::optional<SwitchCounts> readSwitchCounts(pid_t pid, pid_t tid) {
  const auto text = readSmallFile(taskFile(pid, tid, "status"));
  return text ? parseSwitchCounts(*text) : std::nullopt;
}

std::string readWaitChannel(pid_t pid, pid_t tid) {
  const auto text = readSmallFile(taskFile(pid, tid, "wchan"));
  return text && *text != "0" ? *text : std::string();
}

std::vector<int> onlineCpus() {
  const auto text = readSmallFile("/sys/devices/system/cpu/online");
  std::vector<int> cpus = text ? parseCpuList(*text) : std::vector<int>();
  if (!cpus.empty()) return cpus;
  const long count = ::sysconf(_SC_NPROCESSORS_ONLN);
  for (int cpu = 0; cpu < count || cpu == 0; ++cpu) cpus.push_back(cpu);
  return cpus;
}

}  // namespace lockstep
