// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QImage>
#include <QMenu>
#include <QProgressBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "picture.h"
#include "stage/stage.h"
#include "stage/stage_model.h"
#include "window/picture_dialog.h"
#include "window/stage_places.h"
#include "window/top_bar.h"
#include "window/workbench.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

/// Puts an ffmpeg in place that writes how much it was given, or none.
class Encoder {
 public:
  explicit Encoder(const QDir& folder, bool installed = true) : m_path(qgetenv("PATH")) {
    EXPECT_TRUE(folder.mkpath("bin"));
    if (installed) {
      QFile file(folder.filePath("bin/ffmpeg"));
      EXPECT_TRUE(file.open(QIODevice::WriteOnly));
      file.write("#!/bin/sh\nPATH=/usr/bin:/bin\nfor out; do :; done\nwc -c > $out\n");
      file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    qputenv("PATH", folder.filePath("bin").toLocal8Bit());
  }
  ~Encoder() { qputenv("PATH", m_path); }

 private:
  QByteArray m_path;
};

class PicturesTest : public WindowTest {
 protected:
  int bytesOf(const QString& name) {
    QFile file(folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : -1;
  }
  Options film(PictureView view, const QString& name) {
    Options options;
    options.file = recording();
    options.picture = folder.filePath(name);
    options.view = view;
    options.size = {320, 200};
    options.from = "2ms";
    options.to = "12ms";
    options.fps = 10;
    options.speed = .012;
    return options;
  }
};

TEST_F(PicturesTest, AnAnimationHasAFrameForEveryInstantOfItsRange) {
  const Encoder encoder(QDir(folder.path()));
  for (const PictureView view : {PictureView::stage, PictureView::timeline, PictureView::window}) {
    const auto drawn = drawPicture(film(view, "x.gif"));
    ASSERT_TRUE(drawn) << drawn.error().message;
    EXPECT_EQ(bytesOf("x.gif"), 10 * 320 * 200 * 4);
  }
}

TEST_F(PicturesTest, AnAnimationThatCannotBeMadeIsSaidAndLeavesNoFile) {
  const Encoder none(QDir(folder.path()), false);
  const auto drawn = drawPicture(film(PictureView::stage, "x.mp4"));
  ASSERT_FALSE(drawn);
  EXPECT_NE(drawn.error().message.find("ffmpeg"), std::string::npos);
  Options empty = film(PictureView::stage, "y.mp4");
  empty.to = "2ms";
  EXPECT_FALSE(drawPicture(empty));
  EXPECT_TRUE(QDir(folder.path()).entryList({"*.mp4*"}).isEmpty());
}

TEST_F(PicturesTest, TheGalleryNeedsNoRecording) {
  Options options;
  options.gallery = true;
  options.picture = folder.filePath("gallery.png");
  options.theme = ThemeKind::light;
  ASSERT_TRUE(drawPicture(options));
  const QImage image(options.picture);
  EXPECT_GT(image.width(), 1000);
  EXPECT_EQ(image.pixelColor(1, 1), theme(ThemeKind::light).bg);
}

TEST_F(PicturesTest, OptionsOfAnAnimationAreForAnAnimation) {
  const auto options = readOptions({"--picture", "x.gif", "--file", "f", "--speed", "1:200"});
  ASSERT_TRUE(options);
  EXPECT_DOUBLE_EQ(*options->speed, 1 / 200.0);
  EXPECT_FALSE(readOptions({"--picture", "x.png", "--file", "f", "--fps", "10"}));
  EXPECT_FALSE(readOptions({"--picture", "x.gif", "--file", "f", "--at", "1ms"}));
  for (const char* speed : {"fast", "0", "-1", "1:0", "1:", ":2"})
    EXPECT_FALSE(readOptions({"--picture", "x.gif", "--file", "f", "--speed", speed})) << speed;
  EXPECT_FALSE(readOptions({"--picture", "x.png", "--file", "f", "--gallery"}));
}

TEST_F(PicturesTest, TheWindowSavesAPictureOfWhatItShows) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  PictureDialog* dialog = window->askPicture(PictureDialog::Kind::picture);
  ASSERT_TRUE(dialog);
  QSignalSpy saved(dialog, &PictureDialog::saved);
  dialog->saveTo(folder.filePath("what.txt"));
  EXPECT_EQ(saved.size(), 0);
  EXPECT_TRUE(dialog->problem().contains(".png"));
  dialog->saveTo(folder.filePath("what.png"));
  ASSERT_EQ(saved.size(), 1);
  EXPECT_EQ(QImage(folder.filePath("what.png")).size(), QSize(1280, 720));
  EXPECT_FALSE(dialog->isVisible());
}

TEST_F(PicturesTest, TheWindowSavesAnAnimationWhileItStaysFree) {
  const Encoder encoder(QDir(folder.path()));
  show();
  ASSERT_TRUE(window->openFile(recording()));
  window->viewpoint().setRange(window->viewpoint().trace().startTime(),
                               window->viewpoint().trace().startTime() + 1'000'000);
  PictureDialog* dialog = window->askPicture(PictureDialog::Kind::animation);
  ASSERT_TRUE(dialog);
  ASSERT_TRUE(dialog->plan());
  dialog->findChild<QSpinBox*>()->setValue(1);
  const int frames = dialog->plan()->frames;
  const std::int64_t playhead = window->viewpoint().playhead();
  QSignalSpy saved(dialog, &PictureDialog::saved);
  dialog->saveTo(folder.filePath("x.gif"));
  EXPECT_TRUE(dialog->working());
  ASSERT_TRUE(saved.wait(60'000));
  EXPECT_EQ(window->viewpoint().playhead(), playhead);
  EXPECT_EQ(bytesOf("x.gif"), frames * 1280 * 720 * 4);
}

TEST_F(PicturesTest, ClosingTheDialogCancelsTheAnimation) {
  const Encoder encoder(QDir(folder.path()));
  show();
  ASSERT_TRUE(window->openFile(recording()));
  PictureDialog* dialog = window->askPicture(PictureDialog::Kind::animation);
  dialog->saveTo(folder.filePath("x.gif"));
  ASSERT_TRUE(dialog->working());
  QSignalSpy painted(dialog->findChild<QProgressBar*>(), &QProgressBar::valueChanged);
  ASSERT_TRUE(painted.wait(20'000));
  dialog->close();
  EXPECT_TRUE(QDir(folder.path()).entryList({"x.gif*"}).isEmpty());
}

TEST_F(PicturesTest, WhatWasDraggedIsWhereItWasWhenTheRecordingIsOpenedAgain) {
  show();
  const QString file = recording();
  ASSERT_TRUE(window->openFile(file));
  Stage& stage = window->workbench().stage();
  window->viewpoint().selectTask(TaskId(2));
  stage.setFocus();
  QTest::keyClick(&stage, Qt::Key_Down, Qt::ControlModifier);
  const Placements placed = stage.placements();
  ASSERT_EQ(placed.size(), 1U);
  // The same recording under another name, and another one in between.
  const QString copy = folder.filePath("copy.lockstep");
  ASSERT_TRUE(QFile::copy(file, copy));
  window->viewpoint().setTrace(std::make_shared<Trace>());
  EXPECT_TRUE(stage.placements().empty());
  ASSERT_TRUE(window->openFile(copy));
  EXPECT_EQ(toText(stage.placements()), toText(placed));
  stage.resetPlacements();
  ASSERT_TRUE(window->openFile(file));
  EXPECT_TRUE(stage.placements().empty());
}

TEST_F(PicturesTest, WhatWasDraggedIsSavedWithTheRecordingForOthersToo) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  Stage& stage = window->workbench().stage();
  window->viewpoint().selectTask(TaskId(2));
  stage.setFocus();
  QTest::keyClick(&stage, Qt::Key_Down, Qt::ControlModifier);
  const Placements placed = stage.placements();
  const QString given = folder.filePath("given.lockstep");
  ASSERT_TRUE(window->saveFile(given));

  const auto opened = Trace::load(given.toStdString());
  ASSERT_TRUE(opened);
  QSettings others(folder.filePath("others.ini"), QSettings::IniFormat);
  StagePlaces places(others);
  EXPECT_EQ(toText(places.of(*opened)), toText(placed));
  places.keep(*opened, {});
  EXPECT_TRUE(places.of(*opened).empty()) << "taken back here";
}

TEST_F(PicturesTest, PlacesOfRecordingsLongAgoAreForgotten) {
  QSettings settings(folder.filePath("places.ini"), QSettings::IniFormat);
  StagePlaces places(settings);
  const Placements somewhere{{{TaskId(1), {}}, {.5, .5}}};
  const auto traceOf = [](int number) {
    auto trace = sample::twoForks();
    trace->run().startedAtUnix = number;
    return trace;
  };
  for (int i = 0; i <= StagePlaces::kMost; ++i) places.keep(*traceOf(i), somewhere);
  EXPECT_TRUE(places.of(*traceOf(0)).empty());
  EXPECT_EQ(places.of(*traceOf(1)), somewhere);
  EXPECT_EQ(places.of(*traceOf(StagePlaces::kMost)), somewhere);
}

TEST_F(PicturesTest, TheStageCountsOnlyWhileItMoves) {
  show();
  ASSERT_TRUE(window->openFile(recording()));
  Stage& stage = window->workbench().stage();
  EXPECT_FALSE(stage.motion().moving);
  window->viewpoint().setPlayhead(window->viewpoint().trace().startTime());
  window->playback().play();
  EXPECT_TRUE(stage.motion().moving);
  window->playback().pause();
  EXPECT_FALSE(stage.motion().moving);
}

}  // namespace
}  // namespace lockstep::ui
