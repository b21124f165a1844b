// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>
#include <variant>

#include "base/check.h"

namespace lockstep {

/// An expected failure: one sentence that says what, where and, if it helps, what to do.
struct Error {
  std::string message;
};

/// "`operation`: text of errno". Call it right after the system call that failed.
inline Error systemError(const std::string& operation, int error = errno) {
  return Error{operation + ": " + std::generic_category().message(error)};
}

/// "Too many open files (EMFILE)", for a call that asks the kernel for a descriptor, a process or a
/// thread: the name tells which limit it met.
inline std::string shortageOf(int error) {
  const char* const name = ::strerrorname_np(error);
  return std::generic_category().message(error) + (name ? " (" + std::string(name) + ")" : "");
}

/// "`what`: Too many open files (EMFILE); is the limit too small (ulimit -n)?".
inline Error shortageError(const std::string& what, int error = errno) {
  const char* const hint = error == EMFILE   ? "; is the limit too small (ulimit -n)?"
                           : error == EAGAIN ? "; is the limit too small (ulimit -u)?"
                                             : "";
  return Error{what + ": " + shortageOf(error) + hint};
}

/// A value or an Error. Asking for the one that is not there is a broken invariant.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return m_state.index() == 0; }
  T& value() {
    CHECK(*this);
    return std::get<0>(m_state);
  }
  const T& value() const {
    CHECK(*this);
    return std::get<0>(m_state);
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const {
    CHECK(!*this);
    return std::get<1>(m_state);
  }

 private:
  std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : m_error(std::move(error)), m_failed(true) {}

  explicit operator bool() const { return !m_failed; }
  const Error& error() const {
    CHECK(m_failed);
    return m_error;
  }

 private:
  Error m_error;
  bool m_failed = false;
};

}  // namespace lockstep
