// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "events.h"

namespace lockstep {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class WorldTest : public testing::Test {
 protected:
  static constexpr std::uint32_t kLock = 0, kRLock = 1, kSemaphore = 2, kCondition = 3,
                                 kBarrier = 4, kQueue = 5, kValue = 6;

  void tell(std::initializer_list<Event> events) {
    for (const Event& event : events) m_world.apply(event, {m_tasks, m_resources});
  }
  void die(std::uint16_t task, std::int64_t time) { m_world.taskGone(TaskId{task}, time); }
  Moment moment() const {
    Moment moment;
    m_world.describe(moment);
    return moment;
  }
  ResourceMoment at(std::uint32_t id) const { return moment().resources.at(id); }
  TaskMoment task(std::uint16_t id) const { return moment().tasks.at(id); }
  std::vector<int> waiters(std::uint32_t id) const {
    std::vector<int> tasks;
    for (const Wait& wait : at(id).waiters) tasks.push_back(wait.task.value);
    return tasks;
  }
  std::vector<std::pair<int, int>> holders(std::uint32_t id) const {
    std::vector<std::pair<int, int>> tasks;
    for (const Hold& hold : at(id).holders) tasks.emplace_back(hold.task.value, hold.depth);
    return tasks;
  }

 private:
  std::vector<TaskInfo> m_tasks{process(0, 100), process(1, 101), process(2, 102, 1),
                                thread(3, 101), thread(4, 101)};
  std::vector<ResourceInfo> m_resources{
      resource(kLock, ResourceKind::lock),           resource(kRLock, ResourceKind::rlock),
      resource(kSemaphore, ResourceKind::semaphore), resource(kCondition, ResourceKind::condition),
      resource(kBarrier, ResourceKind::barrier, 3),  resource(kQueue, ResourceKind::queue),
      resource(kValue, ResourceKind::sharedValue)};
  World m_world;
};

using Pairs = std::vector<std::pair<int, int>>;

TEST_F(WorldTest, ALockHasItsHolderAndItsWaitersInTheOrderTheyCame) {
  tell({done(1, 3, Operation::acquire).on(kLock).value(1).at(7),
        request(2, 4, Operation::acquire).on(kLock).flags(kFlagTimed),
        sleeps(3, 4, Operation::acquire).on(kLock).at(8),
        sleeps(4, 2, Operation::acquire).on(kLock)});
  EXPECT_THAT(at(kLock).holders, ElementsAre(Hold{TaskId{3}, 1, 1, SiteId{7}}));
  EXPECT_THAT(waiters(kLock), ElementsAre(4, 2));
  EXPECT_EQ(at(kLock).waiters[0], (Wait{TaskId{4}, 3, Operation::acquire, SiteId{8}, true}));
  tell({done(5, 3, Operation::release).on(kLock), done(6, 4, Operation::acquire).on(kLock)});
  EXPECT_EQ(holders(kLock), (Pairs{{4, 1}}));
  EXPECT_THAT(waiters(kLock), ElementsAre(2));
}

TEST_F(WorldTest, AReleaseThatIsRefusedReleasesNothing) {
  tell({done(1, 3, Operation::acquire).on(kRLock).value(1),
        done(2, 4, Operation::release).on(kRLock).outcome(Outcome::notOwned)});
  EXPECT_EQ(holders(kRLock), (Pairs{{3, 1}}));
}

TEST_F(WorldTest, AnRLockCountsHowDeepItIsHeld) {
  tell({done(1, 3, Operation::acquire).on(kRLock).value(1),
        done(2, 3, Operation::acquire).on(kRLock).value(2)});
  EXPECT_EQ(holders(kRLock), (Pairs{{3, 2}}));
  tell({done(3, 3, Operation::release).on(kRLock).value(1)});
  EXPECT_EQ(holders(kRLock), (Pairs{{3, 1}}));
  tell({done(4, 3, Operation::release).on(kRLock).value(0)});
  EXPECT_THAT(at(kRLock).holders, IsEmpty());
}

TEST_F(WorldTest, ASemaphoreKnowsWhoTookItsPermits) {
  tell({done(1, 1, Operation::create).on(kSemaphore).value(3),
        done(2, 3, Operation::acquire).on(kSemaphore).value(2),
        done(3, 4, Operation::acquire).on(kSemaphore).value(1),
        done(4, 3, Operation::acquire).on(kSemaphore).value(0)});
  EXPECT_EQ(holders(kSemaphore), (Pairs{{3, 2}, {4, 1}}));
  tell({done(5, 2, Operation::release).on(kSemaphore).value(1)});
  EXPECT_EQ(holders(kSemaphore), (Pairs{{3, 1}, {4, 1}})) << "the one taken longest ago";
  tell({done(6, 4, Operation::release).on(kSemaphore).value(2)});
  EXPECT_EQ(holders(kSemaphore), (Pairs{{3, 1}}));
  EXPECT_EQ(at(kSemaphore).value, 2);
}

TEST_F(WorldTest, WhoDiesWithALockLeavesItAbandoned) {
  tell({done(1, 3, Operation::acquire).on(kLock), sleeps(2, 3, Operation::get).on(kQueue)});
  die(3, 5);
  EXPECT_TRUE(at(kLock).abandoned);
  EXPECT_EQ(holders(kLock), (Pairs{{3, 1}})) << "the dead holder is still named";
  EXPECT_THAT(waiters(kQueue), IsEmpty());
  EXPECT_TRUE(task(3).ended);
  tell({done(6, 4, Operation::acquire).on(kLock).outcome(Outcome::abandoned)});
  EXPECT_FALSE(at(kLock).abandoned);
  EXPECT_EQ(holders(kLock), (Pairs{{4, 1}}));
}

TEST_F(WorldTest, AReapedProcessEndsWithItsThreadsAndTellsItsCode) {
  tell({done(1, 2, Operation::begin), done(2, 3, Operation::acquire).on(kLock),
        done(9, 0, Operation::reap).aux(1).value(-SIGKILL)});
  EXPECT_TRUE(task(1).ended && task(1).reaped);
  EXPECT_EQ(task(1).exitCode, -SIGKILL);
  EXPECT_TRUE(task(3).ended);
  EXPECT_TRUE(at(kLock).abandoned);
  EXPECT_FALSE(task(2).ended) << "another process";
}

TEST_F(WorldTest, ANotifyTakesItsWaiterOutOfTheRoomAndALostOneIsCounted) {
  tell({done(1, 3, Operation::notify).on(kCondition), sleeps(2, 4, Operation::wait).on(kCondition),
        sleeps(3, 2, Operation::wait).on(kCondition),
        done(4, 3, Operation::notify).on(kCondition).aux(4)});
  EXPECT_EQ(at(kCondition).emptyNotifies, 1);
  EXPECT_THAT(waiters(kCondition), ElementsAre(2));
  tell({sleeps(5, 4, Operation::acquire).on(kLock)});
  EXPECT_THAT(waiters(kLock), ElementsAre(4)) << "it waits for the lock now";
  EXPECT_EQ(task(4).operation, Operation::acquire);
  tell({done(6, 4, Operation::acquire).on(kLock)});
  EXPECT_EQ(task(4).operation, Operation::wait) << "and is inside wait again";
  tell({done(7, 4, Operation::wait).on(kCondition).aux(3)});
  EXPECT_EQ(task(4).phase, Phase::done);
}

TEST_F(WorldTest, TheLastAtABarrierLetsAllGo) {
  tell({sleeps(1, 2, Operation::wait).on(kBarrier).value(0),
        sleeps(2, 3, Operation::wait).on(kBarrier).value(1)});
  EXPECT_EQ(at(kBarrier).value, 2);
  tell({done(3, 4, Operation::wait).on(kBarrier).value(2)});
  EXPECT_EQ(at(kBarrier).value, 0);
  EXPECT_THAT(waiters(kBarrier), IsEmpty());
}

TEST_F(WorldTest, AStoreAfterLostEventsBlamesNobody) {
  tell({done(1, 2, Operation::load).on(kValue).aux(0),
        done(2, 3, Operation::load).on(kValue).aux(0),
        done(3, 3, Operation::store).on(kValue).aux(0), done(4, 2, Operation::lost).value(1),
        done(5, 2, Operation::store).on(kValue).aux(1)});
  EXPECT_EQ(at(kValue).lostUpdates, 0);
}

TEST_F(WorldTest, AResetBarrierIsWholeThoughItsWaitersAreToldItBroke) {
  tell({sleeps(1, 2, Operation::wait).on(kBarrier),
        done(2, 3, Operation::abortBarrier).on(kBarrier)});
  EXPECT_TRUE(at(kBarrier).broken);
  tell({done(3, 3, Operation::resetBarrier).on(kBarrier),
        done(4, 2, Operation::wait).on(kBarrier).outcome(Outcome::broken)});
  EXPECT_FALSE(at(kBarrier).broken);
}

TEST_F(WorldTest, AQueueGivesItsItemsBackInOrderWithTheirSenders) {
  for (int i = 0; i < 10; ++i) tell({done(i, 3, Operation::put).on(kQueue).value(i).flags(1)});
  for (int i = 0; i < 7; ++i)
    tell({done(20 + i, 4, Operation::get).on(kQueue).value(i).flags(1).aux(3)});
  ASSERT_EQ(at(kQueue).items.size(), 3u);
  EXPECT_EQ(at(kQueue).items[0], (QueuedItem{Item::integer(7), TaskId{3}, 7}));
  EXPECT_EQ(at(kQueue).value, 3);
  tell({done(30, 4, Operation::get).on(kQueue).outcome(Outcome::empty)});
  EXPECT_EQ(at(kQueue).value, 3);
}

TEST_F(WorldTest, AStoreOverWhatItsTaskDidNotReadLosesAnUpdate) {
  tell({done(1, 1, Operation::create).on(kValue), done(2, 3, Operation::load).on(kValue).aux(0),
        done(3, 4, Operation::load).on(kValue).aux(0),
        done(4, 3, Operation::store).on(kValue).aux(0).value(1)});
  EXPECT_EQ(at(kValue).lostUpdates, 0);
  tell({done(5, 4, Operation::store).on(kValue).aux(1).value(1)});
  EXPECT_EQ(at(kValue).lostUpdates, 1);
  EXPECT_EQ(at(kValue).version, 2u);
  tell({done(6, 4, Operation::store).on(kValue).aux(2).value(5)});
  EXPECT_EQ(at(kValue).lostUpdates, 1) << "it wrote that version itself";
}

TEST_F(WorldTest, TheStoreWithTheHigherVersionIsTheOneThatTheWordKept) {
  tell({done(1, 3, Operation::store).on(kValue).aux(1).value(22),
        done(2, 4, Operation::store).on(kValue).aux(0).value(11)});
  EXPECT_EQ(at(kValue).value, 22);
  EXPECT_EQ(at(kValue).version, 2u);
}

TEST_F(WorldTest, ASignalIsPendingThenHandledWhereTheKernelDeliversIt) {
  tell({done(1, 1, Operation::handle).value(SIGUSR1),
        done(5, 2, Operation::kill).value(SIGUSR1).aux(1),
        done(6, 2, Operation::kill).value(SIGUSR1).aux(1)});
  ASSERT_THAT(moment().signals, ElementsAre(SignalMoment{SIGUSR1, TaskId{2}, TaskId{1},
                                                         SignalPhase::pending, 5, 0, 0}))
      << "the kernel keeps one of a number";
  tell({request(8, 3, Operation::deliver).value(SIGUSR1).aux(2)});
  EXPECT_THAT(moment().signals, ElementsAre(SignalMoment{SIGUSR1, TaskId{2}, TaskId{3},
                                                         SignalPhase::handling, 5, 8, 0}));
  tell({done(9, 3, Operation::deliver).value(SIGUSR1)});
  EXPECT_THAT(moment().signals, ElementsAre(SignalMoment{SIGUSR1, TaskId{2}, TaskId{3},
                                                         SignalPhase::handled, 5, 8, 9}));
}

TEST_F(WorldTest, AKillThatFailedSentNothing) {
  tell({done(5, 2, Operation::kill).value(SIGUSR1).aux(1),
        done(6, 2, Operation::kill).value(ESRCH).aux(1).outcome(Outcome::failed)});
  EXPECT_THAT(moment().signals, IsEmpty());
}

TEST_F(WorldTest, ABlockedSignalStaysPendingAndTheMaskIsKnown) {
  tell({done(1, 1, Operation::mask).value(1 << (SIGUSR1 - 1)),
        done(5, 2, Operation::kill).value(SIGUSR1).aux(1)});
  EXPECT_EQ(task(1).blockedSignals, 1u << (SIGUSR1 - 1));
  EXPECT_EQ(moment().signals.at(0).phase, SignalPhase::pending);
  die(1, 9);
  EXPECT_THAT(moment().signals, IsEmpty()) << "it never came";
}

TEST_F(WorldTest, OnlyTheLastHandledSignalsAreKept) {
  for (int i = 0; i < 40; ++i)
    tell({done(i * 10, 2, Operation::kill).value(SIGUSR1).aux(1),
          request(i * 10 + 1, 1, Operation::deliver).value(SIGUSR1).aux(2),
          done(i * 10 + 2, 1, Operation::deliver).value(SIGUSR1)});
  ASSERT_EQ(moment().signals.size(), kKeptSignals);
  EXPECT_EQ(moment().signals.back().sent, 390);
}

TEST_F(WorldTest, ATaskSaysWhatItDoesWhereAndSinceWhen) {
  tell({done(1, 3, Operation::phase).aux(44), request(5, 3, Operation::join).aux(2).at(9),
        sleeps(6, 3, Operation::join).aux(2).at(9), done(7, 3, Operation::delay).value(3)});
  const TaskMoment doing = task(3);
  EXPECT_EQ(doing.operation, Operation::join);
  EXPECT_EQ(doing.phase, Phase::blocked);
  EXPECT_EQ(doing.peer, TaskId{2});
  EXPECT_EQ(doing.site, SiteId{9});
  EXPECT_EQ(doing.requestedAt, 5);
  EXPECT_EQ(doing.phaseText, TextId{44});
}

TEST_F(WorldTest, AHandlerInsidePauseComesBackToPause) {
  tell({request(1, 3, Operation::pause), sleeps(2, 3, Operation::pause),
        request(5, 3, Operation::deliver).value(SIGINT)});
  EXPECT_EQ(task(3).operation, Operation::deliver);
  tell({done(6, 3, Operation::deliver).value(SIGINT)});
  EXPECT_EQ(task(3).operation, Operation::pause);
  EXPECT_EQ(task(3).requestedAt, 1);
}

TEST_F(WorldTest, NonsenseIsSurvived) {
  Event event = done(1, 3, Operation::acquire);
  event.resource = ResourceId{0xfffffff0};
  tell({event, done(2, 3, Operation::join).aux(0xfff0),
        done(3, 3, Operation::kill).value(-4).aux(1), done(4, 3, Operation::release).on(kLock),
        done(5, 3, Operation::get).on(kQueue).value(3),
        done(6, 3, Operation::deliver).value(9999)});
  EXPECT_THAT(at(kQueue).items, IsEmpty());
}

TEST_F(WorldTest, AStopStaysPendingWhileLockstepHoldsTheSignalsOfItsProcess) {
  const auto pending = [this] {
    std::vector<int> numbers;
    for (const SignalMoment& signal : moment().signals)
      if (signal.phase == SignalPhase::pending) numbers.push_back(signal.number);
    return numbers;
  };
  tell({done(1, 2, Operation::kill).value(SIGTSTP).aux(1)});
  EXPECT_THAT(pending(), IsEmpty()) << "in Free run it acts at once";
  tell({done(2, 3, Operation::parked).value(1), done(3, 2, Operation::kill).value(SIGTSTP).aux(1)});
  EXPECT_THAT(pending(), ElementsAre(SIGTSTP)) << "a thread of the process is held";
  tell({done(4, 2, Operation::kill).value(SIGSTOP).aux(1)});
  EXPECT_THAT(pending(), ElementsAre(SIGTSTP)) << "nobody can hold that one";
  tell({done(5, 1, Operation::observed).value('T').aux(SIGTSTP)});
  EXPECT_THAT(pending(), IsEmpty()) << "it has stopped the process";
  tell({done(6, 2, Operation::kill).value(SIGTSTP).aux(1),
        done(7, 2, Operation::kill).value(SIGCONT).aux(1)});
  EXPECT_THAT(pending(), IsEmpty()) << "a SIGCONT takes it back";
  tell({done(8, 3, Operation::freed), done(9, 2, Operation::kill).value(SIGTSTP).aux(1)});
  EXPECT_THAT(pending(), IsEmpty());
}

TEST_F(WorldTest, ToIgnoreASignalDiscardsIt) {
  tell({done(1, 1, Operation::handle).value(SIGUSR1),
        done(2, 2, Operation::kill).value(SIGUSR1).aux(1)});
  ASSERT_EQ(moment().signals.size(), 1u);
  tell({done(3, 3, Operation::handle).value(SIGUSR1).aux(1)});
  EXPECT_THAT(moment().signals, IsEmpty());
}

}  // namespace
}  // namespace lockstep
