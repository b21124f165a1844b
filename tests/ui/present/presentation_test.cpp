// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/presentation.h"

#include <gtest/gtest.h>

#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QVariantAnimation>

#include "fake_deck.h"
#include "present/board.h"
#include "present/page_parts.h"
#include "present/pointer_layer.h"
#include "runs.h"

namespace lockstep::ui {
namespace {

class PresentationTest : public testing::Test {
 protected:
  PresentationTest() {
    Recorded run = producerConsumer(true);
    view.setTrace(run.trace());
    for (int i = 0; i < 3; ++i) {
      DeckCard card;
      card.title = QString("card %1").arg(i + 1);
      card.caption = {QString("caption %1").arg(i + 1)};
      card.notes = QString("notes %1").arg(i + 1);
      card.time = view.trace().startTime() + (i + 1) * 200'000;
      card.task = TaskId(static_cast<std::uint16_t>(i + 1));
      deck.cards.push_back(card);
    }
    deck.cards.push_back(askingCard());
    deck.cards.back().time = view.trace().endTime();
    Presentation::Parts parts;
    parts.clock = [this] { return now; };
    parts.fullScreen = false;
    shown = std::make_unique<Presentation>(view, home, std::move(parts));
  }
  void start() {
    home.show();
    shown->start(deck);
    ASSERT_TRUE(QTest::qWaitForWindowActive(shown->page()));
  }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(shown->page(), key, modifiers);
  }
  void goToQuestion() {
    for (int i = 0; i < 3; ++i) press(Qt::Key_PageDown);
    ASSERT_EQ(deck.current(), 3);
  }

