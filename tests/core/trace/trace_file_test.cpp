// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "story.h"
#include "trace/segment.h"
#include "trace/trace.h"

namespace lockstep {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class TraceFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "trace_file_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    m_folder = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(m_folder); }

  std::string path(const std::string& name = "run.lockstep") const { return m_folder / name; }

  static Trace story(std::size_t steps) {
    Story story(7);
    Trace trace = traceOfStory();
    for (std::size_t i = 0; i < steps; ++i) story.step();
    trace.append(story.events());
    trace.advance(story.time());
    trace.setEnd(RunEnd::completed);
    return trace;
  }

  std::string read() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& bytes) const {
    std::ofstream(path(), std::ios::binary | std::ios::trunc) << bytes;
  }

  std::filesystem::path m_folder;
};

TEST_F(TraceFileTest, AnEmptyTraceIsSavedAndLoaded) {
  ASSERT_TRUE(Trace().save(path()));
  std::string warning = "old";
  auto loaded = Trace::load(path(), &warning);
  ASSERT_TRUE(loaded);
  EXPECT_TRUE(loaded->empty());
  EXPECT_THAT(warning, IsEmpty());
}

TEST_F(TraceFileTest, ARecordingOfManySegmentsComesBackWhole) {
  const Trace trace = story(1'200'000);
  ASSERT_GT(trace.logSize(), 3 * kSegmentRows);
  ASSERT_TRUE(trace.save(path()));
  std::string warning;
  auto loaded = Trace::load(path(), &warning);
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_THAT(warning, IsEmpty());
  ASSERT_EQ(loaded->logSize(), trace.logSize());
  for (std::size_t i = 0; i < trace.logSize(); ++i) ASSERT_EQ(loaded->event(i), trace.event(i));
  for (std::int64_t i = 0; i <= 20; ++i) {
    const std::int64_t time = trace.startTime() + (trace.endTime() - trace.startTime()) * i / 20;
    ASSERT_EQ(loaded->at(time), trace.at(time));
  }
  for (std::uint16_t id = 0; id < Story::kTasks; ++id) {
    const Lane& lane = trace.lane(TaskId{id});
    ASSERT_EQ(loaded->lane(TaskId{id}).size(), lane.size());
    for (std::size_t i = 0; i < lane.size(); ++i)
      ASSERT_EQ(loaded->lane(TaskId{id}).interval(i), lane.interval(i));
  }
}

TEST_F(TraceFileTest, TablesWithHolesKeepTheirIds) {
  Trace trace;
  trace.addSite({SiteId{5}, 12, "a.cpp", "f"});
  trace.addText(TextId{7}, "seven");
  trace.addResource({ResourceId{2}, ResourceKind::lock, false, 0, ResourceId{}, "lock"});
  TaskInfo task;
  task.id = TaskId{3};
  task.name = "three";
  trace.addTask(task);
  ASSERT_TRUE(trace.save(path()));
  auto loaded = Trace::load(path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->site(SiteId{0}), nullptr);
  ASSERT_NE(loaded->site(SiteId{5}), nullptr);
  EXPECT_EQ(*loaded->site(SiteId{5}), *trace.site(SiteId{5}));
  EXPECT_EQ(loaded->text(TextId{7}), "seven");
  ASSERT_EQ(loaded->resources().size(), 3u);
  EXPECT_EQ(loaded->resources()[2], trace.resources()[2]);
  ASSERT_EQ(loaded->tasks().size(), 4u);
  EXPECT_EQ(loaded->tasks()[3], task);
}

