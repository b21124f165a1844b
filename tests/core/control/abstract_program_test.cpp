// SPDX-License-Identifier: GPL-3.0-or-later
#include "abstract_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// The numbers that searches are measured against, held to what can be counted by hand.

namespace lockstep::abstract {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

TEST(AbstractProgram, KnownProgramsHaveTheirNumberOfExecutions) {
  for (const Known& known : knownPrograms())
    EXPECT_EQ(known.program.executions().verdicts, known.verdicts) << known.name;
}

TEST(AbstractProgram, LocalStepsAreNoChoiceUnlessEveryStepIs) {
  const Program program{{say(), say()}, {say(), sleep()}};
  EXPECT_EQ(program.executions().total, 1u);
  EXPECT_EQ(program.executions({}, true).total, 6u);
}

TEST(AbstractProgram, ATaskLivesUntilItsEnd) {
  const Program program{{sleep(), end()}, {isAlive(1).onZeroSkip(1), sleep()}};
  // It is alive before the other's end, in two places, or dead.
  EXPECT_EQ(program.executions().finalStates.size(), 2u);
}

TEST(AbstractProgram, OnlyTheExecutionsWithFewPreemptionsAreCounted) {
  // One task after the other. A lost update needs one task to be interrupted.
  EXPECT_THAT(lostUpdate(2).executions(0).verdicts, UnorderedElementsAre(Pair("completed", 2)));
  EXPECT_THAT(lostUpdate(2).executions(1).verdicts,
              UnorderedElementsAre(Pair("completed", 2), Pair("lost-update", 2)));
  EXPECT_EQ(lostUpdate(2).executions(2).total, 6u);
}

}  // namespace
}  // namespace lockstep::abstract
