// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file_in_progress.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace lockstep {
namespace {

using testing::HasSubstr;

class FileInProgressTest : public testing::Test {
 protected:
  FileInProgressTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "lockstep-XXXXXX").string();
    m_folder = ::mkdtemp(pattern.data());
  }
  ~FileInProgressTest() override { std::filesystem::remove_all(m_folder); }

  std::string path(const std::string& name = "file") const { return m_folder + "/" + name; }

  std::string read(const std::string& name = "file") const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  void put(const std::string& content) const { std::ofstream(path(), std::ios::binary) << content; }

  std::ptrdiff_t files() const {
    return std::distance(std::filesystem::directory_iterator(m_folder), {});
  }

 private:
  std::string m_folder;
};

TEST_F(FileInProgressTest, TakesItsPlaceOnlyWhenItIsFinished) {
  put("old");
  FileInProgress file(path());
  ASSERT_TRUE(file.open());
  ASSERT_TRUE(file.write("new"));
  EXPECT_EQ(read(), "old");
  ASSERT_TRUE(file.finish());
  EXPECT_EQ(read(), "new");
  EXPECT_EQ(file.offset(), 3u);
  EXPECT_EQ(files(), 1);
}

TEST_F(FileInProgressTest, LeavesNothingWhenItIsNotFinished) {
  put("old");
  {
    FileInProgress file(path());
    ASSERT_TRUE(file.open());
    ASSERT_TRUE(file.write("new"));
  }
  EXPECT_EQ(read(), "old");
  EXPECT_EQ(files(), 1);
}

TEST_F(FileInProgressTest, TheTargetOfALinkIsReplacedAndTheLinkStays) {
  put("old");
  std::filesystem::create_symlink(path(), path("link"));
  FileInProgress file(path("link"));
  ASSERT_TRUE(file.open());
  ASSERT_TRUE(file.write("new"));
  ASSERT_TRUE(file.finish());
  EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
  EXPECT_EQ(read(), "new");
}

TEST_F(FileInProgressTest, PermissionsAreThoseOfTheFileItReplaces) {
  put("old");
  ASSERT_EQ(::chmod(path().c_str(), 0640), 0);
  FileInProgress file(path());
  ASSERT_TRUE(file.open());
  ASSERT_TRUE(file.finish());
  EXPECT_EQ(static_cast<unsigned>(std::filesystem::status(path()).permissions()), 0640u);
}

TEST_F(FileInProgressTest, APipeIsWrittenToAndStaysAPipe) {
  ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
  const UniqueFd reader(::open(path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  ASSERT_TRUE(FileInProgress::check(path()));
  FileInProgress file(path());
  ASSERT_TRUE(file.open());
  ASSERT_TRUE(file.write("bytes"));
  ASSERT_TRUE(file.finish());
  char bytes[6] = {};
  EXPECT_EQ(::read(reader.get(), bytes, sizeof bytes), 5);
  EXPECT_STREQ(bytes, "bytes");
  EXPECT_TRUE(std::filesystem::is_fifo(path()));
}

TEST_F(FileInProgressTest, AFullDiskIsAnErrorAndTheDeviceStays) {
  // A link, so that a wrong answer replaces the link and not the machine's device.
  std::filesystem::create_symlink("/dev/full", path());
  FileInProgress file(path());
  ASSERT_TRUE(file.open());
  const auto written = file.write("bytes");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, HasSubstr("file: cannot be written: No space left"));
  EXPECT_TRUE(std::filesystem::is_character_file(path()));
}

TEST_F(FileInProgressTest, CheckingSaysWhatOpeningWouldAndLeavesNothing) {
  EXPECT_TRUE(FileInProgress::check(path()));
  EXPECT_EQ(files(), 0);
  const auto folder = FileInProgress::check(path(""));
  ASSERT_FALSE(folder);
  EXPECT_THAT(folder.error().message, HasSubstr("Is a directory"));
  EXPECT_FALSE(FileInProgress::check(path("no/such/folder/file")));
}

TEST_F(FileInProgressTest, AFileProtectedFromWritingIsNotReplaced) {
  if (::geteuid() == 0) GTEST_SKIP() << "nothing is protected from root";
  put("old");
  ASSERT_EQ(::chmod(path().c_str(), 0400), 0);
  EXPECT_FALSE(FileInProgress::check(path()));
  EXPECT_EQ(read(), "old");
}

}  // namespace
}  // namespace lockstep
