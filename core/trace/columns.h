// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// The bytes inside a chunk of a recording, little-endian.
///
/// A column of n numbers is one byte that says which byte planes are not all zero, then those
/// planes, n bytes each, lowest first. Like lies beside like, which is what the compressor needs.

namespace lockstep {

static_assert(std::endian::native == std::endian::little);

using Bytes = std::vector<std::uint8_t>;

template <class T>
concept ColumnNumber = std::same_as<T, std::uint8_t> || std::same_as<T, std::uint16_t> ||
    std::same_as<T, std::uint32_t> || std::same_as<T, std::uint64_t>;

/// Small differences of either sign as small numbers.
inline std::uint64_t zigzag(std::int64_t n) {
  return static_cast<std::uint64_t>(n) << 1 ^ static_cast<std::uint64_t>(n >> 63);
}
inline std::int64_t unzigzag(std::uint64_t n) {
  return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1);
}

class ByteWriter {
 public:
  template <class T>
  requires std::is_integral_v<T>
  void number(T value) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    m_bytes.insert(m_bytes.end(), bytes, bytes + sizeof value);
  }
  void text(std::string_view words);
  template <ColumnNumber T>
  void column(std::span<const T> numbers);

  const Bytes& bytes() const { return m_bytes; }

 private:
  Bytes m_bytes;
};

/// Reads what ByteWriter wrote, or anything else: a read beyond the end gives zeros and makes ok()
/// false for good.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : m_rest(bytes) {}

  bool ok() const { return m_ok; }
  bool atEnd() const { return m_rest.empty(); }
  std::size_t left() const { return m_rest.size(); }

  template <class T>
  requires std::is_integral_v<T> T number() {
    T value = 0;
    if (need(sizeof value)) {
      std::memcpy(&value, m_rest.data(), sizeof value);
      m_rest = m_rest.subspan(sizeof value);
    }
    return value;
  }
  std::string text();
  /// `count` must have been checked: that many numbers may take but one byte.
  template <ColumnNumber T>
  void column(std::size_t count, std::vector<T>& out);

 private:
  bool need(std::size_t bytes);

  std::span<const std::uint8_t> m_rest;
  bool m_ok = true;
};

}  // namespace lockstep