  Viewpoint view;
  QWidget home;
  FakeDeck deck;
  std::int64_t now = 0;
  std::unique_ptr<Presentation> shown;
};

TEST(PresentKeys, NoKeyDoesTwoThings) {
  QSet<QString> seen;
  for (const PresentKey& row : presentKeys())
    for (const QKeySequence& key : row.keys) {
      EXPECT_FALSE(seen.contains(key.toString())) << key.toString().toStdString();
      seen.insert(key.toString());
    }
}

TEST(PresentKeys, EveryKeyOfAClickerDoesWhatTheDesignSays) {
  const auto actOf = [](Qt::Key key) {
    for (const PresentKey& row : presentKeys())
      if (row.keys.contains(QKeySequence(key))) return row.act;
    return PresentAct::keys;
  };
  EXPECT_EQ(actOf(Qt::Key_PageDown), PresentAct::next);
  EXPECT_EQ(actOf(Qt::Key_PageUp), PresentAct::back);
  EXPECT_EQ(actOf(Qt::Key_Right), PresentAct::next);
  EXPECT_EQ(actOf(Qt::Key_B), PresentAct::blank);
  EXPECT_EQ(actOf(Qt::Key_Period), PresentAct::blank);
  EXPECT_EQ(actOf(Qt::Key_F5), PresentAct::play);
  EXPECT_EQ(actOf(Qt::Key_L), PresentAct::point);
  EXPECT_EQ(actOf(Qt::Key_N), PresentAct::notes);
  EXPECT_EQ(actOf(Qt::Key_T), PresentAct::language);
  EXPECT_EQ(actOf(Qt::Key_Escape), PresentAct::leave);
}

TEST_F(PresentationTest, KeysGoFromCardToCardAndThePlayheadGoesWithThem) {
  start();
  press(Qt::Key_PageDown);
  EXPECT_EQ(deck.current(), 1);
  EXPECT_EQ(view.playhead(), deck.cards[1].time);
  EXPECT_EQ(view.task(), TaskId(2));
  EXPECT_EQ(shown->page()->caption().accessibleName(), "caption 2");
  press(Qt::Key_Left);
  EXPECT_EQ(deck.current(), 0);
  EXPECT_EQ(view.playhead(), deck.cards[0].time);
}

TEST_F(PresentationTest, NumberKeysCountHandsAndTheAnswerComesBeforeTheNextCard) {
  start();
  goToQuestion();
  for (int i = 0; i < 5; ++i) press(Qt::Key_1);
  press(Qt::Key_2);
  press(Qt::Key_2);
  press(Qt::Key_2, Qt::ControlModifier);
  press(Qt::Key_9);
  EXPECT_EQ(shown->poll().hands, (std::vector<int>{5, 1, 0}));
  EXPECT_FALSE(shown->poll().revealed);
  press(Qt::Key_PageDown);
  EXPECT_TRUE(shown->poll().revealed);
  EXPECT_EQ(deck.answers, std::vector<int>{0});
  // Hands that come late do not count.
  press(Qt::Key_3);
  EXPECT_EQ(shown->poll().hands, (std::vector<int>{5, 1, 0}));
}

TEST_F(PresentationTest, AClickOnAChoiceCountsAHand) {
  start();
  goToQuestion();
  QTest::mouseClick(shown->page()->choices()[1], Qt::LeftButton);
  EXPECT_EQ(shown->poll().hands, (std::vector<int>{0, 1, 0}));
}

TEST_F(PresentationTest, HandsStayWithTheirCard) {
  start();
  goToQuestion();
  press(Qt::Key_2);
  press(Qt::Key_PageUp);
  EXPECT_EQ(shown->poll().all(), 0);
  press(Qt::Key_PageDown);
  EXPECT_EQ(shown->poll().all(), 1);
}

TEST_F(PresentationTest, WithoutAQuestionNumbersSelectTasks) {
  start();
  press(Qt::Key_4);
  EXPECT_EQ(view.task(), TaskId(4));
}

TEST_F(PresentationTest, TheScreenGoesBlackAndComesBackWithTheNextCard) {
  start();
  press(Qt::Key_B);
  EXPECT_TRUE(shown->page()->pointer().blank());
  press(Qt::Key_Period);
  EXPECT_FALSE(shown->page()->pointer().blank());
  press(Qt::Key_B);
  press(Qt::Key_PageDown);
  EXPECT_FALSE(shown->page()->pointer().blank());
}

TEST_F(PresentationTest, EscapeLeavesAndF5Plays) {
  start();
  QSignalSpy play(shown.get(), &Presentation::playWanted);
  QSignalSpy ended(shown.get(), &Presentation::ended);
  press(Qt::Key_F5);
  EXPECT_EQ(play.count(), 1);
  press(Qt::Key_Escape);
  EXPECT_FALSE(shown->on());
  EXPECT_EQ(ended.count(), 1);
}

TEST_F(PresentationTest, PartsAreShownAndHiddenByKey) {
  start();
  press(Qt::Key_M);
  EXPECT_EQ(shown->page()->parts(), (std::vector{DeckPart::stage, DeckPart::timeline}));
  press(Qt::Key_C);
  EXPECT_EQ(shown->page()->parts(),
            (std::vector{DeckPart::stage, DeckPart::code, DeckPart::timeline}));
  press(Qt::Key_S);
  press(Qt::Key_C);
  press(Qt::Key_M);
  // Something is always left.
  EXPECT_EQ(shown->page()->parts(), std::vector{DeckPart::stage});
}

TEST_F(PresentationTest, ThePresenterSeesNotesTheNextCardAndTheTime) {
  start();
  press(Qt::Key_N);
  PresenterView* presenter = shown->presenter();
  ASSERT_NE(presenter, nullptr);
  EXPECT_EQ(presenter->notes(), "notes 1");
  EXPECT_EQ(presenter->upcomingText(), "card 2\ncaption 2");
  now += 65'000'000'000;
  EXPECT_EQ(presenter->elapsed(), "01:05");
  now += 3'600'000'000'000;
  EXPECT_EQ(presenter->elapsed(), "1:01:05");
  presenter->restartClock();
  EXPECT_EQ(presenter->elapsed(), "00:00");
  press(Qt::Key_PageDown);
  EXPECT_EQ(presenter->notes(), "notes 2");
  goToQuestion();
}

TEST_F(PresentationTest, ThePresenterSeesThePageSmallAndTheHandsAsTheyCome) {
  start();
  press(Qt::Key_N);
  goToQuestion();
  press(Qt::Key_3);
  EXPECT_TRUE(shown->presenter()->hands().contains("3: 1 (Blocked)"));
  EXPECT_TRUE(shown->presenter()->hands().contains("right"));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !shown->presenter()->picture().isNull(); }));
  EXPECT_EQ(shown->presenter()->picture().size() / shown->presenter()->picture().devicePixelRatio(),
            shown->page()->size());
  press(Qt::Key_N);
  EXPECT_EQ(shown->presenter(), nullptr);
}

