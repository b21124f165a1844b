// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"

namespace lockstep {

/// A file that takes its place only once it is whole: until finish() its bytes are in another file
/// beside it, which is gone if finish() never comes, and what was at the place stays untouched. A
/// symbolic link stays one and its target is replaced. What is no regular file (a pipe, a terminal,
/// /dev/null) is written to directly. For one thread. Errors name the path and the reason.
class FileInProgress {
 public:
  explicit FileInProgress(const std::string& path);
  FileInProgress(const FileInProgress&) = delete;
  FileInProgress& operator=(const FileInProgress&) = delete;
  ~FileInProgress();

  /// Whether open() would succeed now, for those who have long work before it. Leaves nothing.
  static Result<void> check(const std::string& path);

  Result<void> open();
  Result<void> write(const void* data, std::size_t bytes);
  Result<void> write(std::string_view bytes) { return write(bytes.data(), bytes.size()); }
  Result<void> finish();

  std::uint64_t offset() const { return m_offset; }  ///< bytes written
  /// After open(): where the bytes are until finish(), for those who write them by other means.
  const std::string& partial() const { return m_partial.empty() ? m_path : m_partial; }

 private:
  Error failed(int error = errno) const;

  std::string m_path;  ///< as it was given
  std::string m_target;
  std::string m_partial;  ///< empty: written directly
  UniqueFd m_fd;
  std::uint64_t m_offset = 0;
};

}  // namespace lockstep
