// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "trace/trace.h"

namespace lockstep::ui::sample {

inline constexpr std::int64_t kStart = 5'000'000'000;  ///< ns, first event
inline constexpr std::int64_t kMs = 1'000'000;
inline constexpr TaskId kPlato{2};
inline constexpr TaskId kKant{3};
inline constexpr int kFirstForkLine = 3;
inline constexpr int kSecondForkLine = 4;
inline constexpr int kJoinLine = 8;

/// Two philosophers, each with a fork in hand, wait for the other's: a deadlock after 6 ms. Ends
/// (quiescent) at 20 ms. Sites point into an eight-line source, philosophers.cpp.
///
///     ms   0 main starts both; 1 Plato acquires fork 1; 2 Kant acquires fork 2;
///          4 Plato blocks on fork 2; 6 Kant blocks on fork 1; main joins Plato from 3 on
std::shared_ptr<Trace> twoForks();

}  // namespace lockstep::ui::sample