TEST_F(PresentationTest, ThePresentersWindowTakesTheSameKeysAndHasButtonsForThem) {
  start();
  press(Qt::Key_N);
  ASSERT_TRUE(QTest::qWaitForWindowExposed(shown->presenter()));
  shown->presenter()->activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(shown->presenter()));
  QTest::keyClick(shown->presenter(), Qt::Key_PageDown);
  EXPECT_EQ(deck.current(), 1);
  for (QAbstractButton* button : shown->presenter()->findChildren<QAbstractButton*>())
    if (button->text() == "Next") QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(deck.current(), 2);
}

TEST_F(PresentationTest, CaptionsMayHaveALanguageOfTheirOwn) {
  shown->setLanguages({"en", "zh_CN"}, "en");
  start();
  EXPECT_EQ(deck.language, "en");
  press(Qt::Key_T);
  EXPECT_EQ(deck.language, "zh_CN");
  EXPECT_EQ(shown->captionLanguage(), "zh_CN");
  // The interface's language changes; what was set apart stays.
  shown->setLanguages({"en", "zh_CN"}, "zh_CN");
  EXPECT_EQ(deck.language, "zh_CN");
  press(Qt::Key_T);
  EXPECT_EQ(deck.language, "en");
}

TEST_F(PresentationTest, AStepIsSetInMotionOnceUnlessMotionIsReduced) {
  start();
  auto* glide = shown->findChild<QVariantAnimation*>();
  ASSERT_NE(glide, nullptr);
  press(Qt::Key_PageDown);
  EXPECT_EQ(glide->state(), QAbstractAnimation::Running);
  shown->setReducedMotion(true);
  press(Qt::Key_PageDown);
  EXPECT_EQ(glide->state(), QAbstractAnimation::Stopped);
}

TEST_F(PresentationTest, ADeckThatGoesAwayEndsIt) {
  auto other = std::make_unique<FakeDeck>();
  other->cards.resize(2);
  shown->start(*other);
  EXPECT_TRUE(shown->on());
  other.reset();
  EXPECT_FALSE(shown->on());
}

TEST(Screens, TheClassGetsTheOtherScreenAndThePresenterStays) {
  const QRect laptop(0, 0, 1920, 1080), projector(1920, 0, 1024, 768);
  const ScreenPlaces two = placeOnScreens({laptop, projector}, 0);
  EXPECT_EQ(two.page, projector);
  EXPECT_EQ(two.presenter, laptop);
  const ScreenPlaces other = placeOnScreens({laptop, projector}, 1);
  EXPECT_EQ(other.page, laptop);
  const ScreenPlaces one = placeOnScreens({laptop}, 0);
  EXPECT_EQ(one.page, laptop);
  EXPECT_FALSE(one.presenter.has_value());
  // Mirrored screens are one.
  EXPECT_FALSE(placeOnScreens({laptop, QRect(0, 0, 1024, 768)}, 0).presenter.has_value());
}

}  // namespace
}  // namespace lockstep::ui
