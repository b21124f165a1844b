// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// A recording as a fuzzer can change it: without compression, lengths and checks, which a changed
/// byte would not get past.
///
///     file header, its first byte kPlainMark | chunk ...
///     chunk = kChunkMagic | kind 4 B | content, up to the next kChunkMagic or the end

namespace lockstep {

inline constexpr char kPlainMark = 'N';

/// The plain form of a recording that is whole.
std::string plainForm(std::string_view recording);

/// The recording that any bytes are the plain form of.
std::string packPlainForm(std::string_view plain);

}  // namespace lockstep
