// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <signal.h>

#include <cstddef>
#include <set>
#include <string>

#include "events/event.h"
#include "events/vocabulary.h"

namespace lockstep {
namespace {

template <class Word>
void everyWordHasItsOwnName(int count) {
  std::set<std::string_view> names;
  for (int number = 0; number < count; ++number) {
    const std::string_view words = name(static_cast<Word>(number));
    EXPECT_FALSE(words.empty()) << number;
    EXPECT_TRUE(names.insert(words).second) << words << " comes twice";
  }
}

TEST(Vocabulary, GivesEveryWordItsOwnName) {
  everyWordHasItsOwnName<State>(kStates);
  everyWordHasItsOwnName<Evidence>(kEvidences);
  everyWordHasItsOwnName<ResourceKind>(kResourceKinds);
  everyWordHasItsOwnName<Operation>(kOperations);
}

TEST(Vocabulary, CountsItsOperations) {
  EXPECT_EQ(static_cast<int>(Operation::setNice), kOperations - 1);
  EXPECT_EQ(static_cast<int>(State::unknown), kStates - 1);
  EXPECT_EQ(static_cast<int>(ResourceKind::sharedValue), kResourceKinds - 1);
}

TEST(Vocabulary, NamesSignalsBothWays) {
  EXPECT_EQ(signalName(SIGUSR1), "SIGUSR1");
  EXPECT_EQ(signalNumber("SIGUSR1"), SIGUSR1);
  EXPECT_EQ(signalNumber("INT"), SIGINT);
  EXPECT_EQ(signalNumber("SIGNOTHING"), std::nullopt);
  EXPECT_EQ(signalName(0), "unnamed signal");
}

TEST(Vocabulary, KnowsWhatCanSleep) {
  EXPECT_TRUE(canBlock(Operation::acquire));
  EXPECT_TRUE(canBlock(Operation::join));
  EXPECT_FALSE(canBlock(Operation::release));
  EXPECT_FALSE(canBlock(Operation::say));
}

TEST(EventRecord, HasTheLayoutOfTheFile) {
  EXPECT_EQ(offsetof(Event, time), 0u);
  EXPECT_EQ(offsetof(Event, value), 8u);
  EXPECT_EQ(offsetof(Event, resource), 16u);
  EXPECT_EQ(offsetof(Event, aux), 20u);
  EXPECT_EQ(offsetof(Event, task), 24u);
  EXPECT_EQ(offsetof(Event, site), 26u);
  EXPECT_EQ(offsetof(Event, operation), 28u);
  EXPECT_EQ(offsetof(Event, phase), 29u);
  EXPECT_EQ(offsetof(Event, outcome), 30u);
  EXPECT_EQ(offsetof(Event, flags), 31u);
}

TEST(EventRecord, HasNoPeerUntilAuxIsSet) {
  Event event;
  EXPECT_FALSE(event.peer().valid());
  event.aux = 3;
  EXPECT_EQ(event.peer(), TaskId{3});
}

TEST(Items, ReadAsPythonPrintsThem) {
  EXPECT_EQ(Item::none().toString(), "None");
  EXPECT_EQ(Item::integer(-7).toString(), "-7");
  EXPECT_EQ(Item::text("a4").toString(), "a4");
  EXPECT_EQ(Item::text("longer than eight").toString(), "longer t");
  EXPECT_EQ(Item::real(1.5).toString(), "1.5");
}

}  // namespace
}  // namespace lockstep
