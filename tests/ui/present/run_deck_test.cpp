// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/run_deck.h"

#include <gmock/gmock.h>

#include <QSignalSpy>

#include "runs.h"

namespace lockstep::ui {
namespace {

Tongue english() {
  return [](const char*, const char* text) { return QString::fromUtf8(text); };
}

RunDeck::Tongues tongues() {
  return [](const QString& code) -> Tongue {
    if (code == "en") return english();
    return [](const char*, const char* text) { return "<" + QString::fromUtf8(text) + ">"; };
  };
}

class RunDeckTest : public testing::Test {
 protected:
  void show(Recorded run) {
    const auto trace = run.trace();
    trace->setEnd(RunEnd::quiescent);
    view.setTrace(trace);
    view.setReport(analyse(*trace));
    view.setPlayhead(trace->startTime());
  }
  /// As a presentation does it.
  bool next(RunDeck& deck) {
    if (!deck.next()) return false;
    view.setPlayhead(deck.card().time);
    return true;
  }
  std::vector<std::string> tell() {
    RunDeck deck(view, tongues(), "en");
    std::vector<std::string> told{deck.card().caption.join(" | ").toStdString()};
    while (next(deck)) told.push_back(deck.card().caption.join(" | ").toStdString());
    return told;
  }

  Viewpoint view;
};

TEST_F(RunDeckTest, TellsWhoTakesWhoWaitsAndHowItEnds) {
  show(philosophers(2, false));
  const auto told = tell();
  EXPECT_THAT(told, testing::Contains("Philosopher 2 takes fork 2."));
  EXPECT_THAT(told, testing::Contains("Philosopher 1 waits for fork 2. | Philosopher 2 holds it."));
  EXPECT_THAT(told.back(), testing::HasSubstr("Deadlock: they wait for each other."));
}

TEST_F(RunDeckTest, TellsWhatGoesThroughAQueueAndHowFullItIs) {
  show(producerConsumer(false));
  const auto told = tell();
  EXPECT_THAT(told, testing::Contains("producer-1 puts a1 into orders. | Places taken: 1 of 4."));
  EXPECT_THAT(told, testing::Contains("producer-1 must wait: orders is full."));
}

TEST_F(RunDeckTest, TellsSignalsAndTheirHandlers) {
  show(bus());
  const auto told = tell();
  EXPECT_THAT(told, testing::Contains(testing::EndsWith(" sends SIGINT to conductor.")));
  EXPECT_THAT(told, testing::Contains("SIGINT reaches conductor: its handler runs."));
}

TEST_F(RunDeckTest, FollowsThePlayheadAndDoesNotMoveIt) {
  show(philosophers(3, false));
  RunDeck deck(view, tongues(), "en");
  QSignalSpy changed(&deck, &Deck::changed);
  const std::int64_t before = view.playhead();
  ASSERT_TRUE(deck.next());
  EXPECT_EQ(view.playhead(), before);
  view.setPlayhead(view.trace().endTime());
  EXPECT_EQ(deck.current(), deck.count() - 1);
  EXPECT_FALSE(deck.next());
  EXPECT_FALSE(deck.upcoming().has_value());
  EXPECT_GT(changed.count(), 1);
  ASSERT_TRUE(deck.back());
  EXPECT_EQ(deck.current(), deck.count() - 2);
}

TEST_F(RunDeckTest, EveryCardIsALaterMomentThanTheOneBefore) {
  show(producerConsumer(true));
  RunDeck deck(view, tongues(), "en");
  std::int64_t last = deck.card().time;
  while (next(deck)) {
    EXPECT_GT(deck.card().time, last);
    last = deck.card().time;
    EXPECT_FALSE(deck.card().caption.isEmpty());
    EXPECT_LE(deck.card().caption.size(), 2);
    EXPECT_LE(deck.card().from, last);
    EXPECT_GE(deck.card().to, last);
  }
}

TEST_F(RunDeckTest, SpeaksTheLanguageItIsTold) {
  show(philosophers(2, false));
  RunDeck deck(view, tongues(), "en");
  while (next(deck)) {
  }
  deck.setLanguage("zh_CN");
  EXPECT_TRUE(deck.card().caption.value(0).startsWith("<Deadlock"));
}

TEST_F(RunDeckTest, NotesTellWhatEverybodyDoes) {
  show(philosophers(2, false));
  RunDeck deck(view, tongues(), "en");
  while (next(deck)) {
  }
  ASSERT_TRUE(deck.back());
  view.setPlayhead(deck.card().time);
  EXPECT_THAT(deck.card().notes.toStdString(), testing::HasSubstr("**Philosopher 1** blocked"));
}

TEST_F(RunDeckTest, ALongRunKeepsItsTurningPoints) {
  Recorded run = philosophers(2, false);
  for (int i = 0; i < 600; ++i) run.done(2, Operation::isSet, kNone);
  for (int i = 0; i < 300; ++i) run.done(2, Operation::release, 1).done(2, Operation::acquire, 1);
  show(std::move(run));
  RunDeck deck(view, tongues(), "en");
  EXPECT_LE(static_cast<std::size_t>(deck.count()), RunDeck::kMostDetailed);
  const auto told = tell();
  EXPECT_THAT(told, testing::Contains(testing::HasSubstr("waits for fork 2.")));
}

TEST_F(RunDeckTest, AsksForMoreAtTheEndOfARunThatGoesOn) {
  show(philosophers(2, false));
  RunDeck deck(view, tongues(), "en");
  while (next(deck)) {
  }
  int asked = 0;
  deck.setMore([&] {
    ++asked;
    return true;
  });
  EXPECT_TRUE(deck.next());
  EXPECT_EQ(asked, 1);
}

TEST_F(RunDeckTest, WithoutARunThereIsOneEmptyCard) {
  RunDeck deck(view, tongues(), "en");
  EXPECT_EQ(deck.count(), 0);
  EXPECT_EQ(deck.current(), 0);
  EXPECT_TRUE(deck.card().caption.isEmpty());
  EXPECT_FALSE(deck.next());
}

}  // namespace
}  // namespace lockstep::ui
