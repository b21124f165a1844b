// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file_in_progress.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace lockstep {
namespace {

std::string withoutLinks(const std::string& path) {
  char resolved[PATH_MAX];
  return ::realpath(path.c_str(), resolved) != nullptr ? resolved : path;
}

/// Kind and permissions of what is there; nothing where nothing is.
std::optional<mode_t> modeAt(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return status.st_mode;
}

}  // namespace

FileInProgress::FileInProgress(const std::string& path) : m_path(path) {}

FileInProgress::~FileInProgress() {
  if (m_fd && !m_partial.empty()) ::unlink(m_partial.c_str());
}

Result<void> FileInProgress::check(const std::string& path) {
  const auto mode = modeAt(path);
  if (mode && !S_ISREG(*mode) && !S_ISDIR(*mode)) {
    // To open a pipe could wait for a reader, and to close it again would end him.
    if (::access(path.c_str(), W_OK) != 0) return FileInProgress(path).failed();
    return {};
  }
  FileInProgress file(path);
  return file.open();
}

Result<void> FileInProgress::open() {
  const auto mode = modeAt(m_path);
  if (mode && S_ISDIR(*mode)) return failed(EISDIR);
  if (mode && !S_ISREG(*mode)) {
    m_fd.reset(::open(m_path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
    return m_fd ? Result<void>() : failed();
  }
  // The folder would allow it, but who protects a file from writing means its content.
  if (mode && ::access(m_path.c_str(), W_OK) != 0) return failed();
  m_target = withoutLinks(m_path);
  const std::string partial = m_target + ".part" + std::to_string(::getpid());
  ::unlink(partial.c_str());
  m_fd.reset(::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!m_fd) return failed();
  m_partial = partial;
  if (mode && ::fchmod(m_fd.get(), *mode & 0777) != 0) return failed();
  return {};
}

Result<void> FileInProgress::write(const void* data, std::size_t bytes) {
  const char* next = static_cast<const char*>(data);
  m_offset += bytes;
  while (bytes > 0) {
    const ssize_t written = ::write(m_fd.get(), next, bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed();
    next += written;
    bytes -= static_cast<std::size_t>(written);
  }
  return {};
}

Result<void> FileInProgress::finish() {
  // What cannot be synchronised is no file on a disk.
  if (::fsync(m_fd.get()) != 0 && errno != EINVAL && errno != EROFS) return failed();
  if (!m_partial.empty() && ::rename(m_partial.c_str(), m_target.c_str()) != 0) return failed();
  m_fd.reset();
  return {};
}

Error FileInProgress::failed(int error) const {
  return systemError(m_path + ": cannot be written", error);
}

}  // namespace lockstep
