// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stage/layout.h"

namespace lockstep::ui {

/// Places members on an ellipse of `area`, the others in its corners; nothing if that does not fit
/// at `layout`'s scale.
std::optional<Layout> arrangeRing(const Structure& structure, const RingMembers& members,
                                  const Layout& blank, const QRectF& area);

}  // namespace lockstep::ui
