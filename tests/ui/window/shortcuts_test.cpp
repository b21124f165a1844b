// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/shortcuts.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSet>
#include <QTest>

#include "window/key_guard.h"
#include "window/keys_sheet.h"
#include "window/scenario_list.h"
#include "window/transport_bar.h"
#include "window/workbench.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

using ShortcutsTest = WindowTest;

TEST(Shortcuts, NoKeyDoesTwoThings) {
  QSet<QString> seen;
  for (const Shortcut& row : shortcuts())
    for (const QKeySequence& key : row.keys) {
      const QString text = key.toString();
      EXPECT_FALSE(text.isEmpty());
      EXPECT_FALSE(seen.contains(text)) << text.toStdString();
      seen.insert(text);
    }
}

TEST_F(ShortcutsTest, EveryRowOfTheTableIsAnActionOfTheWindow) {
  for (const Shortcut& row : shortcuts()) {
    QAction* action = window->action(row.act, row.argument);
    ASSERT_NE(action, nullptr);
    EXPECT_EQ(action->shortcuts(), row.keys);
    EXPECT_EQ(action->text(), actText(row));
    EXPECT_TRUE(window->actions().contains(action));
  }
}

TEST_F(ShortcutsTest, TheSheetShowsEveryRow) {
  KeysSheet sheet(window.get());
  QStringList words;
  for (const QLabel* label : sheet.findChildren<QLabel*>()) words << label->text();
  for (const Shortcut& row : shortcuts())
    EXPECT_TRUE(!row.inSheet || words.contains(actText(row))) << row.text;
}

TEST_F(ShortcutsTest, F1AndTheQuestionMarkOpenTheSheet) {
  show();
  QTest::keyClick(window.get(), Qt::Key_F1);
  EXPECT_TRUE(window->keysSheetOpen());
}

TEST_F(ShortcutsTest, KeysOfTheTimelineWorkFromEverywhereInTheWindow) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  Viewpoint& view = window->viewpoint();
  const std::int64_t before = view.to() - view.from();
  QTest::keyClick(window.get(), Qt::Key_W);
  const std::int64_t once = view.to() - view.from();
  EXPECT_LT(once, before);
  QTest::keyClick(window.get(), Qt::Key_W, Qt::ShiftModifier);
  EXPECT_LT(view.to() - view.from(), once / 2);
  QTest::keyClick(window.get(), Qt::Key_0);
  EXPECT_GE(view.to() - view.from(), before - 1);
  QTest::keyClick(window.get(), Qt::Key_2);
  EXPECT_EQ(view.task(), sample::kPlato);
  QTest::keyClick(window.get(), Qt::Key_Home);
  EXPECT_EQ(view.playhead(), view.trace().startTime());
  QTest::keyClick(window.get(), Qt::Key_PageDown);
  EXPECT_GT(view.playhead(), view.trace().startTime());
  QTest::keyClick(window.get(), Qt::Key_End);
  EXPECT_EQ(view.playhead(), view.trace().endTime());
}

TEST_F(ShortcutsTest, LettersBelongToTheSearchFieldWhileItHasTheFocus) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  QTest::keyClick(window.get(), Qt::Key_K, Qt::ControlModifier);
  QLineEdit& search = window->workbench().scenarios().search();
  ASSERT_TRUE(search.hasFocus());
  const std::int64_t span = window->viewpoint().to() - window->viewpoint().from();
  QTest::keyClicks(&search, "was");
  EXPECT_EQ(search.text(), "was");
  EXPECT_EQ(window->viewpoint().to() - window->viewpoint().from(), span);
}

TEST_F(ShortcutsTest, SpaceOnAFocusedButtonPressesTheButton) {
  QPushButton button;
  QKeyEvent space(QEvent::ShortcutOverride, Qt::Key_Space, Qt::NoModifier, " ");
  EXPECT_TRUE(keepsKey(button, space));
  QKeyEvent letter(QEvent::ShortcutOverride, Qt::Key_W, Qt::NoModifier, "w");
  EXPECT_FALSE(keepsKey(button, letter));
}

TEST_F(ShortcutsTest, F6WalksThroughThePanesInSight) {
  show({1600, 900});
  ASSERT_TRUE(window->openFile(recording()));
  QSet<QWidget*> visited;
  for (int i = 0; i < 6; ++i) {
    QTest::keyClick(window.get(), Qt::Key_F6);
    visited.insert(window->focusWidget());
  }
  EXPECT_EQ(visited.size(), 6);
}

TEST_F(ShortcutsTest, EachPaneFoldsWithOneKeyAndComesBackWithIt) {
  show({1600, 900});
  ASSERT_TRUE(window->openFile(recording()));
  const std::pair<Qt::Key, Pane> panes[] = {{Qt::Key_1, Pane::scenarios},
                                            {Qt::Key_2, Pane::stage},
                                            {Qt::Key_3, Pane::timeline},
                                            {Qt::Key_4, Pane::code},
                                            {Qt::Key_5, Pane::inspector}};
  for (const auto& [key, pane] : panes) {
    EXPECT_TRUE(window->workbench().canBeSeen(pane));
    QTest::keyClick(window.get(), key, Qt::ControlModifier);
    EXPECT_FALSE(window->workbench().canBeSeen(pane));
    QTest::keyClick(window.get(), key, Qt::ControlModifier);
    EXPECT_TRUE(window->workbench().canBeSeen(pane));
  }
}

}  // namespace
}  // namespace lockstep::ui
