// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/code_pane.h"

#include <QSignalSpy>

#include "code/code_gutter.h"
#include "code/source_text.h"
#include "code/task_lines.h"
#include "shown_pane.h"

namespace lockstep::ui {
namespace {

using namespace sample;

class CodePaneTest : public ShownPane<CodePane> {
 protected:
  CodePaneTest() : ShownPane({432, 300}) {}
};

TEST_F(CodePaneTest, ShowsThePreviewUntilARunBringsItsOwnSource) {
  pane.setPreview("counter.cpp", "int main() {}");
  EXPECT_EQ(pane.text(), "int main() {}");
  open();
  EXPECT_TRUE(pane.text().startsWith("// Two philosophers."));
}

TEST_F(CodePaneTest, PutsTheChipOfEachTaskBesideItsLineAtThePlayhead) {
  open();
  goTo(20);
  EXPECT_EQ(pane.tasksAt(kSecondForkLine), (std::vector<TaskId>{kPlato, kKant}));
  EXPECT_EQ(pane.tasksAt(kJoinLine), (std::vector<TaskId>{kMainTask}));
  EXPECT_TRUE(pane.tasksAt(kFirstForkLine).empty());
}

TEST_F(CodePaneTest, FollowsThePlayheadBackwards) {
  open();
  goTo(20);
  goTo(2.5);
  EXPECT_EQ(pane.tasksAt(kFirstForkLine), (std::vector<TaskId>{kPlato, kKant}));
  EXPECT_TRUE(pane.tasksAt(kSecondForkLine).empty());
}

TEST_F(CodePaneTest, MarksTheLineOfTheSelectedTask) {
  open();
  goTo(5);
  EXPECT_EQ(pane.currentLine(), 0);
  view.selectTask(kPlato);
  EXPECT_EQ(pane.currentLine(), kSecondForkLine);
  view.selectTask(kKant);
  EXPECT_EQ(pane.currentLine(), kFirstForkLine);
}

TEST_F(CodePaneTest, SelectsTheTaskWhoseChipIsClicked) {
  open();
  goTo(20);
  auto* gutter = pane.findChild<CodeGutter*>();
  ASSERT_NE(gutter, nullptr);
  // Sweep the row of the second fork's line from the right: the chips stand next to the number.
  auto* editor = pane.findChild<CodeEditor*>();
  const int y = (kSecondForkLine - 1) * editor->textHeight(0) + editor->textHeight(0) / 2;
  for (int x = gutter->width(); x > 0 && !view.task().valid(); x -= 4)
    QTest::mouseClick(gutter, Qt::LeftButton, {}, {x, y});
  EXPECT_EQ(view.task(), kKant);
}

TEST_F(CodePaneTest, AClickBesideALineWantsABreakpointThereUnlessItIsOnAChip) {
  open();
  goTo(20);
  QSignalSpy wanted(&pane, &CodePane::breakpointWanted);
  QTest::mouseClick(&pane.gutter(), Qt::LeftButton, {}, pane.numberRect(kSecondForkLine).center());
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted.front().front().toInt(), kSecondForkLine);
  EXPECT_FALSE(view.task().valid());
  const QRect number = pane.numberRect(kSecondForkLine);
  QTest::mouseClick(&pane.gutter(), Qt::LeftButton, {},
                    QPoint(number.left() - number.width() / 2, number.center().y()));
  EXPECT_EQ(wanted.count(), 1);
  EXPECT_EQ(view.task(), kKant);
}

TEST_F(CodePaneTest, ShowsThePythonTwinWithTheChipsAtTheLinesThatDoTheSame) {
  open();
  goTo(20);
  view.selectTask(kPlato);
  pane.setBreakpoints({kSecondForkLine});
  view.setCodeLanguage(CodeLanguage::python);
  const QStringList lines = pane.text().split('\n');
  const int second = static_cast<int>(lines.indexOf("        second.acquire()")) + 1;
  ASSERT_GT(second, 0) << pane.text().toStdString();
  EXPECT_EQ(pane.tasksAt(second), (std::vector<TaskId>{kPlato, kKant}));
  EXPECT_EQ(pane.file(), "philosophers.cpp");
  EXPECT_EQ(pane.source().file(), "philosophers.py");
  EXPECT_EQ(pane.currentLine(), kSecondForkLine) << "what runs is C++";
  EXPECT_TRUE(pane.gutter().accessibleDescription().contains(QString::number(second)));

  QSignalSpy wanted(&pane, &CodePane::breakpointWanted);
  QTest::mouseClick(&pane.gutter(), Qt::LeftButton, {}, pane.numberRect(second).center());
  ASSERT_EQ(wanted.count(), 1);
  EXPECT_EQ(wanted.front().front().toInt(), kSecondForkLine);
  const int first = pane.firstVisibleLine();
  ASSERT_EQ(pane.source().ranAt(first), 0) << "nothing happens there";
  QTest::mouseClick(&pane.gutter(), Qt::LeftButton, {}, pane.numberRect(first).center());
  EXPECT_EQ(wanted.count(), 1);

  view.setCodeLanguage(CodeLanguage::cpp);
  EXPECT_EQ(pane.tasksAt(kSecondForkLine), (std::vector<TaskId>{kPlato, kKant}));
}

TEST(SourceText, IsCppWhereThereIsNoTwin) {
  const SourceText text("mine.cpp", "lock.acquire();  // @take\n", CodeLanguage::python);
  EXPECT_FALSE(text.hasTwin());
  EXPECT_EQ(text.language(), CodeLanguage::cpp);
  EXPECT_EQ(text.text(), "lock.acquire();\n");
  EXPECT_EQ(text.lineOf(1), 1);
}

TEST_F(CodePaneTest, LeavesTheKeysOfTheWindowToTheWindow) {
  auto* editor = pane.findChild<CodeEditor*>();
  QKeyEvent letter(QEvent::ShortcutOverride, Qt::Key_W, Qt::NoModifier, "w");
  letter.ignore();
  QApplication::sendEvent(editor, &letter);
  EXPECT_FALSE(letter.isAccepted());
  QKeyEvent down(QEvent::ShortcutOverride, Qt::Key_Down, Qt::NoModifier);
  down.ignore();
  QApplication::sendEvent(editor, &down);
  EXPECT_TRUE(down.isAccepted());
}

TEST(TaskLines, LeaveOutSitesOfOtherFiles) {
  const auto trace = twoForks();
  trace->run().sourceFile = "other.cpp";
  EXPECT_TRUE(taskLines(*trace, trace->at(trace->endTime())).empty());
}

}  // namespace
}  // namespace lockstep::ui
