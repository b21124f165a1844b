// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QBuffer>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>
#include <set>

#include "theme/labels.h"

namespace lockstep::ui {
namespace {

constexpr State kDrawn[] = {State::created, State::ready,  State::running,   State::blocked,
                            State::stopped, State::zombie, State::terminated};

double luminance(const QColor& colour) {
  const auto linear = [](double c) {
    return c <= .04045 ? c / 12.92 : std::pow((c + .055) / 1.055, 2.4);
  };
  return .2126 * linear(colour.redF()) + .7152 * linear(colour.greenF()) +
         .0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const double light = std::max(luminance(a), luminance(b));
  const double dark = std::min(luminance(a), luminance(b));
  return (light + .05) / (dark + .05);
}

double worst(const Theme& theme, const QColor& colour) {
  return std::min({contrast(colour, theme.bg), contrast(colour, theme.surface),
                   contrast(colour, theme.raised), contrast(colour, theme.sunken)});
}

QImage drawnBar(const Theme& theme, State state, double ratio = 1) {
  QImage image(QSize(64, 40) * ratio, QImage::Format_RGB32);
  image.setDevicePixelRatio(ratio);
  image.fill(theme.surface);
  QPainter painter(&image);
  drawStateBar(painter, theme, state, QRectF(4, 4, 56, 32), {0, 0});
  return image;
}

int firstInkedRow(const QImage& image, const QColor& ground) {
  for (int y = 0; y < image.height(); ++y) {
    for (int x = image.width() / 4; x < image.width() * 3 / 4; ++x) {
      if (image.pixelColor(x, y) != ground) return y;
    }
  }
  return image.height();
}

TEST(Theme, InkOnPaperReachesTheContrastOfTheDesign) {
  const Theme& dark = theme(ThemeKind::dark);
  EXPECT_NEAR(worst(dark, dark.text), 13.0, .06);
  EXPECT_NEAR(worst(dark, dark.text2), 8.0, .06);
  EXPECT_NEAR(worst(dark, dark.text3), 5.3, .06);
  EXPECT_NEAR(worst(dark, dark.accent), 7.4, .06);
  EXPECT_NEAR(worst(dark, dark.danger), 6.3, .06);
  EXPECT_NEAR(worst(dark, dark.edge), 3.5, .06);
  const Theme& light = theme(ThemeKind::light);
  EXPECT_NEAR(worst(light, light.text), 15.9, .06);
  EXPECT_NEAR(worst(light, light.text2), 7.7, .06);
  EXPECT_NEAR(worst(light, light.text3), 5.2, .06);
  EXPECT_NEAR(worst(light, light.accent), 6.6, .06);
  EXPECT_NEAR(worst(light, light.danger), 6.0, .06);
  EXPECT_NEAR(worst(light, light.edge), 3.5, .06);
}

/// Of the last row, whatever the projector makes of it: WCAG's 7 : 1 for every ink on every paper.
TEST(Theme, TheProjectorsInkHasSevenToOneOnAllItsPapers) {
  const Theme& look = theme(ThemeKind::projector);
  EXPECT_NEAR(contrast(look.text, look.surface), 21, .06);
  EXPECT_NEAR(contrast(look.text2, look.surface), 14.7, .06);
  EXPECT_NEAR(contrast(look.text3, look.surface), 9.7, .06);
  for (const QColor& ink :
       {look.text, look.text2, look.text3, look.ink, look.accent, look.danger, look.edge})
    EXPECT_GE(worst(look, ink), 7) << ink.name().toStdString();
  for (const StateStyle& style : look.states) EXPECT_GE(worst(look, style.mark), 7);
  EXPECT_GE(contrast(look.onAccent, look.accent), 7);
  // A caption is paper on ink.
  EXPECT_GE(contrast(look.surface, look.text), 7);
}

TEST(Theme, StateMarksAreSeenOnTheSurface) {
  for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light}) {
    const Theme& look = theme(kind);
    for (const StateStyle& style : look.states) EXPECT_GE(contrast(style.mark, look.surface), 3.9);
  }
  const Theme& light = theme(ThemeKind::light);
  EXPECT_NEAR(contrast(light.state(State::ready).mark, light.surface), 4.2, .06);
  EXPECT_NEAR(contrast(light.state(State::stopped).mark, light.surface), 8.7, .06);
}

TEST(Theme, TextInsideBarsCanBeRead) {
  for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light}) {
    const Theme& look = theme(kind);
    EXPECT_GE(contrast(look.surface, look.state(State::running).fill), 4.5);
    EXPECT_GE(contrast(look.text, look.state(State::blocked).fill), 4.5);
    EXPECT_GE(contrast(look.surface, look.ink), 4.5);
  }
}

