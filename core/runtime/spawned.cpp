// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/spawned.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/life.h"
#include "runtime/lifeline.h"
#include "runtime/supervisor.h"

namespace lockstep {
namespace {

/// Filled by static initialisers, so made on first use.
std::map<std::string, SpawnFunction, std::less<>>& spawnables() {
  static auto& functions = *new std::map<std::string, SpawnFunction, std::less<>>;
  return functions;
}

template <class Number>
std::optional<std::vector<Number>> numbersOf(const char* variable) {
  const char* const words = std::getenv(variable);
  std::string_view rest = words ? words : "";
  std::vector<Number> numbers;
  while (!rest.empty()) {
    Number number{};
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc{}) return std::nullopt;
    numbers.push_back(number);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (rest.empty()) break;
    if (rest.front() != ',') return std::nullopt;
    rest.remove_prefix(1);
  }
  return numbers;
}

std::optional<int> numberOf(const char* variable) {
  const auto numbers = numbersOf<int>(variable);
  if (!numbers || numbers->size() != 1) return std::nullopt;
  return numbers->front();
}

void closeOnExec(int fd) {
  if (fd >= 0) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

}  // namespace

bool registerSpawnable(const char* name, SpawnFunction function) {
  return spawnables().emplace(name, function).second;
}

SpawnFunction findSpawnable(std::string_view name) {
  const auto found = spawnables().find(name);
  return found == spawnables().end() ? nullptr : found->second;
}

int complain(const std::string& why) {
  std::fprintf(stderr, "lockstep-host: %s\n", why.c_str());
  return 2;
}

bool wasSpawned() { return std::getenv(kSpawnVariable) != nullptr; }

int runSpawned() {
  if (const auto fd = numberOf(kLifelineVariable)) setLifeline(*fd);
  tieToLifeline();
  closeOnExec(lifeline());
  const auto arenaFd = numberOf(kArenaVariable);
  const auto task = numberOf(kSpawnTaskVariable);
  const auto numbers = numbersOf<std::int64_t>(kSpawnNumbersVariable);
  const auto resources = numbersOf<std::uint32_t>(kSpawnResourcesVariable);
  if (!arenaFd || !task || !numbers || !resources)
    return complain("this program is started by lockstep");
  if (const auto attached = probe::attach(*arenaFd); !attached)
    return complain(attached.error().message);
  closeOnExec(*arenaFd);
  const TaskId id{static_cast<std::uint16_t>(*task)};
  if (!probe::arena().taskLive(id)) return complain("there is no such task to become");
  const char* const name = std::getenv(kSpawnVariable);
  const SpawnFunction function = findSpawnable(name ? name : "");
  if (!function) return complain("there is no function of this name to run");
  Arguments arguments{*numbers, {}};
  for (const std::uint32_t resource : *resources) arguments.resources.emplace_back(resource);
  thisProcess().mainTask = id;
  thisProcess().daemon = probe::arena().task(id).daemon != 0;
  beginTask(id, probe::signalMask());
  runProcess([function, &arguments] { function(arguments); });
}

}  // namespace lockstep
