// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "story.h"
#include "trace/trace.h"

namespace lockstep {
namespace {

/// Most stories are short; some are long enough for several checkpoints.
std::size_t lengthOf(std::uint64_t seed) { return seed % 10 == 0 ? 30'000 : 20 + seed % 500; }

std::vector<std::uint16_t> tasksOf(const std::vector<Wait>& waits) {
  std::vector<std::uint16_t> tasks;
  for (const Wait& wait : waits) tasks.push_back(wait.task.value);
  return tasks;
}

void compare(const Moment& moment, const Story::Truth& truth) {
  const ResourceMoment& lock = moment.resources[Story::kLock];
  std::vector<std::uint16_t> holder;
  for (const Hold& hold : lock.holders) holder.push_back(hold.task.value);
  RC_ASSERT(holder == truth.lockHolder);
  RC_ASSERT(lock.abandoned == truth.lockAbandoned);
  RC_ASSERT(tasksOf(lock.waiters) == truth.lockWaiters);

  const ResourceMoment& semaphore = moment.resources[Story::kSemaphore];
  RC_ASSERT(tasksOf(semaphore.waiters) == truth.semaphoreWaiters);
  for (const Wait& wait : semaphore.waiters) RC_ASSERT(wait.timed);
  RC_ASSERT(semaphore.value == truth.permitsLeft);
  std::map<std::uint16_t, int> permits;
  for (const Hold& hold : semaphore.holders) permits[hold.task.value] = hold.depth;
  for (const auto& [task, count] : truth.permits) RC_ASSERT(permits[task] == count);

  const ResourceMoment& queue = moment.resources[Story::kQueue];
  RC_ASSERT(tasksOf(queue.waiters) == truth.putWaiters);
  RC_ASSERT(queue.items.size() == truth.items.size());
  for (std::size_t i = 0; i < queue.items.size(); ++i) {
    RC_ASSERT(queue.items[i].item.bits == truth.items[i].first);
    RC_ASSERT(queue.items[i].from.value == truth.items[i].second);
  }

  const ResourceMoment& value = moment.resources[Story::kValue];
  RC_ASSERT(value.value == truth.value);
  RC_ASSERT(value.version == truth.version);
  RC_ASSERT(value.lostUpdates == truth.lostUpdates);
  RC_ASSERT(moment.resources[Story::kFlag].value == (truth.flag ? 1 : 0));
  RC_ASSERT(tasksOf(moment.resources[Story::kFlag].waiters) == truth.flagWaiters);
  for (std::size_t i = 0; i < truth.dead.size(); ++i)
    RC_ASSERT(moment.tasks[i].ended == truth.dead[i]);
}

TEST(TraceProperties, TheStateOfEverythingAtAnyInstantIsWhatItWas) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Story story(seed);
    Trace trace = traceOfStory();
    std::map<std::int64_t, Story::Truth> truths;
    const std::size_t steps = lengthOf(seed);
    std::size_t given = 0;
    std::int64_t last = -1;
    for (std::size_t i = 0; i < steps; ++i) {
      const Story::Truth before = story.truth();
      story.step();
      // What was true until this step holds for the instants before it.
      const bool keep = steps < 1000 || i % 97 == 0;
      if (story.time() != last && last >= 0 && keep) truths[last] = before;
      last = story.time();
      trace.append(std::span(story.events()).subspan(given));
      given = story.events().size();
    }
    truths[last] = story.truth();
    for (const auto& [time, truth] : truths) compare(trace.at(time), truth);
  }));
}

TEST(TraceProperties, AMomentReadsTheLanes) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Story story(seed);
    Trace trace = traceOfStory();
    for (std::size_t i = 0; i < lengthOf(seed + 1); ++i) story.step();
    trace.append(story.events());
    for (int n = 0; n < 20; ++n) {
      const std::int64_t time = *rc::gen::inRange<std::int64_t>(0, story.time() + 20);
      const Moment moment = trace.at(time);
      for (const TaskMoment& task : moment.tasks) {
        State expected = State::unborn;
        const Lane& lane = trace.lane(task.id);
        for (std::size_t i = 0; i < lane.size(); ++i)
          if (lane.interval(i).start <= time) expected = lane.interval(i).state;
        RC_ASSERT(task.state == expected);
      }
    }
  }));
}

