// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

#include "base/result.h"
#include "options.h"

class QPainter;

namespace lockstep::ui {

/// Makes the animation that the options ask for, from `from` to `to` (ns of the run), with its
/// progress on a terminal's standard error. SIGINT, SIGTERM and SIGHUP end the program as they
/// would without it, but leave no file. `paint` is told how much of the run passes in 1 ms.
Result<void> drawFilm(
    const Options& options, QSize size, std::int64_t from, std::int64_t to,
    const std::function<void(QPainter& painter, std::int64_t time, double nsPerMs)>& paint);

}  // namespace lockstep::ui