TEST(Theme, TheFiveMainStatesHaveFiveHeights) {
  const Theme& look = theme(ThemeKind::light);
  EXPECT_DOUBLE_EQ(look.state(State::created).height, .36);
  EXPECT_DOUBLE_EQ(look.state(State::ready).height, .74);
  EXPECT_DOUBLE_EQ(look.state(State::running).height, 1);
  EXPECT_DOUBLE_EQ(look.state(State::blocked).height, .54);
  EXPECT_DOUBLE_EQ(look.state(State::terminated).height, .16);
}

TEST(Theme, BarsStandOnTheFloorAndReachTheirHeight) {
  for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light, ThemeKind::projector}) {
    const Theme& look = theme(kind);
    for (const State state : kDrawn) {
      const QImage image = drawnBar(look, state);
      const double top = 4 + 32 * (1 - look.state(state).height);
      EXPECT_NEAR(firstInkedRow(image, look.surface), top, 1) << label(state).toStdString();
      EXPECT_NE(image.pixelColor(32, 35), look.surface) << label(state).toStdString();
      EXPECT_EQ(image.pixelColor(32, 37), look.surface) << label(state).toStdString();
    }
  }
}

TEST(Theme, RunningIsSolidAndOtherBarsMixFillAndMark) {
  const Theme& look = theme(ThemeKind::light);
  const QImage running = drawnBar(look, State::running);
  for (int x = 8; x < 56; ++x) {
    EXPECT_EQ(running.pixelColor(x, 20), look.state(State::running).fill);
  }
  for (const State state : {State::created, State::ready, State::blocked, State::stopped}) {
    const QImage image = drawnBar(look, state);
    int fills = 0;
    int marks = 0;
    for (int y = 27; y < 33; ++y) {
      for (int x = 8; x < 56; ++x) {
        const QColor colour = image.pixelColor(x, y);
        if (colour == look.state(state).fill) ++fills;
        if (contrast(colour, look.state(state).mark) < 1.6) ++marks;
      }
    }
    EXPECT_GT(fills, 10) << label(state).toStdString();
    EXPECT_GT(marks, 3) << label(state).toStdString();
  }
}

TEST(Theme, APatternAveragesToItsMeanColour) {
  // Loose: the means of the design are rounded choices; a swapped or missing pattern is far off.
  const Theme& look = theme(ThemeKind::light);
  for (const State state : {State::ready, State::blocked, State::stopped}) {
    const QImage tile = stateBrush(look, state, 2).textureImage();
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int y = 0; y < tile.height(); ++y) {
      for (int x = 0; x < tile.width(); ++x) {
        red += tile.pixelColor(x, y).red();
        green += tile.pixelColor(x, y).green();
        blue += tile.pixelColor(x, y).blue();
      }
    }
    const double count = tile.width() * tile.height();
    const QColor mean = look.state(state).mean;
    EXPECT_NEAR(red / count, mean.red(), 40) << label(state).toStdString();
    EXPECT_NEAR(green / count, mean.green(), 60) << label(state).toStdString();
    EXPECT_NEAR(blue / count, mean.blue(), 60) << label(state).toStdString();
  }
}

TEST(Theme, PatternsHaveAsManyTexelsAsTheScreenHasPixels) {
  const Theme& look = theme(ThemeKind::dark);
  EXPECT_EQ(stateBrush(look, State::blocked, 1).textureImage().width(), 8);
  EXPECT_EQ(stateBrush(look, State::blocked, 2).textureImage().width(), 16);
  EXPECT_DOUBLE_EQ(stateBrush(look, State::blocked, 2).transform().m11(), .5);
  // A doubled 1x picture would repeat every pixel.
  const QImage bar = drawnBar(look, State::blocked, 2);
  int differing = 0;
  for (int x = 40; x < 88; x += 2) {
    if (bar.pixel(x, 60) != bar.pixel(x + 1, 60)) ++differing;
  }
  EXPECT_GT(differing, 4);
}

TEST(Theme, PatternsKeepToTheLaneNotToTheBar) {
  const Theme& look = theme(ThemeKind::light);
  QImage image(200, 40, QImage::Format_RGB32);
  image.fill(look.surface);
  {
    QPainter painter(&image);
    drawStateBar(painter, look, State::blocked, QRectF(10, 4, 60, 32), {0, 0});
    drawStateBar(painter, look, State::blocked, QRectF(93, 4, 60, 32), {0, 0});
  }
  // 80 px is ten tiles: inside both bars the same place of the pattern.
  for (int x = 20; x < 60; ++x) {
    EXPECT_EQ(image.pixel(x, 28), image.pixel(x + 80, 28)) << x;
  }
}

