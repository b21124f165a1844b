// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/arena.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <thread>
#include <vector>

namespace lockstep {
namespace {

Arena makeArena() { return std::move(*Arena::create({})); }

TEST(ArenaMemory, CostsAlmostNothingUntilItIsUsed) {
  const Arena arena = makeArena();
  struct stat status;
  ASSERT_EQ(::fstat(arena.fd(), &status), 0);
  EXPECT_GT(status.st_size, 256 << 20);
  EXPECT_LT(status.st_blocks * 512, 1 << 20);
}

TEST(ArenaMemory, RefusesRingsThatAreNoPowerOfTwo) {
  for (const std::uint32_t events : {0u, 32u, 63u, 100u, (1u << 20) + 1, 1u << 21}) {
    Arena::Options options;
    options.ringEvents = events;
    EXPECT_FALSE(Arena::create(options)) << events;
  }
}

TEST(ArenaMemory, IsTheSameInEveryMapping) {
  Arena first = makeArena();
  const auto second = Arena::attach(::dup(first.fd()), false);
  ASSERT_TRUE(second);
  const TaskId id = first.addTask({}, TaskKind::supervisor, "init", false);
  EXPECT_EQ(second->taskInfo(id).name, "init");
}

TEST(ArenaMemory, RefusesAFileThatIsNoArena) {
  const UniqueFd empty(::memfd_create("empty", MFD_CLOEXEC));
  EXPECT_FALSE(Arena::attach(empty.get(), false));
  ASSERT_EQ(::ftruncate(empty.get(), 1 << 20), 0);
  EXPECT_FALSE(Arena::attach(empty.get(), false));
  Arena arena = makeArena();
  arena.header().version += 1;
  EXPECT_FALSE(Arena::attach(arena.fd(), false));
}

TEST(ArenaTables, HoldTasksResourcesAndSites) {
  Arena arena = makeArena();
  const TaskId main = arena.addTask({}, TaskKind::process, "main", false);
  const TaskId worker = arena.addTask(main, TaskKind::thread, "Thread-1", true);
  ResourceInfo info;
  info.kind = ResourceKind::queue;
  info.capacity = 5;
  info.name = "tasks";
  const ResourceId queue = arena.addResource(info);
  const SiteId site = arena.addSite("counter.cpp", 31, "count");

  EXPECT_EQ(arena.taskCount(), 2u);
  EXPECT_EQ(arena.taskInfo(worker).parent, main);
  EXPECT_EQ(arena.taskInfo(worker).kind, TaskKind::thread);
  EXPECT_TRUE(arena.taskInfo(worker).daemon);
  EXPECT_FALSE(arena.taskInfo(main).parent.valid());
  EXPECT_EQ(arena.resourceInfo(queue).name, "tasks");
  EXPECT_EQ(arena.resourceInfo(queue).capacity, 5);
  EXPECT_FALSE(arena.resourceInfo(queue).inner.valid());
  EXPECT_EQ(arena.siteInfo(site).file, "counter.cpp");
  EXPECT_EQ(arena.siteInfo(site).line, 31);
  EXPECT_EQ(arena.siteInfo(site).function, "count");
}

TEST(ArenaTables, SayWhenTheyAreFull) {
  Arena arena = makeArena();
  for (std::uint32_t i = 0; i < kMaxTasks; ++i)
    ASSERT_TRUE(arena.addTask({}, TaskKind::thread, "t", false).valid());
  EXPECT_FALSE(arena.addTask({}, TaskKind::thread, "t", false).valid());
  EXPECT_EQ(arena.header().exhausted, 1u);
  EXPECT_EQ(arena.taskCount(), kMaxTasks);
  EXPECT_NE(arena.allocate(kHeapBytes / 2), nullptr);
  EXPECT_EQ(arena.allocate(kHeapBytes / 2 + 1), nullptr);
  EXPECT_NE(arena.allocate(64), nullptr);
  EXPECT_EQ(arena.allocate(std::size_t{1} << 40), nullptr);
}

TEST(ArenaTables, RunOutOfSitesWithoutFault) {
  Arena arena = makeArena();
  for (std::uint32_t line = 0; line < kMaxSites; ++line) {
    const SiteId id = arena.addSite("a.cpp", static_cast<int>(line), "f");
    ASSERT_TRUE(id.valid()) << line;
    ASSERT_EQ(arena.siteInfo(id).line, static_cast<int>(line));
  }
  EXPECT_FALSE(arena.addSite("b.cpp", 1, "g").valid());
}

TEST(ArenaTables, GiveZeroedBlocksAlignedTo64) {
  Arena arena = makeArena();
  for (const std::size_t bytes : {1u, 64u, 65u, 1000u}) {
    const auto* const block = static_cast<const std::byte*>(arena.allocate(bytes));
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % 64, 0u);
    EXPECT_TRUE(std::all_of(block, block + bytes, [](std::byte b) { return b == std::byte{0}; }));
  }
}

TEST(ArenaTexts, AreKeptOnce) {
  Arena arena = makeArena();
  const TextId first = arena.addText("drives");
  const TextId other = arena.addText("stops");
  EXPECT_EQ(arena.addText("drives"), first);
  EXPECT_NE(first, other);
  EXPECT_EQ(arena.text(first), "drives");
  EXPECT_EQ(arena.text(arena.addText("")), "");
}

TEST(ArenaTexts, OfBadIdsAreEmpty) {
  Arena arena = makeArena();
  EXPECT_EQ(arena.text(TextId{}), "");
  EXPECT_EQ(arena.text(TextId{3}), "");
  EXPECT_EQ(arena.text(TextId{kTextBytes - 4}), "");
  EXPECT_EQ(arena.text(TextId{kTextBytes}), "");
}

TEST(ArenaTexts, FillUpWithoutFault) {
  Arena arena = makeArena();
  int kept = 0;
  while (kept < 1'000'000 && arena.addText("words number " + std::to_string(kept)).valid()) ++kept;
  EXPECT_GT(kept, 30'000);
  EXPECT_LT(kept, 1'000'000);
  EXPECT_EQ(arena.header().exhausted, 4u);
  EXPECT_EQ(arena.text(arena.addText("words number 17")), "words number 17");
}

TEST(ArenaTables, GiveProcessesThatRaceTheSameSiteIds) {
  Arena arena = makeArena();
  constexpr int kLines = 200;
  constexpr int kRacers = 4;
  auto* const ids =
      static_cast<std::uint16_t*>(arena.allocate(kLines * kRacers * sizeof(std::uint16_t)));
  std::vector<pid_t> racers;
  for (int racer = 0; racer < kRacers; ++racer) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      for (int line = 0; line < kLines; ++line)
        ids[racer * kLines + line] = arena.addSite("race.cpp", line, "f").value;
      ::_exit(0);
    }
    racers.push_back(pid);
  }
  for (const pid_t pid : racers) ASSERT_EQ(::waitpid(pid, nullptr, 0), pid);
  std::set<std::uint16_t> distinct;
  for (int line = 0; line < kLines; ++line) {
    distinct.insert(ids[line]);
    EXPECT_EQ(arena.siteInfo(SiteId{ids[line]}).line, line);
    for (int racer = 1; racer < kRacers; ++racer)
      EXPECT_EQ(ids[racer * kLines + line], ids[line]) << line;
  }
  EXPECT_EQ(distinct.size(), static_cast<std::size_t>(kLines));
}

TEST(ArenaTables, FindTheNewestTaskWithAThreadId) {
  Arena arena = makeArena();
  const TaskId old = arena.addTask({}, TaskKind::process, "old", false);
  const TaskId young = arena.addTask({}, TaskKind::process, "young", false);
  arena.task(old).tid = 77;
  arena.task(young).tid = 77;
  EXPECT_EQ(arena.findTid(77), young);
  EXPECT_FALSE(arena.findTid(78).valid());
  EXPECT_FALSE(arena.findTid(0).valid());
}

}  // namespace
}  // namespace lockstep
