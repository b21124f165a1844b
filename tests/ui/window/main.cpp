// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QApplication>

int main(int argc, char** argv) {
  // Widgets are real, the screen is not, unless a real one is asked for; also while ctest only
  // lists the tests.
  const bool realWindow = qEnvironmentVariableIsSet("LOCKSTEP_REAL_WINDOW");
  qputenv("QT_QPA_PLATFORM", realWindow ? "xcb" : "offscreen");
  QApplication application(argc, argv);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
