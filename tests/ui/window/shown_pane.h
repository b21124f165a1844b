// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QTest>

#include "two_forks.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// A pane on the screen, and the viewpoint that it looks through.
template <class Pane>
class ShownPane : public testing::Test {
 protected:
  explicit ShownPane(QSize size) : pane(view) {
    pane.resize(size);
    pane.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&pane));
  }
  void open() { view.setTrace(sample::twoForks()); }
  /// ms after the run's start.
  void goTo(double ms) {
    view.setPlayhead(sample::kStart + static_cast<std::int64_t>(ms * sample::kMs));
  }

  Viewpoint view;
  Pane pane;
};

}  // namespace lockstep::ui