TEST(TraceProperties, SharesAreTheExactSumsOfTheIntervals) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Story story(seed);
    Trace trace = traceOfStory();
    for (std::size_t i = 0; i < lengthOf(seed); ++i) story.step();
    trace.append(story.events());
    trace.advance(story.time() + 50);
    const auto instant = rc::gen::inRange<std::int64_t>(-10, story.time() + 100);
    for (int n = 0; n < 20; ++n) {
      const std::int64_t from = *instant;
      const std::int64_t to = *instant;
      for (std::uint16_t task = 0; task < Story::kTasks; ++task) {
        const Lane& lane = trace.lane(TaskId{task});
        Shares expected{};
        for (std::size_t i = 0; i < lane.size(); ++i) {
          const Interval interval = lane.interval(i);
          const std::int64_t start = std::max(from, interval.start);
          const std::int64_t end = std::min(to, interval.end);
          if (end > start) expected[static_cast<std::size_t>(interval.state)] += end - start;
        }
        RC_ASSERT(lane.shares(from, to) == expected);
      }
    }
  }));
}

TEST(TraceProperties, LanesHaveNoHolesAndNoEmptyIntervals) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    Story story(seed);
    Trace trace = traceOfStory();
    for (std::size_t i = 0; i < lengthOf(seed); ++i) story.step();
    trace.append(story.events());
    trace.advance(story.time() + 1);
    for (std::uint16_t task = 0; task < Story::kTasks; ++task) {
      const Lane& lane = trace.lane(TaskId{task});
      for (std::size_t i = 0; i < lane.size(); ++i) {
        RC_ASSERT(lane.interval(i).end > lane.interval(i).start);
        if (i > 0) RC_ASSERT(lane.interval(i).start == lane.interval(i - 1).end);
      }
    }
  }));
}

TEST(TraceProperties, SaveThenLoadIsIdentity) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("trace_" + std::to_string(::getpid()));
  EXPECT_TRUE(rc::check([&path](std::uint64_t seed) {
    Story story(seed);
    Trace trace = traceOfStory();
    trace.run().scenario = "story";
    trace.run().parameters["seed"] = 3;
    trace.addText(TextId{17}, "words");
    for (std::size_t i = 0; i < lengthOf(seed); ++i) story.step();
    trace.append(story.events());
    trace.advance(story.time() + static_cast<std::int64_t>(seed % 50));
    trace.setEnd(RunEnd::quiescent);
    RC_ASSERT(static_cast<bool>(trace.save(path)));
    auto loaded = Trace::load(path);
    RC_ASSERT(static_cast<bool>(loaded));

    RC_ASSERT(loaded->run() == trace.run());
    RC_ASSERT(loaded->end() == trace.end());
    RC_ASSERT(loaded->text(TextId{17}) == "words");
    RC_ASSERT(loaded->startTime() == trace.startTime());
    RC_ASSERT(loaded->endTime() == trace.endTime());
    RC_ASSERT(loaded->eventCount() == trace.eventCount());
    RC_ASSERT(std::ranges::equal(loaded->tasks(), trace.tasks()));
    RC_ASSERT(std::ranges::equal(loaded->resources(), trace.resources()));
    RC_ASSERT(loaded->logSize() == trace.logSize());
    for (std::size_t i = 0; i < trace.logSize(); ++i) RC_ASSERT(loaded->event(i) == trace.event(i));
    for (const TaskInfo& task : trace.tasks()) {
      const Lane& lane = trace.lane(task.id);
      RC_ASSERT(loaded->lane(task.id).size() == lane.size());
      for (std::size_t i = 0; i < lane.size(); ++i)
        RC_ASSERT(loaded->lane(task.id).interval(i) == lane.interval(i));
    }
    const std::int64_t step = std::max<std::int64_t>(1, story.time() / 50);
    for (std::int64_t time = 990; time < story.time() + 10; time += step)
      RC_ASSERT(loaded->at(time) == trace.at(time));
  }));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace lockstep
