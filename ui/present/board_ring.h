// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "stage/layout.h"

namespace lockstep::ui {

/// Tasks as cards and the locks between them round the edge of `area`, or in a row where it is too
/// low for that, in the units of a board.
/// The line of who waits for a lock ends at the lock itself, since seats have no room. Nothing if
/// even numbers alone would lie on each other.
std::optional<Layout> arrangeBoardRing(const Structure& structure, const RingMembers& members,
                                       const QRectF& area, std::span<const Scale> tries);

}  // namespace lockstep::ui
