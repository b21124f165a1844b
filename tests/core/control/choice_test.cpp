// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/choice.h"

#include <gtest/gtest.h>

#include "abstract_program.h"

namespace lockstep {
namespace {

constexpr std::uint16_t kOne = 1;
constexpr std::uint16_t kTwo = 2;

Action act(std::uint16_t task, Operation operation, ResourceKind kind = ResourceKind::none,
           std::uint32_t resource = 7, ResourceId inner = {}) {
  Action action;
  action.choice.task = TaskId{task};
  action.next.operation = operation;
  if (kind != ResourceKind::none) action.next.resource = ResourceId{resource};
  action.inner = inner;
  action.kind = kind;
  return action;
}

bool commute(const Action& one, const Action& other) {
  EXPECT_EQ(independent(one, other), independent(other, one));
  return independent(one, other);
}

TEST(Choice, ActsHaveNames) {
  EXPECT_EQ(name(Act::go), "go");
  EXPECT_EQ(name(Act::timeout), "timeout");
  EXPECT_EQ(name(Act::deliver), "deliver");
  EXPECT_EQ(name(Act::alarm), "alarm");
}

TEST(Choice, ASituationAllowsWhatIsAbleAndTheAttemptOfWhatIsNot) {
  Situation situation;
  Offer able;
  able.task = TaskId{1};
  able.next.phase = Phase::request;
  able.able = {{TaskId{1}, Act::go, 2}, {TaskId{1}, Act::go, 3}};
  Offer disabled;
  disabled.task = TaskId{2};
  disabled.next.phase = Phase::request;
  disabled.able = {{TaskId{2}, Act::timeout}};
  Offer waiting;
  waiting.task = TaskId{3};
  waiting.next.phase = Phase::blocked;
  situation.offers = {able, disabled, waiting};

  EXPECT_EQ(situation.offer(TaskId{2})->task, TaskId{2});
  EXPECT_EQ(situation.offer(TaskId{9}), nullptr);
  EXPECT_EQ(situation.choices(),
            (std::vector<Choice>{
                {TaskId{1}, Act::go, 2}, {TaskId{1}, Act::go, 3}, {TaskId{2}, Act::timeout}}));
  EXPECT_TRUE(situation.allows({TaskId{1}, Act::go, 3}));
  EXPECT_FALSE(situation.allows({TaskId{1}, Act::go, 4}));
  EXPECT_FALSE(situation.allows({TaskId{1}, Act::go})) << "a notify must say whom";
  EXPECT_TRUE(situation.allows({TaskId{2}, Act::timeout}));
  EXPECT_TRUE(situation.allows({TaskId{2}, Act::go})) << "the attempt";
  EXPECT_FALSE(situation.allows({TaskId{3}, Act::go})) << "it waits already";
  EXPECT_FALSE(situation.allows({TaskId{9}, Act::go}));
}

TEST(Independent, ATaskDependsOnItself) {
  EXPECT_FALSE(commute(act(kOne, Operation::sleep), act(kOne, Operation::sleep)));
}

TEST(Independent, DifferentResourcesDoNotMeet) {
  EXPECT_TRUE(commute(act(kOne, Operation::acquire, ResourceKind::lock, 1),
                      act(kTwo, Operation::acquire, ResourceKind::lock, 2)));
  EXPECT_TRUE(commute(act(kOne, Operation::store, ResourceKind::sharedValue, 1),
                      act(kTwo, Operation::put, ResourceKind::queue, 2)));
  EXPECT_FALSE(commute(act(kOne, Operation::acquire, ResourceKind::lock),
                       act(kTwo, Operation::acquire, ResourceKind::lock)));
}

TEST(Independent, AConditionIsItsLockToo) {
  const ResourceId mutex{1};
  const Action waits = act(kOne, Operation::wait, ResourceKind::condition, 5, mutex);
  EXPECT_FALSE(commute(waits, act(kTwo, Operation::acquire, ResourceKind::lock, 1)));
  EXPECT_TRUE(commute(waits, act(kTwo, Operation::acquire, ResourceKind::lock, 2)));
  EXPECT_FALSE(commute(waits, act(kTwo, Operation::notify, ResourceKind::condition, 6, mutex)))
      << "two conditions of one lock";
  EXPECT_TRUE(
      commute(waits, act(kTwo, Operation::notify, ResourceKind::condition, 6, ResourceId{2})));
}

TEST(Independent, WhereALockIsNotKnownNothingIsAssumed) {
  const Action other = act(kTwo, Operation::acquire, ResourceKind::lock, 2);
  EXPECT_FALSE(commute(act(kOne, Operation::wait, ResourceKind::condition, 5), other));
  Action unknown = act(kOne, Operation::wait, ResourceKind::barrier, 5);
  EXPECT_TRUE(commute(unknown, other));
  unknown.kind = ResourceKind::none;
  EXPECT_FALSE(commute(unknown, other)) << "it may be a condition";
  unknown.next.operation = Operation::acquire;
  unknown.next.resource = {};
  EXPECT_FALSE(commute(unknown, other));
}

TEST(Independent, WhatOnlyReadsTheSameCommutes) {
  const auto value = ResourceKind::sharedValue;
  EXPECT_TRUE(commute(act(kOne, Operation::load, value), act(kTwo, Operation::load, value)));
  EXPECT_FALSE(commute(act(kOne, Operation::load, value), act(kTwo, Operation::store, value)));
  EXPECT_FALSE(commute(act(kOne, Operation::store, value), act(kTwo, Operation::store, value)));
  const auto queue = ResourceKind::queue;
  EXPECT_TRUE(commute(act(kOne, Operation::qsize, queue), act(kTwo, Operation::full, queue)));
  EXPECT_TRUE(commute(act(kOne, Operation::empty, queue), act(kTwo, Operation::empty, queue)));
  EXPECT_FALSE(commute(act(kOne, Operation::empty, queue), act(kTwo, Operation::put, queue)));
  EXPECT_FALSE(commute(act(kOne, Operation::get, queue), act(kTwo, Operation::put, queue)));
  const auto event = ResourceKind::event;
  EXPECT_TRUE(commute(act(kOne, Operation::isSet, event), act(kTwo, Operation::isSet, event)));
  EXPECT_FALSE(commute(act(kOne, Operation::isSet, event), act(kTwo, Operation::set, event)));
}

TEST(Independent, PermitsAddUpUnlessThereIsABound) {
  const auto releases = [](ResourceKind kind) {
    return commute(act(kOne, Operation::release, kind), act(kTwo, Operation::release, kind));
  };
  EXPECT_TRUE(releases(ResourceKind::semaphore));
  EXPECT_FALSE(releases(ResourceKind::boundedSemaphore));
  EXPECT_FALSE(releases(ResourceKind::lock));
  EXPECT_FALSE(commute(act(kOne, Operation::acquire, ResourceKind::semaphore),
                       act(kTwo, Operation::release, ResourceKind::semaphore)));
}

TEST(Independent, TheTimeoutOfAWaitIsAboutWhatItWaitsFor) {
  Action timeout = act(kOne, Operation::acquire, ResourceKind::lock, 1);
  timeout.choice.act = Act::timeout;
  EXPECT_FALSE(commute(timeout, act(kTwo, Operation::release, ResourceKind::lock, 1)));
  EXPECT_TRUE(commute(timeout, act(kTwo, Operation::release, ResourceKind::lock, 2)));
}

TEST(Independent, SleepMattersToNobodyButSignalsAndLivesMatterToAll) {
  const Action sleeps = act(kOne, Operation::sleep);
  EXPECT_TRUE(commute(sleeps, act(kTwo, Operation::acquire, ResourceKind::lock)));
  EXPECT_TRUE(commute(sleeps, act(kTwo, Operation::say)));
  EXPECT_FALSE(commute(sleeps, act(kTwo, Operation::kill)));
  Action delivers = act(kTwo, Operation::acquire, ResourceKind::lock, 2);
  delivers.choice.act = Act::deliver;
  EXPECT_FALSE(commute(sleeps, delivers));
  EXPECT_FALSE(commute(act(kOne, Operation::acquire, ResourceKind::lock, 1), delivers));
  for (const Operation operation :
       {Operation::start, Operation::end, Operation::join, Operation::reap, Operation::isAlive,
        Operation::pause, Operation::create})
    EXPECT_FALSE(
        commute(act(kOne, operation), act(kTwo, Operation::load, ResourceKind::sharedValue)))
        << name(operation);
}

/// Takes both in the given order; the state, or why it cannot be done.
std::string stateAfter(abstract::Machine machine, const Choice& first, const Choice& second) {
  machine.take(first);
  const std::vector<Choice> able = machine.situation().choices();
  if (std::find(able.begin(), able.end(), second) == able.end()) return "disabled";
  machine.take(second);
  return machine.state();
}

TEST(Independent, WhatIsCalledIndependentDoesCommuteInEveryStateOfManyPrograms) {
  std::uint64_t pairs = 0;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    const abstract::Program program = abstract::randomProgram(seed);
    abstract::Machine machine(program);
    for (Dice dice(seed); !machine.over();) {
      const Situation now = machine.situation();
      std::vector<Action> able;
      for (const Offer& offer : now.offers)
        for (const Choice& choice : offer.able) able.push_back(actionOf(offer, choice));
      for (const Action& one : able) {
        for (const Action& other : able) {
          if (!independent(one, other)) continue;
          const std::string state = stateAfter(machine, one.choice, other.choice);
          ASSERT_NE(state, "disabled");
          ASSERT_EQ(state, stateAfter(machine, other.choice, one.choice))
              << "seed " << seed << ": " << name(one.next.operation) << " and "
              << name(other.next.operation);
          ++pairs;
        }
      }
      machine.take(able[dice.below(able.size())].choice);
    }
  }
  EXPECT_GT(pairs, 1'000u);
}

}  // namespace
}  // namespace lockstep
