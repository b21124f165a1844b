// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks that could go on in several ways: a menu asks which.
#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QTest>
#include <algorithm>

#include "step_fixture.h"
#include "window/step_bar.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

QStringList entriesOf(const QMenu& menu) {
  QStringList entries;
  for (const QAction* entry : menu.actions()) entries << entry->text();
  return entries;
}

QMenu* openMenu() { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); }

class StepWaiterTest : public StepTest {
 protected:
  /// Both consumers wait in the condition, and the producer is about to notify one of them.
  void comeToTheNotify() {
    RunRequest wanted;
    wanted.scenario = "release-day";
    wanted.variant = "look-first";
    wanted.parameters = {{"consumers", 2}, {"pause", 0}, {"notify_all", 0}};
    start(wanted);
    for (std::size_t i = 0; i < 60; ++i) {
      const std::vector<Choice> choices = mode().situation().choices();
      const auto producers = std::ranges::count(choices, kProducer, &Choice::task);
      if (producers > 1) return;
      const auto other = std::ranges::find_if(
          choices, [](const Choice& choice) { return choice.task != kProducer; });
      mode().pick(other == choices.end() ? choices.front() : *other);
      ASSERT_TRUE(waitsAfter(i + 1));
    }
    FAIL() << "nobody came to notify";
  }
  static constexpr TaskId kProducer{2};
};

TEST_F(StepWaiterTest, ANotifyAsksWhichWaiterItWakes) {
  comeToTheNotify();
  const std::size_t before = mode().steps();
  key(Qt::Key_2);
  ASSERT_NE(openMenu(), nullptr);
  const QStringList entries = entriesOf(*openMenu());
  ASSERT_EQ(entries.size(), 2);
  EXPECT_TRUE(entries[0].contains("wakes consumer 1")) << entries[0].toStdString();
  EXPECT_TRUE(entries[1].contains("wakes consumer 2")) << entries[1].toStdString();
  EXPECT_EQ(mode().steps(), before) << "nothing has been chosen yet";
  QTest::keyClick(openMenu(), Qt::Key_2);
  ASSERT_TRUE(waitsAfter(before + 1));
  EXPECT_EQ(taken().back().task, kProducer);
  EXPECT_EQ(taken().back().pick, 4u);
  const Situation now = mode().situation();
  EXPECT_FALSE(now.offer(TaskId(4))->waitsFor == now.offer(TaskId(3))->waitsFor)
      << "consumer 2 waits for the lock, consumer 1 to be woken";
}

/// A run that waits for a choice and remembers it.
class OfferingRun : public Run {
 public:
  OfferingRun(Situation situation, std::vector<Choice>& chosen) : m_chosen(chosen) {
    auto view = std::make_shared<StepView>();
    view->stepping = view->waiting = true;
    view->version = 1;
    view->situation = std::move(situation);
    m_view = std::move(view);
  }
  bool pull(Trace& trace) override {
    if (trace.empty()) trace = std::move(*sample::twoForks());
    trace.setEnd(RunEnd::running);
    return true;
  }
  void stop() override {}
  Result<void> signal(TaskId, int) override { return {}; }
  std::shared_ptr<const StepView> stepView() const override { return m_view; }
  void choose(const Choice& choice) override { m_chosen.push_back(choice); }

 private:
  std::shared_ptr<const StepView> m_view;
  std::vector<Choice>& m_chosen;
};

TEST(StepChoices, ATimedWaitAsksWhetherItGoesOnOrItsTimeIsUp) {
  const Choice goesOn{sample::kPlato, lockstep::Act::go, Choice::kNoPick};
  const Choice timeIsUp{sample::kPlato, lockstep::Act::timeout, Choice::kNoPick};
  Offer offer;
  offer.task = sample::kPlato;
  offer.next.task = sample::kPlato;
  offer.next.operation = Operation::acquire;
  offer.next.phase = Phase::blocked;
  offer.next.resource = ResourceId(1);
  offer.able = {goesOn, timeIsUp};
  Situation situation;
  situation.offers = {offer};
  std::vector<Choice> chosen;
  QTemporaryDir folder;
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("window.ini"), QSettings::IniFormat);
  parts.settings->setValue("language", "en");
  parts.confirmEnd = [](const std::vector<int>&) { return true; };
  parts.startRun = [&](const RunRequest&) -> Result<std::unique_ptr<ui::Run>> {
    return std::unique_ptr<ui::Run>(std::make_unique<OfferingRun>(situation, chosen));
  };
  MainWindow window(std::move(parts));
  window.resize(1440, 900);
  window.show();
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  window.insight().setAhead(false);
  window.stepMode().setOn(true);
  window.perform(Act::run);
  ASSERT_EQ(window.stepBar().picks().size(), 1u);
  QTest::mouseClick(window.stepBar().pickOf(sample::kPlato), Qt::LeftButton);
  ASSERT_NE(openMenu(), nullptr);
  const QStringList entries = entriesOf(*openMenu());
  ASSERT_EQ(entries.size(), 2);
  EXPECT_TRUE(entries[0].contains("goes on")) << entries[0].toStdString();
  EXPECT_TRUE(entries[1].contains("its time is up")) << entries[1].toStdString();
  EXPECT_TRUE(chosen.empty());
  openMenu()->actions()[1]->trigger();
  EXPECT_EQ(chosen, std::vector<Choice>{timeIsUp});
  openMenu()->close();
}

}  // namespace
}  // namespace lockstep::ui