TEST(Theme, EveryGlyphHasItsOwnShape) {
  std::vector<QImage> glyphs;
  const auto draw = [&](State state, bool failed) {
    QImage image(32, 32, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    drawGlyph(painter, state, {16, 16}, 28, Qt::black, Qt::white, failed);
    painter.end();
    for (const QImage& other : glyphs) EXPECT_NE(image, other);
    glyphs.push_back(image);
  };
  draw(State::unborn, false);
  draw(State::unknown, false);
  for (const State state : kDrawn) draw(state, false);
  draw(State::terminated, true);
}

TEST(Theme, AnActorShowsItsRingItsPaperAndItsBadge) {
  const Theme& look = theme(ThemeKind::light);
  QImage image(120, 120, QImage::Format_RGB32);
  image.fill(look.bg);
  QPainter painter(&image);
  drawActor(painter, look, QStringLiteral("2"), State::running, {60, 60}, 32, true);
  painter.end();
  EXPECT_EQ(image.pixelColor(60, 33), look.state(State::running).fill);
  EXPECT_EQ(image.pixelColor(44, 60), look.surface);
  EXPECT_EQ(image.pixelColor(60, 60 - 41), look.accent);
  EXPECT_EQ(image.pixelColor(4, 4), look.bg);
}

TEST(Theme, VectorPicturesHoldPatternsAsShapes) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(QSize(200, 60));
  QPainter painter(&generator);
  for (const State state : kDrawn) {
    drawStateBar(painter, theme(ThemeKind::light), state, QRectF(4, 4, 180, 40), {0, 0});
  }
  drawActor(painter, theme(ThemeKind::light), QStringLiteral("1"), State::blocked, {40, 40}, 30);
  painter.end();
  EXPECT_FALSE(bytes.contains("<image"));
  EXPECT_FALSE(bytes.contains("<pattern"));
  EXPECT_TRUE(bytes.toLower().contains("#a92c00"));
}

TEST(Theme, FontsHaveTheSizeAndWeightAskedFor) {
  EXPECT_EQ(uiFont(14, 600).pixelSize(), 14);
  EXPECT_EQ(uiFont(14, 600).weight(), 600);
  EXPECT_EQ(uiFont(0.2).pixelSize(), 1);
  const QFontMetricsF mono(monoFont(14));
  EXPECT_DOUBLE_EQ(mono.horizontalAdvance(QStringLiteral("iii")),
                   mono.horizontalAdvance(QStringLiteral("MMM")));
  EXPECT_DOUBLE_EQ(mono.horizontalAdvance(QStringLiteral("!=")),
                   2 * mono.horizontalAdvance(QStringLiteral("=")));
}

TEST(Theme, WidgetsTakeTheColoursOfTheTheme) {
  for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light}) {
    const Theme& look = theme(kind);
    applyTheme(look);
    EXPECT_EQ(QApplication::palette().color(QPalette::WindowText), look.text);
    QPushButton primary;
    primary.setProperty("primary", true);
    primary.resize(120, 40);
    primary.ensurePolished();
    EXPECT_EQ(primary.grab().toImage().pixelColor(20, 20), look.text);
    QPushButton plain;
    plain.resize(120, 40);
    EXPECT_EQ(plain.grab().toImage().pixelColor(20, 20), look.surface);
    EXPECT_EQ(plain.grab().toImage().pixelColor(60, 0), look.edge);
  }
}

TEST(Theme, TheStyleSheetHasNoSlotLeft) {
  applyTheme(theme(ThemeKind::light));
  EXPECT_FALSE(qApp->styleSheet().contains(QLatin1Char('@')));
  EXPECT_TRUE(qApp->styleSheet().contains(QStringLiteral("#12161c")));
}

TEST(Theme, TheEnvironmentMayChooseTheTheme) {
  qputenv("LOCKSTEP_THEME", "dark");
  EXPECT_EQ(systemThemeKind(), ThemeKind::dark);
  qputenv("LOCKSTEP_THEME", "light");
  EXPECT_EQ(systemThemeKind(), ThemeKind::light);
  qunsetenv("LOCKSTEP_THEME");
}

TEST(Theme, LeavesTheRoleThatTellsTheSystemsWishToThePlatform) {
  const QColor before = QApplication::palette().color(QPalette::AlternateBase);
  const ThemeKind wish = systemThemeKind();
  for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::light}) {
    applyTheme(theme(kind));
    EXPECT_EQ(QApplication::palette().color(QPalette::AlternateBase), before);
    EXPECT_EQ(systemThemeKind(), wish);
  }
}

TEST(Labels, EveryMeaningHasAWordOfItsOwn) {
  std::set<QString> states;
  for (int i = 0; i < kStates; ++i) states.insert(label(static_cast<State>(i)));
  EXPECT_EQ(states.size(), static_cast<std::size_t>(kStates));
  EXPECT_FALSE(states.contains(QString()));
  std::set<QString> kinds;
  for (int i = 0; i < kResourceKinds; ++i) kinds.insert(label(static_cast<ResourceKind>(i)));
  EXPECT_EQ(kinds.size(), static_cast<std::size_t>(kResourceKinds));
  std::set<QString> badges;
  for (int i = 0; i < kEvidences; ++i) badges.insert(badge(static_cast<Evidence>(i)));
  EXPECT_EQ(badges.size(), static_cast<std::size_t>(kEvidences));
}

}  // namespace
}  // namespace lockstep::ui