TEST_F(TraceFileTest, IntervalsAloneAreCutIntoSegmentsToo) {
  Trace trace;
  for (std::int64_t i = 0; i < 300'000; ++i)
    trace.append(i % 2 == 0 ? switchIn(i * 7, static_cast<std::uint16_t>(i % 5))
                            : switchOut(i * 7, static_cast<std::uint16_t>((i - 1) % 5)));
  ASSERT_TRUE(trace.save(path()));
  auto loaded = Trace::load(path());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->eventCount(), 300'000u);
  for (std::uint16_t id = 0; id < 5; ++id) {
    ASSERT_EQ(loaded->lane(TaskId{id}).size(), trace.lane(TaskId{id}).size());
    EXPECT_EQ(loaded->lane(TaskId{id}).shares(0, 1'000'000),
              trace.lane(TaskId{id}).shares(0, 1'000'000));
  }
}

TEST_F(TraceFileTest, ManyEventsOfOneInstantAreSaved) {
  Trace trace;
  for (int i = 0; i < 200'000; ++i) trace.append(done(5, 1, Operation::say));
  ASSERT_TRUE(trace.save(path()));
  auto loaded = Trace::load(path());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->logSize(), 200'000u);
}

TEST_F(TraceFileTest, ATruncatedFileGivesItsWholeSegmentsAndOneSentence) {
  const Trace trace = story(1'200'000);
  ASSERT_TRUE(trace.save(path()));
  const std::string bytes = read();
  std::size_t last = trace.logSize();
  for (int part = 9; part >= 1; --part) {
    write(bytes.substr(0, bytes.size() * static_cast<std::size_t>(part) / 10));
    std::string warning;
    auto loaded = Trace::load(path(), &warning);
    ASSERT_TRUE(loaded);
    EXPECT_THAT(warning, HasSubstr("run.lockstep: ends early in chunk "));
    EXPECT_THAT(warning, HasSubstr("; recovered up to "));
    ASSERT_LE(loaded->logSize(), last);
    last = loaded->logSize();
    for (std::size_t i = 0; i < last; i += 1000) ASSERT_EQ(loaded->event(i), trace.event(i));
    if (last > 0) {
      const std::int64_t middle = loaded->startTime() / 2 + loaded->endTime() / 2;
      EXPECT_EQ(loaded->at(middle).resources, trace.at(middle).resources);
    }
  }
  EXPECT_LT(last, trace.logSize() / 2);
}

TEST_F(TraceFileTest, ADamagedChunkIsNamedAndWhatCameBeforeIsKept) {
  ASSERT_TRUE(story(1'200'000).save(path()));
  std::string bytes = read();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
  write(bytes);
  std::string warning;
  auto loaded = Trace::load(path(), &warning);
  ASSERT_TRUE(loaded);
  EXPECT_GT(loaded->logSize(), 0u);
  EXPECT_THAT(warning, HasSubstr("run.lockstep: damaged in chunk "));
}

TEST_F(TraceFileTest, WhatIsNoRecordingIsRefusedInOneSentence) {
  write("hello, I am a text file and rather a long one at that");
  EXPECT_EQ(Trace::load(path()).error().message, path() + ": not a Lockstep recording");
  write("");
  EXPECT_EQ(Trace::load(path()).error().message, path() + ": not a Lockstep recording");
  EXPECT_EQ(Trace::load(m_folder).error().message,
            m_folder.string() + ": not a Lockstep recording");
  EXPECT_THAT(Trace::load(path("none")).error().message, HasSubstr("none: cannot be read: "));
}

TEST_F(TraceFileTest, AnotherFormatIsNamed) {
  ASSERT_TRUE(Trace().save(path()));
  std::string bytes = read();
  bytes[8] = 9;
  write(bytes);
  EXPECT_THAT(Trace::load(path()).error().message,
              HasSubstr("another version of Lockstep (format 9"));
}

TEST_F(TraceFileTest, NoByteThatChangesCanCrashIt) {
  ASSERT_TRUE(story(500).save(path()));
  const std::string good = read();
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    std::string bytes = good;
    const std::size_t at = random() % bytes.size();
    bytes[at] = static_cast<char>(random());
    if (i % 3 == 0) bytes.resize(random() % bytes.size());
    write(bytes);
    std::string warning;
    auto loaded = Trace::load(path(), &warning);
    if (!loaded) {
      EXPECT_THAT(loaded.error().message, Not(IsEmpty()));
    } else {
      EXPECT_LE(loaded->logSize(), 2000u);
      loaded->at(loaded->endTime());
    }
  }
}

TEST_F(TraceFileTest, SavingToAPlaceThatCannotBeWrittenIsAnErrorAndLeavesNothing) {
  const std::string nowhere = path("no/such/folder/run.lockstep");
  const auto result = story(10).save(nowhere);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("run.lockstep: cannot be written: "));
  std::filesystem::create_directories(path("taken/in"));
  EXPECT_FALSE(story(10).save(path("taken"))) << "a folder is there";
  for (const auto& entry : std::filesystem::directory_iterator(m_folder))
    EXPECT_EQ(entry.path().filename(), "taken");
}

TEST_F(TraceFileTest, AFailedSaveKeepsTheOldFile) {
  write("precious");
  std::filesystem::create_directories(path("run.lockstep.part" + std::to_string(::getpid())));
  EXPECT_FALSE(story(10).save(path()));
  EXPECT_EQ(read(), "precious");
}

TEST_F(TraceFileTest, HostileColumnsAreRefused) {
  std::mt19937 random(2);
  const SegmentLimits limits{3, 3};
  SegmentDecoder decoder;
  Segment segment;
  for (int i = 0; i < 20000; ++i) {
    Bytes bytes(random() % 200);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random() % 7 == 0 ? random() : 0);
    ByteReader reader(bytes);
    if (!decoder.decode(reader, limits, segment)) continue;
    for (const Event& event : segment.events)
      EXPECT_TRUE(!event.task.valid() || event.task.value < limits.tasks);
  }
}

}  // namespace
}  // namespace lockstep
