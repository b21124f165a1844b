// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/page.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include "drawn_texts.h"
#include "fake_deck.h"
#include "present/board.h"
#include "present/code_card.h"
#include "present/lanes.h"
#include "present/page_parts.h"
#include "present/pointer_layer.h"
#include "runs.h"

namespace lockstep::ui {
namespace {

struct Sample {
  const char* name;
  Recorded (*make)();
};

const Sample kSamples[] = {
    {"five philosophers", [] { return philosophers(5, false); }},
    {"philosophers as processes", [] { return philosophers(5, true); }},
    {"producers and consumers", [] { return producerConsumer(true); }},
    {"bus", [] { return bus(); }},
    {"counter", [] { return counter(3, false); }},
    {"release day", [] { return releaseDay(false); }},
    {"worker", [] { return workerLife(); }},
    {"every kind", [] { return everyKind(true); }},
    {"a crowd", [] { return crowd(9, 4, false); }},
};

class PageTest : public testing::Test {
 protected:
  void look(Recorded run) {
    view.setTrace(run.trace());
    view.setPlayhead(run.now());
    view.fitRun();
  }
  void show(const QSize& size, const DeckCard& card) {
    page.resize(size);
    page.setWords("Producers and consumers", "With sentinels");
    page.setProgress(3, 8);
    page.setCard(card);
    page.show();
    QApplication::processEvents();
  }
  static DeckCard plainCard(std::vector<DeckPart> parts) {
    DeckCard card;
    card.caption = {"Consumer 2 is stopped, the queue is full.", "main sends it `SIGCONT`."};
    card.parts = std::move(parts);
    return card;
  }

