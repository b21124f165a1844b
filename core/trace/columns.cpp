// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/columns.h"

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

template <ColumnNumber T>
void ByteReader::column(std::size_t count, std::vector<T>& out) {
  const auto planes = number<std::uint8_t>();
  out.assign(count, 0);
  for (std::size_t plane = 0; plane < 8; ++plane) {
    if ((planes >> plane & 1) == 0) continue;
    if (plane >= sizeof(T)) m_ok = false;
    if (!need(count)) return;
    const std::uint8_t* in = m_rest.data();
    T* to = out.data();
    for (std::size_t i = 0; i < count; ++i)
      to[i] = static_cast<T>(to[i] | static_cast<T>(in[i]) << (8 * plane));
    m_rest = m_rest.subspan(count);
  }
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
