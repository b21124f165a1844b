// SPDX-License-Identifier: GPL-3.0-or-later
#include "step/forecast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Offer able(std::uint16_t task) {
  Offer offer;
  offer.task = TaskId(task);
  offer.able = {{TaskId(task), Act::go, Choice::kNoPick}};
  return offer;
}

Offer waiting(std::uint16_t task, std::uint16_t holder, std::uint16_t resource) {
  Offer offer;
  offer.task = TaskId(task);
  offer.holder = TaskId(holder);
  offer.waitsFor = ResourceId(resource);
  return offer;
}

Situation situation(std::vector<Offer> offers) {
  Situation made;
  made.offers = std::move(offers);
  return made;
}

const Choice kTwo{TaskId(2), Act::go, Choice::kNoPick};

TEST(Forecast, TellsWhoMustWaitAndForWhom) {
  const auto effect =
      effectOf(situation({able(2), able(3)}), kTwo, situation({waiting(2, 3, 1), able(3)}));
  EXPECT_THAT(effect.stuck, ElementsAre(WaitLink{TaskId(2), TaskId(3), ResourceId(1)}));
  EXPECT_THAT(effect.ring, IsEmpty());
  EXPECT_FALSE(effect.stuckForGood);
}

TEST(Forecast, TellsWhoCanGoOnAgainWhoIsNewAndWhoHasGone) {
  const auto effect =
      effectOf(situation({able(2), waiting(3, 2, 1)}), kTwo, situation({able(3), able(4)}));
  EXPECT_THAT(effect.freed, ElementsAre(TaskId(3)));
  EXPECT_THAT(effect.appeared, ElementsAre(TaskId(4)));
  EXPECT_THAT(effect.gone, ElementsAre(TaskId(2)));
}

TEST(Forecast, NamesTheRingThatAStepClosesFromItsTaskOn) {
  const auto effect = effectOf(situation({waiting(4, 2, 1), able(2), waiting(3, 4, 2)}), kTwo,
                               situation({waiting(4, 2, 1), waiting(2, 3, 3), waiting(3, 4, 2)}));
  EXPECT_THAT(effect.ring, ElementsAre(TaskId(2), TaskId(3), TaskId(4)));
  EXPECT_TRUE(effect.stuckForGood);
}

TEST(Forecast, ARingThatWasThereBeforeIsNotClosedAgain) {
  const Situation before = situation({waiting(3, 4, 1), waiting(4, 3, 2), able(2)});
  EXPECT_THAT(effectOf(before, kTwo, before).ring, IsEmpty());
}

TEST(Forecast, ATaskThatWaitsForARingIsNoPartOfIt) {
  EXPECT_THAT(
      ringOf(waits(situation({waiting(2, 3, 1), waiting(3, 4, 2), waiting(4, 3, 3)})), TaskId(2)),
      ElementsAre(TaskId(3), TaskId(4)));
}

}  // namespace
}  // namespace lockstep::ui
