// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/projector.h"

#include <algorithm>

#include "stage/layout.h"

namespace lockstep::ui {

Projector::Projector(const QSizeF& page)
    : unit(std::max(1.0, std::min(page.height(), page.width() * 3 / 4)) / 100) {}

double Projector::stage() const { return floor() / kLeastText; }

}  // namespace lockstep::ui
