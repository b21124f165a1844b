// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/image.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "probe/probe.h"
#include "runtime/lifeline.h"
#include "runtime/spawned.h"

extern char** environ;

namespace lockstep {
namespace {

std::vector<std::string> candidates(const std::string& program) {
  if (program.find('/') != std::string::npos) return {program};
  const char* const path = std::getenv("PATH");
  std::string_view rest = path ? path : "/usr/local/bin:/usr/bin:/bin";
  std::vector<std::string> found;
  while (true) {
    const auto colon = rest.find(':');
    const std::string_view folder = rest.substr(0, colon);
    found.push_back((folder.empty() ? std::string(".") : std::string(folder)) + "/" + program);
    if (colon == std::string_view::npos) return found;
    rest.remove_prefix(colon + 1);
  }
}

/// This process's environment without what Lockstep hands over.
std::vector<std::string> plainEnvironment() {
  std::vector<std::string> kept;
  for (char** at = environ; at && *at; ++at)
    if (!std::string_view(*at).starts_with("LOCKSTEP_")) kept.emplace_back(*at);
  return kept;
}

template <class Numbers>
std::string joined(const Numbers& numbers) {
  std::string words;
  for (const auto& number : numbers) {
    if (!words.empty()) words += ',';
    if constexpr (requires { number.value; })
      words += std::to_string(number.value);
    else
      words += std::to_string(number);
  }
  return words;
}

/// Caught signals would call functions that the new image does not have; ignored ones stay so.
void forgetHandlers() {
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction action;
    if (::sigaction(signal, nullptr, &action) != 0) continue;
    if ((action.sa_flags & SA_SIGINFO) == 0 &&
        (action.sa_handler == SIG_IGN || action.sa_handler == SIG_DFL))
      continue;
    action = {};
    action.sa_handler = SIG_DFL;
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace

Image Image::ofHost(TaskId id, const std::string& registered, const Arguments& arguments) {
  Image image;
  image.m_paths = {"/proc/self/exe"};
  image.m_arguments = {"lockstep-host"};
  image.m_environment = plainEnvironment();
  const int arena = probe::arena().fd();
  const auto add = [&image](const char* name, const std::string& value) {
    image.m_environment.push_back(std::string(name) + "=" + value);
  };
  add(kArenaVariable, std::to_string(arena));
  add(kLifelineVariable, std::to_string(lifeline()));
  add(kSpawnVariable, registered);
  add(kSpawnTaskVariable, std::to_string(id.value));
  add(kSpawnNumbersVariable, joined(arguments.numbers));
  add(kSpawnResourcesVariable, joined(arguments.resources));
  image.m_handedOver = {arena};
  if (lifeline() >= 0) image.m_handedOver.push_back(lifeline());
  image.point();
  return image;
}

Image Image::ofCommand(const std::vector<std::string>& command) {
  Image image;
  image.m_paths = command.empty() ? std::vector<std::string>{""} : candidates(command.front());
  image.m_arguments = command;
  image.m_environment = plainEnvironment();
  image.m_tied = true;
  image.point();
  return image;
}

void Image::point() {
  for (auto& words : m_arguments) m_argv.push_back(words.data());
  m_argv.push_back(nullptr);
  for (auto& words : m_environment) m_envp.push_back(words.data());
  m_envp.push_back(nullptr);
}

int Image::execute(const sigset_t& mask) const {
  const int armed = armLifeline(SIGKILL, m_tied ? OverExec::keep : OverExec::drop);
  if (armed == EPIPE) ::kill(::getpid(), SIGKILL);
  if (armed != 0) return armed;
  for (const int fd : m_handedOver)
    if (::fcntl(fd, F_SETFD, 0) != 0) return errno;
  forgetHandlers();
  ::pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  int error = ENOENT;
  for (const auto& path : m_paths) {
    ::execve(path.c_str(), m_argv.data(), m_envp.data());
    // As shells do: a name found but not allowed says more than one not found further on.
    if (errno != ENOENT && errno != ENOTDIR) error = errno;
    if (error != ENOENT && error != EACCES) break;
  }
  return error;
}

}  // namespace lockstep
