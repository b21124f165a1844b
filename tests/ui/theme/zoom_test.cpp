// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/zoom.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QWidget>
#include <utility>

#include "theme/theme.h"

namespace lockstep::ui {
namespace {

class ZoomTest : public testing::Test {
 protected:
  ~ZoomTest() override { setZoomPercent(100); }
};

TEST_F(ZoomTest, StepsLeadFromTheLeastToTheMostAndBack) {
  int percent = kLeastZoom;
  int steps = 0;
  for (int next = nextZoom(percent, 1); next != percent; next = nextZoom(percent, 1), ++steps)
    percent = next;
  EXPECT_EQ(percent, kMostZoom);
  for (int next = nextZoom(percent, -1); next != percent; next = nextZoom(percent, -1), --steps)
    percent = next;
  EXPECT_EQ(percent, kLeastZoom);
  EXPECT_EQ(steps, 0);
  EXPECT_EQ(nextZoom(103, 1), 110);
  EXPECT_EQ(nextZoom(103, -1), 100);
}

TEST_F(ZoomTest, KeepsToItsRange) {
  setZoomPercent(1000);
  EXPECT_EQ(zoomPercent(), kMostZoom);
  setZoomPercent(0);
  EXPECT_EQ(zoomPercent(), kLeastZoom);
}

TEST_F(ZoomTest, SizesOfLayoutsAndWidgetsFollow) {
  QWidget root;
  auto* layout = new QHBoxLayout(&root);
  auto* inner = new QVBoxLayout;
  auto* bar = new QWidget(&root);
  layout->addLayout(inner);
  inner->addWidget(bar);
  setMargins(*layout, 10, 20, 30, 40);
  setGap(*inner, 6);
  addGap(*layout, 16);
  fixSize(*bar, {0, 48});
  setLeastSize(*bar, {80, 0});
  for (const int percent : {150, 80, 200, 100}) {
    setZoomPercent(percent);
    followZoom(root);
    EXPECT_EQ(layout->contentsMargins(), QMargins(px(10), px(20), px(30), px(40)));
    EXPECT_EQ(inner->spacing(), px(6));
    EXPECT_EQ(layout->itemAt(1)->sizeHint(), QSize(px(16), 0));
    EXPECT_EQ(bar->minimumSize(), QSize(px(80), px(48)));
    EXPECT_EQ(bar->maximumHeight(), px(48));
    EXPECT_EQ(bar->maximumWidth(), QWIDGETSIZE_MAX);
  }
}

TEST_F(ZoomTest, TheStyleSheetAndTheFontFollow) {
  setZoomPercent(200);
  applyTheme(theme(ThemeKind::light));
  QLabel small;
  small.setProperty("role", "meta");
  small.ensurePolished();
  EXPECT_EQ(small.font().pixelSize(), 24);
  EXPECT_EQ(QApplication::font().pixelSize(), 28);
  setZoomPercent(100);
  applyTheme(theme(ThemeKind::light));
  EXPECT_EQ(small.font().pixelSize(), 12);
}

TEST_F(ZoomTest, ALabelWithARoleKeepsTheFamiliesOfTheInterface) {
  QLabel early;
  early.setProperty("role", "secondary");
  applyTheme(theme(ThemeKind::light));
  early.ensurePolished();
  EXPECT_EQ(early.font().families(), uiFont(13).families());
}

TEST_F(ZoomTest, RegionsBecomeNoSmallerOnTheirWay) {
  setZoomPercent(125);
  const QRegion place(3, 7, 11, 13);
  EXPECT_TRUE(toDesign(toScreen(place)).contains(QRect(3, 7, 11, 13)));
  EXPECT_TRUE(toScreen(toDesign(place)).contains(QRect(3, 7, 11, 13)));
}

TEST_F(ZoomTest, APaintedWidgetIsPaintedInDesignPixels) {
  class Half : public QWidget {
    void paintEvent(QPaintEvent*) override {
      ZoomedPainter painter(this);
      painter.fillRect(QRectF(0, 0, 50, 100), Qt::red);
      painter.fillRect(QRectF(50, 0, 50, 100), Qt::blue);
    }
  } half;
  setZoomPercent(150);
  half.resize(px(QSize(100, 100)));
  EXPECT_EQ(designRect(half), QRectF(0, 0, 100, 100));
  const QImage image = half.grab().toImage();
  EXPECT_EQ(image.pixelColor(70, 140), QColor(Qt::red));
  EXPECT_EQ(image.pixelColor(80, 140), QColor(Qt::blue));
}

/// A widget that gives another one up when it gets another size.
class Giver : public QWidget {
 public:
  using QWidget::QWidget;
  QWidget* part = nullptr;

 protected:
  void resizeEvent(QResizeEvent*) override { delete std::exchange(part, nullptr); }
};

TEST_F(ZoomTest, AWidgetThatIsGivenUpWhileAllFollowTheZoomIsLeftOut) {
  QWidget root;
  auto* giver = new Giver(&root);
  auto* part = new QWidget(&root);
  fixSize(*giver, {40, 40});
  fixSize(*part, {10, 10});
  root.show();
  giver->part = part;
  setZoomPercent(200);
  followZoom(root);
  EXPECT_EQ(giver->width(), 80);
  EXPECT_EQ(giver->part, nullptr);
  EXPECT_EQ(root.findChildren<QWidget*>().size(), 1);
}

}  // namespace
}  // namespace lockstep::ui
