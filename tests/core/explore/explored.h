// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include "explore/explorer.h"

namespace lockstep {

/// A search from its start to its end.
inline Exploration explored(const ExploreRequest& wanted) {
  auto explorer = Explorer::start(wanted);
  if (!explorer) {
    ADD_FAILURE() << explorer.error().message;
    return {};
  }
  for (;;) {
    (*explorer)->waitForNews(50);
    Exploration state = (*explorer)->state();
    if (state.done) return state;
  }
}

}  // namespace lockstep
