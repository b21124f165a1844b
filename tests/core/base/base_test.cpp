// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "base/clock.h"
#include "base/duration.h"
#include "base/futex.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/unique_fd.h"

namespace lockstep {
namespace {

TEST(Duration, IsReadWithEachUnit) {
  EXPECT_EQ(parseDuration("2s"), 2'000'000'000);
  EXPECT_EQ(parseDuration("1.5s"), 1'500'000'000);
  EXPECT_EQ(parseDuration("20ms"), 20'000'000);
  EXPECT_EQ(parseDuration("300us"), 300'000);
  EXPECT_EQ(parseDuration("40ns"), 40);
  EXPECT_EQ(parseDuration("0.5"), 500'000'000);
  EXPECT_EQ(parseDuration("0"), 0);
}

TEST(Duration, RefusesWhatIsNone) {
  for (const char* words :
       {"", "s", "-1s", "1m", "1 s", "1ss", "nan", "inf", "1e300", "99999999999s"})
    EXPECT_EQ(parseDuration(words), std::nullopt) << words;
}

TEST(Futex, TellsThatTheWordChangedBefore) {
  const std::atomic<std::uint32_t> word{1};
  EXPECT_EQ(futexWait(word, 0), FutexWait::changed);
}

TEST(Futex, GivesUpAtTheDeadline) {
  const std::atomic<std::uint32_t> word{0};
  const std::int64_t deadline = monotonicNow() + 1'000'000;
  EXPECT_EQ(futexWait(word, 0, deadline), FutexWait::timedOut);
  EXPECT_GE(monotonicNow(), deadline);
}

TEST(Futex, IsWokenByAnotherThread) {
  std::atomic<std::uint32_t> word{0};
  std::jthread waker([&] {
    word = 1;
    futexWake(word, kWakeAll);
  });
  while (word == 0) futexWait(word, 0);
  EXPECT_EQ(word, 1u);
}

TEST(Clock, SplitsNanosecondsAndClampsNegativeTimes) {
  EXPECT_EQ(toTimespec(1'500'000'001).tv_sec, 1);
  EXPECT_EQ(toTimespec(1'500'000'001).tv_nsec, 500'000'001);
  EXPECT_EQ(toTimespec(-5).tv_sec, 0);
  EXPECT_EQ(toTimespec(-5).tv_nsec, 0);
}

TEST(Ids, AreNotValidUntilGivenANumber) {
  EXPECT_FALSE(TaskId{}.valid());
  EXPECT_TRUE(TaskId{0}.valid());
  EXPECT_LT(TaskId{1}, TaskId{2});
}

TEST(ResultOf, HoldsAValueOrAnError) {
  const Result<int> good = 3;
  const Result<int> bad = Error{"no such thing"};
  ASSERT_TRUE(good);
  EXPECT_EQ(*good, 3);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message, "no such thing");
  EXPECT_EQ(systemError("open x", ENOENT).message, "open x: No such file or directory");
}

TEST(ResultDeathTest, AbortsWhenAskedForWhatIsNotThere) {
  const Result<int> bad = Error{"no"};
  EXPECT_DEATH(static_cast<void>(*bad), "internal fault");
}

TEST(UniqueFdOf, ClosesOnceAndMovesItsDescriptor) {
  UniqueFd first(::open("/dev/null", O_RDONLY));
  const int number = first.get();
  UniqueFd second(std::move(first));
  EXPECT_FALSE(first);
  EXPECT_EQ(second.get(), number);
  second.reset();
  EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}

TEST(Error, OfAShortageNamesTheReasonAndTheLimit) {
  EXPECT_EQ(shortageError("no pipe", EMFILE).message,
            "no pipe: Too many open files (EMFILE); is the limit too small (ulimit -n)?");
  EXPECT_EQ(shortageError("no thread", EAGAIN).message,
            "no thread: Resource temporarily unavailable (EAGAIN); is the limit too small "
            "(ulimit -u)?");
  EXPECT_EQ(shortageError("no memory", ENOMEM).message,
            "no memory: Cannot allocate memory (ENOMEM)");
}

}  // namespace
}  // namespace lockstep