  Viewpoint view;
  PresentPage page{view};
};

class EveryPageTest : public PageTest, public testing::WithParamInterface<QSize> {};

/// 1/25 of the height for every text that is drawn, and 7 : 1 on what lies behind it.
TEST_P(EveryPageTest, EveryTextCanBeReadFromTheLastRow) {
  for (const Sample& sample : kSamples) {
    look(sample.make());
    for (const DeckCard& card :
         {plainCard({DeckPart::stage}), plainCard({DeckPart::stage, DeckPart::timeline}),
          plainCard({DeckPart::timeline, DeckPart::code}), askingCard()}) {
      show(GetParam(), card);
      const QImage picture = page.grab().toImage();
      const std::vector<DrawnText> texts = drawnTexts(page);
      EXPECT_GT(texts.size(), 4u);
      for (const DrawnText& text : texts) {
        if (text.text.trimmed().isEmpty()) continue;
        // Fonts have whole pixels before they are scaled.
        EXPECT_GE(text.size, GetParam().height() / 25.0 * .985)
            << sample.name << ": " << text.text.toStdString();
        EXPECT_GE(contrastIn(picture, text), 7) << sample.name << ": " << text.text.toStdString();
      }
    }
  }
}

TEST_P(EveryPageTest, TextsStayOnThePage) {
  for (const Sample& sample : kSamples) {
    look(sample.make());
    show(GetParam(), askingCard());
    for (const DrawnText& text : drawnTexts(page))
      EXPECT_TRUE(QRectF(page.rect()).adjusted(-3, -3, 3, 3).contains(text.place))
          << sample.name << ": " << text.text.toStdString();
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, EveryPageTest,
                         testing::Values(QSize(1024, 768), QSize(1280, 720), QSize(1920, 1080),
                                         QSize(1400, 1050)));

TEST_F(PageTest, TheBoardShowsEveryTaskOrSaysWhoTheNumbersAre) {
  for (const QSize& size : {QSize(1024, 768), QSize(1920, 1080)}) {
    for (const Sample& sample : kSamples) {
      look(sample.make());
      show(size, plainCard({DeckPart::stage}));
      const BoardModel& model = page.board().model();
      if (!model.fits()) continue;
      EXPECT_TRUE(model.layout().scale.names || !model.legend().isEmpty()) << sample.name;
    }
  }
}

TEST_F(PageTest, TheBoardDrawsFewThingsLarger) {
  look(workerLife());
  show({1920, 1080}, plainCard({DeckPart::stage}));
  EXPECT_GT(page.board().model().unit(), page.pageLayout().projector.stage());
  look(philosophers(5, false));
  show({1920, 1080}, plainCard({DeckPart::stage}));
  EXPECT_DOUBLE_EQ(page.board().model().unit(), page.pageLayout().projector.stage());
}

TEST_F(PageTest, ARingOnALowBoardStandsInARowEachBetweenItsNeighbours) {
  look(philosophers(3, false));
  show({1920, 1080}, plainCard({DeckPart::stage, DeckPart::code}));
  const BoardModel& model = page.board().model();
  const Layout& layout = model.layout();
  const RingMembers ring = ringMembers(model.structure());
  ASSERT_EQ(ring.locks.size(), 3u);
  EXPECT_TRUE(layout.scale.named());
  double right = 0, level = layout.resource(ring.locks.front())->body.center().y();
  for (std::size_t i = 0; i < ring.locks.size(); ++i) {
    const QRectF lock = layout.resource(ring.locks[i])->body;
    const QPointF task = layout.task(ring.tasks[i])->disc;
    EXPECT_GT(lock.left(), right);
    EXPECT_GT(task.x(), lock.right());
    EXPECT_NEAR(lock.center().y(), level, .5);
    EXPECT_NEAR(task.y(), level, .5);
    right = task.x();
  }
}

TEST_F(PageTest, WhatFindsNoRoomBesideTheTimelineGivesWayToIt) {
  look(crowd(14, 12, false));
  show({1024, 768}, plainCard({DeckPart::stage, DeckPart::timeline}));
  EXPECT_FALSE(page.board().isVisible());
  EXPECT_TRUE(page.lanes().isVisible());
}

TEST_F(PageTest, WhatComesFirstAndHasNoRoomBesideOthersIsShownAlone) {
  look(philosophers(5, true));
  show({1024, 768}, plainCard({DeckPart::stage, DeckPart::timeline}));
  EXPECT_TRUE(page.board().isVisible());
  EXPECT_FALSE(page.lanes().isVisible());
  show({1024, 768}, plainCard({DeckPart::timeline, DeckPart::stage}));
  EXPECT_FALSE(page.board().isVisible());
  EXPECT_TRUE(page.lanes().isVisible());
}

TEST_F(PageTest, AClickOnAThingRingsItAndOneElsewhereGoesOn) {
  look(producerConsumer(true));
  show({1920, 1080}, plainCard({DeckPart::stage}));
  QSignalSpy next(&page, &PresentPage::nextWanted);
  const QRectF thing = page.board().placeOf({TaskId(2), {}});
  ASSERT_FALSE(thing.isEmpty());
  QTest::mouseClick(&page.board(), Qt::LeftButton, {}, thing.center().toPoint());
  ASSERT_EQ(page.pointer().marks().size(), 1u);
  EXPECT_EQ(page.pointer().marks().front(), thing.translated(page.board().pos()));
  QTest::mouseClick(&page.board(), Qt::LeftButton, {}, thing.center().toPoint());
  EXPECT_TRUE(page.pointer().marks().empty());
  EXPECT_EQ(next.count(), 0);
  QTest::mouseClick(&page.caption(), Qt::LeftButton);
  EXPECT_EQ(next.count(), 1);
}

TEST_F(PageTest, ThePointerFollowsTheMouseAndIsDrawnInTheAccent) {
  look(workerLife());
  show({1280, 720}, plainCard({DeckPart::stage}));
  page.setPointing(true);
  QTest::mouseMove(&page, QPoint(200, 90));
  QTest::mouseMove(&page, QPoint(300, 100));
  ASSERT_TRUE(page.pointer().pointer().has_value());
  EXPECT_EQ(page.grab().toImage().pixelColor(page.pointer().pointer()->toPoint()),
            theme(ThemeKind::projector).accent);
  QTest::mouseClick(&page, Qt::LeftButton, {}, QPoint(300, 100));
  EXPECT_EQ(page.pointer().marks().size(), 1u);
  page.setPointing(false);
  EXPECT_FALSE(page.pointer().pointer().has_value());
}

TEST_F(PageTest, ABlankPageIsBlack) {
  look(workerLife());
  show({1024, 768}, askingCard());
  page.pointer().setBlank(true);
  const QImage picture = page.grab().toImage();
  for (const QPoint& at : {QPoint(10, 10), QPoint(500, 400), QPoint(900, 700)})
    EXPECT_EQ(picture.pixelColor(at), QColor(Qt::black));
}

TEST_F(PageTest, TheAnswerShowsHandsAsBarsATickAndItsExplanation) {
  look(producerConsumer(true));
  show({1024, 768}, askingCard());
  const QString before = page.caption().accessibleName();
  Poll poll{{6, 2, 0}, false};
  page.setPoll(poll);
  EXPECT_TRUE(page.choices()[0]->accessibleDescription().isEmpty());
  poll.revealed = true;
  page.setPoll(poll);
  QApplication::processEvents();
  EXPECT_NE(page.caption().accessibleName(), before);
  EXPECT_TRUE(page.caption().accessibleName().startsWith("SIGCONT makes it runnable."));
  EXPECT_EQ(page.choices()[0]->accessibleDescription(), "Right. Hands: 6");
  EXPECT_EQ(page.choices()[1]->accessibleDescription(), "Hands: 2");
  // The bar of the first choice is three times as long as that of the second.
  const auto inked = [&](int choice) {
    const QImage picture = page.choices()[static_cast<std::size_t>(choice)]->grab().toImage();
    const double unit = page.pageLayout().projector.unit;
    const int y = picture.height() - static_cast<int>(.45 * unit + page.pageLayout().bars * .56);
    int count = 0;
    for (int x = 0; x < picture.width() - 9 * unit; ++x)
      count += picture.pixelColor(x, y) == QColor(Qt::black);
    return count;
  };
  EXPECT_GT(inked(0), 2.4 * inked(1));
  EXPECT_GT(inked(1), 3 * inked(2));
}

TEST_F(PageTest, CodeIsShownAroundTheLineOfTheTaskInFocusWithoutMarks) {
  Recorded run = philosophers(2, false);
  const auto trace = run.trace();
  SiteInfo site;
  site.id = SiteId(0);
  site.line = 40;
  site.file = "philosophers.cpp";
  trace->addSite(site);
  QStringList lines;
  for (int i = 1; i <= 60; ++i) lines << QString("  call_%1();  // @step%1").arg(i);
  trace->run().sourceFile = "philosophers.cpp";
  trace->run().source = lines.join('\n').toStdString();
  Event event;
  event.time = trace->endTime();
  event.task = TaskId(2);
  event.operation = Operation::sleep;
  event.phase = Phase::request;
  event.site = site.id;
  trace->append(event);
  view.setTrace(trace);
  view.setPlayhead(trace->endTime());
  view.selectTask(TaskId(2));
  show({1280, 720}, plainCard({DeckPart::code}));
  EXPECT_LE(page.code().firstLine(), 40);
  EXPECT_GT(page.code().firstLine() + page.code().linesInSight(), 40);
  bool found = false;
  for (const DrawnText& text : drawnTexts(page.code())) {
    found = found || text.text == "call_40();";
    EXPECT_FALSE(text.text.contains('@'));
  }
  EXPECT_TRUE(found);
}

TEST_F(PageTest, LanesLeaveOutWhoDoesNothingAndKeepTheOrder) {
  look(crowd(14, 4, false));
  show({1024, 768}, plainCard({DeckPart::timeline}));
  const std::vector<TaskId> tasks = page.lanes().shown();
  EXPECT_LT(static_cast<int>(tasks.size()), page.lanes().wanted());
  EXPECT_GT(tasks.size(), 4u);
  EXPECT_TRUE(std::ranges::is_sorted(tasks));
}

TEST_F(PageTest, ScreenReadersHearWhatTheClassSees) {
  look(philosophers(2, false));
  show({1024, 768}, askingCard());
  QAccessibleInterface* board = QAccessible::queryAccessibleInterface(&page.board());
  ASSERT_NE(board, nullptr);
  EXPECT_TRUE(board->text(QAccessible::Description).contains("Philosopher 1, blocked: waits for"));
  for (QWidget* widget : page.findChildren<QWidget*>()) {
    if (widget->focusPolicy() == Qt::NoFocus) continue;
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
    ASSERT_NE(face, nullptr);
    EXPECT_FALSE(face->text(QAccessible::Name).isEmpty()) << widget->metaObject()->className();
  }
  EXPECT_FALSE(page.question().accessibleName().isEmpty());
  EXPECT_FALSE(page.title().accessibleName().isEmpty());
}

}  // namespace
}  // namespace lockstep::ui
