// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "commands.h"

namespace lockstep::cli {

int window(const std::vector<std::string>& arguments) {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  std::string program = self.parent_path() / "lockstep-window";
  if (::access(program.c_str(), X_OK) != 0)
    program = self.parent_path().parent_path() / "libexec/lockstep/lockstep-window";

  std::vector<char*> words{program.data()};
  std::vector<std::string> copies = arguments;
  for (std::string& word : copies) words.push_back(word.data());
  words.push_back(nullptr);
  ::execv(program.c_str(), words.data());
  std::fprintf(stderr, "lockstep: cannot start %s: %s\n", program.c_str(), std::strerror(errno));
  return kInternalFault;
}

}  // namespace lockstep::cli
