// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <random>
#include <set>

#include "gallery/samples.h"
#include "gallery/sheet.h"
#include "theme/labels.h"

namespace lockstep::ui {
namespace {

QImage pictureOf(const Sample& sample, ThemeKind kind) {
  QImage image(480, 276, QImage::Format_RGB32);
  image.fill(theme(kind).bg);
  QPainter painter(&image);
  Viewpoint view;
  view.setTrace(sample.trace);
  view.setPlayhead(sample.playhead);
  paintStageAlone(painter, QRectF(image.rect()), view, theme(kind), sample.motion);
  return image;
}

TEST(Gallery, HasEveryStateOfATask) {
  std::set<State> seen;
  const std::vector<SampleSection> sections = gallerySections();
  for (const Sample& sample : sections.front().samples)
    seen.insert(sample.trace->at(sample.playhead).tasks.at(1).state);
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(kStates));
}

TEST(Gallery, HasEveryKindOfResource) {
  std::set<QString> titles;
  for (const SampleSection& section : gallerySections()) titles.insert(section.title);
  for (int kind = 1; kind < kResourceKinds; ++kind)
    EXPECT_TRUE(titles.contains(label(static_cast<ResourceKind>(kind)))) << kind;
}

TEST(Gallery, EverySituationLooksDifferentFromTheOthersOfItsKind) {
  for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light}) {
    for (const SampleSection& section : gallerySections()) {
      std::vector<QImage> seen;
      for (const Sample& sample : section.samples) {
        const QImage picture = pictureOf(sample, kind);
        for (std::size_t i = 0; i < seen.size(); ++i)
          EXPECT_NE(picture, seen[i]) << section.title.toStdString() << ": "
                                      << sample.title.toStdString() << " is as " << i;
        seen.push_back(picture);
      }
    }
  }
}

/// One stage, that may remember what it drew, is taken to and fro.
TEST(Gallery, EveryEffectIsThePlayheadsAloneHoweverItCameThere) {
  constexpr int kStops = 9;
  std::mt19937 random(1);
  for (const SampleSection& section : gallerySections()) {
    for (const Sample& sample : section.samples) {
      if (sample.motion.nsPerMs <= 0) continue;
      Viewpoint view;
      view.setTrace(sample.trace);
      Stage stage(view);
      stage.resize(480, 276);
      stage.setTheme(theme(ThemeKind::light));
      stage.setPlaybackRate(sample.motion.nsPerMs);
      stage.setMoving(sample.motion.moving);
      const auto reach = static_cast<std::int64_t>(700 * sample.motion.nsPerMs);
      const auto at = [&](int stop) {
        view.setPlayhead(sample.playhead - reach + 2 * reach * stop / (kStops - 1));
        return stage.grab().toImage();
      };
      std::vector<QImage> forward;
      for (int i = 0; i < kStops; ++i) forward.push_back(at(i));
      for (int i = kStops - 1; i >= 0; --i)
        EXPECT_EQ(at(i), forward[static_cast<std::size_t>(i)]) << sample.title.toStdString();
      for (int i = 0; i < kStops; ++i) {
        const int stop = static_cast<int>(random() % kStops);
        EXPECT_EQ(at(stop), forward[static_cast<std::size_t>(stop)]) << sample.title.toStdString();
      }
      EXPECT_TRUE(std::any_of(forward.begin(), forward.end(),
                              [&](const QImage& image) { return image != forward.front(); }))
          << section.title.toStdString() << ": " << sample.title.toStdString();
    }
  }
}

TEST(Gallery, SheetShowsTheThemesSideBySide) {
  const GallerySheet one({ThemeKind::dark}), both({ThemeKind::dark, ThemeKind::light});
  EXPECT_EQ(both.size(), QSize(2 * one.size().width(), one.size().height()));
  QImage image(both.size(), QImage::Format_RGB32);
  QPainter painter(&image);
  both.paint(painter);
  painter.end();
  EXPECT_EQ(image.pixelColor(2, 2), theme(ThemeKind::dark).bg);
  EXPECT_EQ(image.pixelColor(image.width() - 2, image.height() - 2), theme(ThemeKind::light).bg);
}

}  // namespace
}  // namespace lockstep::ui
