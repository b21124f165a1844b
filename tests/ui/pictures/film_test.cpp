// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/film.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace lockstep::ui {
namespace {

/// A folder that stands in place of the PATH, with or without an ffmpeg of the test's own.
class FilmTest : public testing::Test {
 protected:
  FilmTest() : m_path(qgetenv("PATH")) { qputenv("PATH", folder.path().toLocal8Bit()); }
  ~FilmTest() override { qputenv("PATH", m_path); }

  void install(const QByteArray& script) {
    QFile file(folder.filePath("ffmpeg"));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\nPATH=/usr/bin:/bin\n" + script);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  }
  /// Writes its arguments and the number of bytes it was given to its last argument.
  void installCounter() { install("for out; do :; done; echo \"$*\" > $out; wc -c >> $out\n"); }

  /// Everything but the ffmpeg.
  QStringList files() const {
    QStringList names = QDir(folder.path()).entryList(QDir::Files);
    names.removeAll("ffmpeg");
    return names;
  }
  /// Makes a film of 10 frames and says what went wrong; empty: nothing.
  QString make(const QString& name) {
    const auto plan = planFilm(0, 1'000'000'000, 10, 1.2);
    Film film(folder.filePath(name), {16, 8}, *plan, [this](QPainter& painter, std::int64_t time) {
      times.push_back(time);
      painter.fillRect(0, 0, 16, 8, Qt::red);
    });
    QSignalSpy ended(&film, &Film::ended);
    if (const auto started = film.start(); !started)
      return QString::fromStdString(started.error().message);
    if (ended.isEmpty() && !ended.wait(20'000)) return QStringLiteral("it has no end");
    return ended.at(0).at(0).toString();
  }

  QTemporaryDir folder;
  std::vector<std::int64_t> times;

 private:
  QByteArray m_path;
};

TEST(FilmPlan, BeginsAndEndsWithItsRange) {
  const auto plan = planFilm(1'000, 9'000'000, 25, std::nullopt);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->timeOf(0), 1'000);
  EXPECT_EQ(plan->timeOf(plan->frames - 1), 9'000'000);
  EXPECT_NEAR(plan->seconds(), kStandardSeconds, .1);
  for (int i = 1; i < plan->frames; ++i) EXPECT_GT(plan->timeOf(i), plan->timeOf(i - 1));
}

TEST(FilmPlan, GoesAtTheSpeedAskedFor) {
  const auto plan = planFilm(0, 1'000'000'000, 50, .5);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->timeOf(50), 500'000'000);
  EXPECT_NEAR(plan->nsPerMs(), 500'000, 1e-6);
}

TEST(FilmPlan, RefusesWhatCannotBeAFilm) {
  EXPECT_FALSE(planFilm(5, 5, 25, 1.0));
  EXPECT_FALSE(planFilm(0, 1'000, 0, 1.0));
  EXPECT_FALSE(planFilm(0, 1'000, 61, 1.0));
  EXPECT_FALSE(planFilm(0, 1'000, 25, -1.0));
  EXPECT_FALSE(planFilm(0, 3'600'000'000'000, 25, .001));
}

TEST_F(FilmTest, HandsEveryFrameToFfmpeg) {
  installCounter();
  EXPECT_EQ(make("x.mp4"), "");
  EXPECT_EQ(files(), QStringList{"x.mp4"});
  QFile film(folder.filePath("x.mp4"));
  ASSERT_TRUE(film.open(QIODevice::ReadOnly));
  const QStringList lines = QString::fromLatin1(film.readAll()).split('\n');
  EXPECT_TRUE(lines[0].contains("-video_size 16x8 -framerate 10"));
  EXPECT_EQ(lines[1].toInt(), 10 * 16 * 8 * 4);
  ASSERT_EQ(times.size(), 10U);
  EXPECT_EQ(times.front(), 0);
  EXPECT_EQ(times.back(), 1'000'000'000);
}

TEST_F(FilmTest, AFilmOfLargeFramesComesToItsEndWithASlowEncoder) {
  // One frame is more than a pipe holds.
  install("for out; do :; done\ndd bs=64k 2> /dev/null | wc -c > $out\n");
  const auto plan = planFilm(0, 1'000'000'000, 10, 2.0);
  Film film(folder.filePath("x.mp4"), {640, 480}, *plan, [](QPainter&, std::int64_t) {});
  QSignalSpy ended(&film, &Film::ended);
  ASSERT_TRUE(film.start());
  ASSERT_TRUE(ended.wait(20'000));
  EXPECT_EQ(ended.at(0).at(0).toString(), "");
  QFile made(folder.filePath("x.mp4"));
  ASSERT_TRUE(made.open(QIODevice::ReadOnly));
  EXPECT_EQ(made.readAll().trimmed().toInt(), plan->frames * 640 * 480 * 4);
}

TEST_F(FilmTest, WithoutFfmpegItSaysSoBeforeTheWork) {
  const auto ready = checkFilm(folder.filePath("x.gif"));
  ASSERT_FALSE(ready);
  EXPECT_NE(ready.error().message.find("ffmpeg, which is not installed"), std::string::npos);
  EXPECT_NE(make("x.gif"), "");
  EXPECT_TRUE(times.empty());
  EXPECT_TRUE(files().isEmpty());
}

TEST_F(FilmTest, WhatFfmpegComplainsOfIsToldAndLeavesNoFile) {
  install("cat > /dev/null; echo first >&2; echo 'Unknown encoder' >&2; exit 1\n");
  EXPECT_TRUE(make("x.mp4").contains("Unknown encoder"));
  EXPECT_TRUE(files().isEmpty());
}

TEST_F(FilmTest, AFilmThatIsCancelledLeavesWhatWasThere) {
  // Never reads what it is given.
  install("for out; do :; done; echo begun > $out; exec sleep 1000\n");
  QFile before(folder.filePath("x.gif"));
  ASSERT_TRUE(before.open(QIODevice::WriteOnly));
  before.write("before");
  before.close();
  {
    const auto plan = planFilm(0, 1'000'000'000, 25, .01);
    Film film(folder.filePath("x.gif"), {640, 480}, *plan, [](QPainter&, std::int64_t) {});
    ASSERT_TRUE(film.start());
    QSignalSpy progressed(&film, &Film::progressed);
    ASSERT_TRUE(progressed.wait(20'000));
    film.cancel();
  }
  EXPECT_EQ(files(), QStringList{"x.gif"});
  ASSERT_TRUE(before.open(QIODevice::ReadOnly));
  EXPECT_EQ(before.readAll(), "before");
}

TEST_F(FilmTest, IsPaintedOnlyAsFastAsItIsTaken) {
  install("exec sleep 1000\n");
  const auto plan = planFilm(0, 1'000'000'000, 25, .01);
  int painted = 0;
  Film film(folder.filePath("x.gif"), {640, 480}, *plan,
            [&](QPainter&, std::int64_t) { ++painted; });
  ASSERT_TRUE(film.start());
  // Two frames and what the pipe takes.
  EXPECT_TRUE(QTest::qWaitFor([&] { return painted >= 2; }, 20'000));
  for (int i = 0; i < 200; ++i) QCoreApplication::processEvents();
  EXPECT_LE(painted, 4);
}

TEST(Films, AreToldByTheEndingOfTheFile) {
  EXPECT_TRUE(isFilm("a/b.GIF"));
  EXPECT_TRUE(isFilm("b.mp4"));
  EXPECT_FALSE(isFilm("b.png"));
  EXPECT_FALSE(isFilm("gif"));
}

}  // namespace
}  // namespace lockstep::ui
