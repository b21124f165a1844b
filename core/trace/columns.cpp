// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/columns.h"

#include <algorithm>
#include <utility>

namespace lockstep {

void ByteWriter::text(std::string_view words) {
  number(static_cast<std::uint32_t>(words.size()));
  m_bytes.insert(m_bytes.end(), words.begin(), words.end());
}

template <ColumnNumber T>
void ByteWriter::column(std::span<const T> numbers) {
  T any = 0;
  for (const T n : numbers) any = static_cast<T>(any | n);
  std::uint8_t planes = 0;
  for (std::size_t plane = 0; plane < sizeof(T); ++plane)
    if ((any >> (8 * plane) & 0xff) != 0) planes = static_cast<std::uint8_t>(planes | 1u << plane);
  number(planes);
  for (std::size_t plane = 0; plane < sizeof(T); ++plane) {
    if ((planes >> plane & 1) == 0) continue;
    const std::size_t at = m_bytes.size();
    m_bytes.resize(at + numbers.size());
    std::uint8_t* out = m_bytes.data() + at;
    for (std::size_t i = 0; i < numbers.size(); ++i)
      out[i] = static_cast<std::uint8_t>(numbers[i] >> (8 * plane));
  }
}

bool ByteReader::need(std::size_t bytes) {
  if (m_ok && bytes <= m_rest.size()) return true;
  m_ok = false;
  m_rest = {};
  return false;
}

std::string ByteReader::text() {
  const auto size = number<std::uint32_t>();
  if (!need(size)) return {};
  std::string words(reinterpret_cast<const char*>(m_rest.data()), size);
  m_rest = m_rest.subspan(size);
  return words;
}

namespace {

constexpr std::size_t kStride = 16;

/// Adds one plane's bytes to `count` numbers. High planes are nearly empty: where there is nothing,
/// nothing is done.
template <class T>
void addPlane(const std::uint8_t* __restrict in, T* __restrict out, std::size_t count, int shift) {
  std::size_t i = 0;
  for (; i + kStride <= count; i += kStride) {
    std::uint64_t some[2];
    std::memcpy(some, in + i, sizeof some);
    if ((some[0] | some[1]) == 0) continue;
    for (std::size_t n = 0; n < kStride; ++n)
      out[i + n] = static_cast<T>(out[i + n] | static_cast<T>(in[i + n]) << shift);
  }
  for (; i < count; ++i) out[i] = static_cast<T>(out[i] | static_cast<T>(in[i]) << shift);
}

template <class T>
void setPlane(const std::uint8_t* __restrict in, T* __restrict out, std::size_t count, int shift) {
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<T>(static_cast<T>(in[i]) << shift);
}

}  // namespace

template <ColumnNumber T>
void ByteReader::column(std::size_t count, std::vector<T>& out) {
  const auto planes = number<std::uint8_t>();
  if (planes >> (sizeof(T) - 1) >> 1 != 0) m_ok = false;
  if (!need(count * static_cast<std::size_t>(std::popcount(planes)))) {
    out.assign(count, 0);
    return;
  }
  out.resize(count);
  if (planes == 0) std::fill(out.begin(), out.end(), T{0});
  // A few numbers at a time, so that they stay near while plane after plane is added.
  constexpr std::size_t kAtOnce = 4096;
  for (std::size_t at = 0; at < count && planes != 0; at += kAtOnce) {
    const std::size_t some = std::min(kAtOnce, count - at);
    const std::uint8_t* in = m_rest.data() + at;
    bool first = true;
    for (int plane = 0; plane < static_cast<int>(sizeof(T)); ++plane) {
      if ((planes >> plane & 1) == 0) continue;
      if (std::exchange(first, false))
        setPlane(in, out.data() + at, some, 8 * plane);
      else
        addPlane(in, out.data() + at, some, 8 * plane);
      in += count;
    }
  }
  m_rest = m_rest.subspan(count * static_cast<std::size_t>(std::popcount(planes)));
}

template void ByteWriter::column(std::span<const std::uint8_t>);
template void ByteWriter::column(std::span<const std::uint16_t>);
template void ByteWriter::column(std::span<const std::uint32_t>);
template void ByteWriter::column(std::span<const std::uint64_t>);
template void ByteReader::column(std::size_t, std::vector<std::uint8_t>&);
template void ByteReader::column(std::size_t, std::vector<std::uint16_t>&);
template void ByteReader::column(std::size_t, std::vector<std::uint32_t>&);
template void ByteReader::column(std::size_t, std::vector<std::uint64_t>&);

}  // namespace lockstep
