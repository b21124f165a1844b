// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QBuffer>
#include <QHelpEvent>
#include <QImage>
#include <QPaintEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include "sample_trace.h"
#include "timeline/frame.h"
#include "timeline/frame_painter.h"
#include "timeline/hover.h"

namespace lockstep::ui {
namespace {

using sample::kMs;
using sample::kStart;

// Speaks like a user: times are ms after the run's start, rows count from 0.
struct TimelineTest : testing::Test {
  TimelineTest() {
    view.setTrace(sample::twoTasks());
    timeline.setTheme(theme(ThemeKind::light));
    timeline.resize(1184, 410);
    timeline.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&timeline));
  }

  TimelineLayout layout() const {
    LayoutRequest request;
    request.area = QRectF(timeline.rect());
    request.tasks = taskOrder(view.trace());
    request.holdRows = holdRowsNeeded(view);
    request.from = view.from();
    request.to = view.to();
    return layOut(request);
  }
  TimelineFrame frame() const {
    LayoutRequest request;
    request.area = QRectF(timeline.rect());
    request.tasks = taskOrder(view.trace());
    request.holdRows = holdRowsNeeded(view);
    request.from = view.from();
    request.to = view.to();
    TimelineFrame result = makeFrame(view, request);
    fillWhole(view, result);
    return result;
  }
  static std::int64_t time(double ms) { return kStart + static_cast<std::int64_t>(ms * kMs); }
  QPoint over(std::size_t row, double ms) const {
    const TimelineLayout place = layout();
    return QPointF(place.x(time(ms)), place.stateTrack(row).center().y()).toPoint();
  }
  std::int64_t timeUnder(const QPoint& at) const { return layout().time(at.x()); }
  void wheel(const QPoint& at, QPoint angle, Qt::KeyboardModifiers keys = Qt::NoModifier) {
    QWheelEvent event(at, timeline.mapToGlobal(at), {}, angle, Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&timeline, &event);
  }
  void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys = Qt::NoModifier) {
    QTest::mousePress(&timeline, Qt::LeftButton, keys, from);
    for (const double share : {.3, .7, 1.0}) {
      const QPoint at = from + (QPointF(to - from) * share).toPoint();
      QMouseEvent move(QEvent::MouseMove, at, timeline.mapToGlobal(at), Qt::NoButton,
                       Qt::LeftButton, keys);
      QCoreApplication::sendEvent(&timeline, &move);
    }
    QTest::mouseRelease(&timeline, Qt::LeftButton, keys, to);
  }
  QString tooltip(const QPoint& at) {
    QHelpEvent help(QEvent::ToolTip, at, timeline.mapToGlobal(at));
    QCoreApplication::sendEvent(&timeline, &help);
    return QToolTip::text();
  }
  QImage shot() { return timeline.grab().toImage().convertToFormat(QImage::Format_RGB32); }

  Viewpoint view;
  Timeline timeline{view};
};

TEST_F(TimelineTest, AClickPutsThePlayheadAndSelectsTheLane) {
  const QPoint at = over(1, 25);
  QTest::mouseClick(&timeline, Qt::LeftButton, {}, at);
  EXPECT_EQ(view.playhead(), timeUnder(at));
  EXPECT_EQ(view.task(), TaskId(2));
}

TEST_F(TimelineTest, TheWheelZoomsAtTheCursor) {
  const QPoint at = over(0, 10);
  const std::int64_t under = timeUnder(at);
  wheel(at, {0, 120});
  EXPECT_NEAR(static_cast<double>(view.to() - view.from()), 40.0 * kMs / 1.25, 2);
  EXPECT_NEAR(static_cast<double>(timeUnder(at)), static_cast<double>(under), 50);
  wheel(at, {0, -120});
  EXPECT_NEAR(static_cast<double>(view.from()), static_cast<double>(kStart), 5);
  EXPECT_NEAR(static_cast<double>(view.to()), static_cast<double>(time(40)), 5);
}

TEST_F(TimelineTest, ShiftAndSidewaysWheelPanByATenth) {
  view.setRange(time(10), time(20));
  wheel(over(0, 15), {0, -120}, Qt::ShiftModifier);
  EXPECT_EQ(view.from(), time(11));
  EXPECT_EQ(view.to(), time(21));
  wheel(over(0, 15), {120, 0});
  EXPECT_EQ(view.from(), time(10));
}

TEST_F(TimelineTest, DraggingTheLanesPans) {
  view.setRange(time(10), time(20));
  const std::int64_t playhead = view.playhead();
  const QPoint from = over(0, 15);
  const QPoint to = over(0, 17);
  const double nsPerPixel = layout().scale.nsPerPixel;
  drag(from, to);
  EXPECT_NEAR(static_cast<double>(view.from()),
              static_cast<double>(time(10)) - (to.x() - from.x()) * nsPerPixel, 5);
  EXPECT_EQ(view.to() - view.from(), 10 * kMs);
  EXPECT_EQ(view.playhead(), playhead);
  EXPECT_FALSE(view.task().valid());
}

TEST_F(TimelineTest, DraggingOnTheAxisMovesThePlayhead) {
  const int y = static_cast<int>(layout().axis.center().y());
  const QPoint to(over(0, 22).x(), y);
  drag({over(0, 4).x(), y}, to);
  EXPECT_EQ(view.playhead(), timeUnder(to));
  EXPECT_EQ(view.from(), kStart);
}

TEST_F(TimelineTest, ShiftDragMarksAStretchAndAClickClearsIt) {
  const QPoint from = over(1, 12);
  const QPoint to = over(1, 20);
  drag(from, to, Qt::ShiftModifier);
  EXPECT_EQ(view.markFrom(), timeUnder(from));
  EXPECT_EQ(view.markTo(), timeUnder(to));
  const QImage marked = shot();
  const QPoint inside((from.x() + to.x()) / 2, static_cast<int>(layout().track(0).bottom()) + 2);
  EXPECT_NE(marked.pixelColor(inside), theme(ThemeKind::light).bg);
  QTest::mouseClick(&timeline, Qt::LeftButton, {}, over(1, 25));
  EXPECT_EQ(view.markFrom(), view.markTo());
}

TEST_F(TimelineTest, ADoubleClickZoomsToTheInterval) {
  QTest::mouseDClick(&timeline, Qt::LeftButton, {}, over(1, 25));
  EXPECT_EQ(view.from(), time(19));
  EXPECT_EQ(view.to(), time(31));
}

TEST_F(TimelineTest, AClickOnAHeaderSelectsAndOnTheArrowFolds) {
  const TimelineLayout place = layout();
  const QPoint header(120, static_cast<int>(place.row(1).center().y()));
  QTest::mouseClick(&timeline, Qt::LeftButton, {}, header);
  EXPECT_EQ(view.task(), TaskId(2));
  EXPECT_EQ(view.playhead(), kStart);
  QTest::mouseClick(&timeline, Qt::LeftButton, {}, place.chevron(0).center().toPoint());
  EXPECT_TRUE(tooltip(header).isEmpty() || !tooltip(header).contains(QStringLiteral("worker")));
  QTest::mouseClick(&timeline, Qt::LeftButton, {}, place.chevron(0).center().toPoint());
  EXPECT_TRUE(tooltip(header).contains(QStringLiteral("worker")));
}

TEST_F(TimelineTest, TheMinimapsWindowMovesAndStretches) {
  view.setRange(time(10), time(20));
  const TimelineFrame before = frame();
  const QRectF window = minimapWindow(before, view);
  const QPoint middle = window.center().toPoint();
  drag(middle, middle + QPoint(100, 0));
  const std::int64_t moved = before.wholeTime(middle.x() + 100) - before.wholeTime(middle.x());
  EXPECT_EQ(view.from(), time(10) + moved);
  EXPECT_EQ(view.to(), time(20) + moved);

  view.setRange(time(10), time(20));
  const QPoint right(static_cast<int>(window.right()), middle.y());
  drag(right, right + QPoint(60, 0));
  EXPECT_EQ(view.from(), time(10));
  EXPECT_EQ(view.to(), time(20) + before.wholeTime(right.x() + 60) - before.wholeTime(right.x()));

  view.setRange(time(10), time(12));
  QTest::mouseClick(&timeline, Qt::LeftButton, {},
                    QPoint(static_cast<int>(before.wholeX(time(30))), middle.y()));
  EXPECT_NEAR(static_cast<double>(view.from() + view.to()) / 2, static_cast<double>(time(30)),
              1.0 * kMs);
}

TEST_F(TimelineTest, HoverTellsTheIntervalUnderTheMouse) {
  const QString text = tooltip(over(1, 25));
  EXPECT_TRUE(text.contains(QStringLiteral("worker"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("for 10 ms"))) << text.toStdString();
  EXPECT_TRUE(text.contains(QStringLiteral("(K)"))) << text.toStdString();
}

TEST_F(TimelineTest, TheHoverCursorFollowsTheMouse) {
  const QPoint at = over(0, 7.5);
  QTest::mouseMove(&timeline, at);
  const int y = static_cast<int>(layout().lanes.top() + layout().rowHeight);
  const QImage image = shot();
  bool found = false;
  for (int x = at.x() - 2; x <= at.x() + 2; ++x) {
    found |= image.pixelColor(x, y - 1) == theme(ThemeKind::light).edge;
  }
  EXPECT_TRUE(found);
}

TEST_F(TimelineTest, BarsAreDrawnInTheirColoursAndHeights) {
  const Theme& look = theme(ThemeKind::light);
  const QImage image = shot();
  const TimelineLayout place = layout();
  const QRectF main = place.stateTrack(0);
  EXPECT_EQ(image.pixelColor(over(0, 3).x(), static_cast<int>(main.top()) + 1),
            look.state(State::running).fill);
  // Blocked reaches half way up: above it the track shows.
  EXPECT_EQ(image.pixelColor(over(0, 22).x(), static_cast<int>(main.top()) + 2), trackGround(look));
  EXPECT_NE(image.pixelColor(over(0, 22).x(), static_cast<int>(main.bottom()) - 2),
            trackGround(look));
  // The hold bar of main's lock.
  EXPECT_EQ(image.pixelColor(over(0, 20).x(), static_cast<int>(place.holdTrack(0, 0).center().y())),
            look.ink);
}

TEST_F(TimelineTest, ThePlayheadIsATwoPixelLineInTextColour) {
  view.setPlayhead(time(25));
  const QImage image = shot();
  const int x = static_cast<int>(std::lround(layout().x(time(25))));
  const int y = static_cast<int>(layout().track(0).top()) + 1;
  int dark = 0;
  for (int at = x - 3; at <= x + 3; ++at) {
    if (image.pixelColor(at, y).lightness() < 90) ++dark;
  }
  EXPECT_GE(dark, 1);
  EXPECT_LE(dark, 3);
}

// What a widget is asked to paint.
class PaintWatch : public QObject {
 public:
  explicit PaintWatch(QWidget& widget) { widget.installEventFilter(this); }
  QRegion take() { return std::exchange(m_region, {}); }

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() == QEvent::Paint) m_region += static_cast<QPaintEvent*>(event)->region();
    return false;
  }

 private:
  QRegion m_region;
};

TEST_F(TimelineTest, PlayheadAndMouseRepaintAFewStripsAndNothingIsLeftBehind) {
  PaintWatch watch(timeline);
  const auto paintDue = [this] {
    QEvent due(QEvent::UpdateRequest);
    QCoreApplication::sendEvent(&timeline, &due);
  };
  const auto areaOf = [](const QRegion& region) {
    int area = 0;
    for (const QRect& part : region) area += part.width() * part.height();
    return area;
  };
  paintDue();
  watch.take();
  QImage kept = shot();
  const auto check = [&](const char* what, double ms) {
    watch.take();
    paintDue();
    const QRegion painted = watch.take();
    EXPECT_LT(areaOf(painted), timeline.width() * timeline.height() / 4) << what << ' ' << ms;
    timeline.render(&kept, painted.boundingRect().topLeft(), painted);
    EXPECT_EQ(kept, shot()) << what << ' ' << ms;
  };
  for (const double ms : {3.0, 25.0, 25.4, 11.0, 39.9, 0.0, 21.0}) {
    view.setPlayhead(time(ms));
    check("playhead at", ms);
    QTest::mouseMove(&timeline, over(0, 40 - ms) + QPoint(-3, 0));
    check("mouse at", 40 - ms);
    view.setPlayhead(time(39 - ms / 2));
    check("playhead under the mouse at", 39 - ms / 2);
  }
}

TEST_F(TimelineTest, TheHeadersShowTheStateAtThePlayhead) {
  const Theme& look = theme(ThemeKind::light);
  const auto countOf = [&](const QImage& image, const QColor& colour) {
    const QRect header = layout().row(1).toRect().intersected(QRect(0, 0, 205, 1000));
    int count = 0;
    for (int y = header.top(); y < header.bottom(); ++y) {
      for (int x = header.left(); x < header.right(); ++x) {
        if (image.pixelColor(x, y) == colour) ++count;
      }
    }
    return count;
  };
  view.setPlayhead(time(25));
  EXPECT_GT(countOf(shot(), look.state(State::blocked).mark), 20);
  view.setPlayhead(time(16));
  EXPECT_EQ(countOf(shot(), look.state(State::blocked).mark), 0);
  EXPECT_GT(countOf(shot(), look.state(State::running).mark), 20);
}

TEST_F(TimelineTest, BothThemesPaintTheirOwnGround) {
  EXPECT_EQ(shot().pixelColor(3, 3), theme(ThemeKind::light).bg);
  timeline.setTheme(theme(ThemeKind::dark));
  EXPECT_EQ(shot().pixelColor(3, 3), theme(ThemeKind::dark).bg);
}

TEST_F(TimelineTest, TakesNoKeysFromTheWindow) {
  for (const Qt::Key key : {Qt::Key_W, Qt::Key_A, Qt::Key_Space, Qt::Key_Left, Qt::Key_Comma}) {
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
    event.accept();
    QCoreApplication::sendEvent(&timeline, &event);
    EXPECT_FALSE(event.isAccepted());
  }
  EXPECT_EQ(timeline.focusPolicy(), Qt::StrongFocus);
  EXPECT_FALSE(timeline.accessibleName().isEmpty());
}

TEST_F(TimelineTest, LanesThatDoNotFitAreScrolledTo) {
  view.setTrace(sample::busyRun(20, 1, 20 * kMs));
  timeline.resize(800, 300);
  shot();
  const QPoint header(60, static_cast<int>(layout().lanes.top()) + 8);
  EXPECT_TRUE(tooltip(header).startsWith(QStringLiteral("1 ")));
  wheel(header, {0, -120});
  EXPECT_TRUE(tooltip(header).startsWith(QStringLiteral("4 "))) << tooltip(header).toStdString();
}

TEST_F(TimelineTest, TheMinimapOfALiveRunMayLagAndIsWholeWhenTheRunEnds) {
  auto trace = sample::busyRun(3, 1, 60 * kMs);
  trace->setEnd(RunEnd::running);
  view.setTrace(trace);
  shot();
  trace->advance(trace->endTime() + kMs);
  view.traceGrew();
  shot();
  trace->advance(trace->endTime() + 40 * kMs);
  trace->setEnd(RunEnd::completed);
  view.traceGrew();
  Timeline fresh(view);
  fresh.setTheme(theme(ThemeKind::light));
  fresh.resize(timeline.size());
  EXPECT_EQ(shot(), fresh.grab().toImage().convertToFormat(QImage::Format_RGB32));
}

TEST_F(TimelineTest, AnEmptyTraceSaysWhatWillAppear) {
  view.setTrace(std::make_shared<Trace>());
  const QImage image = shot();
  int inked = 0;
  for (int x = 0; x < image.width(); ++x) {
    for (int y = 60; y < image.height(); ++y) {
      if (image.pixelColor(x, y) != theme(ThemeKind::light).bg) ++inked;
    }
  }
  EXPECT_GT(inked, 100);
  EXPECT_TRUE(tooltip(QPoint(400, 200)).isEmpty());
}

TEST(PaintTimeline, AVectorPictureIsTheSameSceneWithoutImages) {
  Viewpoint view;
  view.setTrace(sample::twoTasks());
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(QSize(1184, 330));
  QPainter painter(&generator);
  paintTimeline(painter, QRectF(0, 0, 1184, 330), view, theme(ThemeKind::light), true);
  painter.end();
  EXPECT_FALSE(bytes.contains("<image"));
  EXPECT_TRUE(bytes.contains("worker"));
  EXPECT_TRUE(bytes.toLower().contains("#0b7f5f"));
}

TEST(PaintTimeline, FitsEverySizeAndRatioWithoutTouchingItsSurroundings) {
  Viewpoint view;
  view.setTrace(sample::busyRun(3, 1, 40 * kMs));
  view.fitRun();
  for (const double ratio : {1.0, 1.5, 2.0}) {
    for (const QSize size : {QSize(320, 150), QSize(592, 300), QSize(1920, 410)}) {
      QImage image((QSizeF(size + QSize(40, 40)) * ratio).toSize(), QImage::Format_RGB32);
      image.setDevicePixelRatio(ratio);
      image.fill(Qt::magenta);
      QPainter painter(&image);
      paintTimeline(painter, QRectF(QPointF(20, 20), QSizeF(size)), view, theme(ThemeKind::dark),
                    false);
      painter.end();
      const QColor outside(Qt::magenta);
      for (int x = 0; x < image.width(); x += 3) {
        EXPECT_EQ(image.pixelColor(x, 5), outside);
        EXPECT_EQ(image.pixelColor(x, image.height() - 5), outside);
      }
      for (int y = 0; y < image.height(); y += 3) {
        EXPECT_EQ(image.pixelColor(5, y), outside);
        EXPECT_EQ(image.pixelColor(image.width() - 5, y), outside);
      }
    }
  }
}

QString nameOf(const QAccessibleInterface* part) { return part->text(QAccessible::Name); }

TEST_F(TimelineTest, LanesAreRowsAndBarsAreCellsForScreenReaders) {
  view.fitRun();
  view.setPlayhead(time(25));
  QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&timeline);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->role(), QAccessible::Table);
  ASSERT_EQ(table->childCount(), 2);
  QAccessibleInterface* worker = table->child(1);
  EXPECT_EQ(worker->role(), QAccessible::Row);
  EXPECT_TRUE(nameOf(worker).startsWith("2 worker, blocked")) << nameOf(worker).toStdString();
  ASSERT_EQ(worker->childCount(), 6);
  QAccessibleInterface* blocked = worker->child(4);
  EXPECT_EQ(blocked->role(), QAccessible::Cell);
  EXPECT_EQ(nameOf(blocked), "Blocked in acquire of lock, from 20.000 ms, for 10 ms");
  for (int i = 0; i < worker->childCount(); ++i) {
    EXPECT_EQ(worker->child(i)->parent(), worker);
    EXPECT_EQ(worker->indexOfChild(worker->child(i)), i);
    EXPECT_TRUE(worker->rect().contains(worker->child(i)->rect())) << i;
  }
  EXPECT_EQ(worker->parent(), table);
  EXPECT_EQ(table->indexOfChild(worker), 1);
}

TEST_F(TimelineTest, ScreenReadersFindRowsAndCellsWhereTheyAreDrawn) {
  view.fitRun();
  QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&timeline);
  const QPoint at = timeline.mapToGlobal(over(1, 25));
  QAccessibleInterface* row = table->childAt(at.x(), at.y());
  ASSERT_EQ(row, table->child(1));
  EXPECT_EQ(row->childAt(at.x(), at.y()), row->child(4));
}

TEST_F(TimelineTest, PressingACellGoesToItsBar) {
  view.fitRun();
  QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&timeline);
  QAccessibleInterface* cell = table->child(1)->child(4);
  cell->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  EXPECT_EQ(view.task(), TaskId(2));
  EXPECT_NEAR(static_cast<double>(view.playhead()), static_cast<double>(time(20)), 5e4);
  EXPECT_TRUE(cell->state().selected);
}

TEST_F(TimelineTest, WhatIsMergedInThePictureIsOneCellThatTellsTheShares) {
  view.setTrace(sample::switches(2, 100'000));
  view.fitRun();
  QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&timeline);
  QAccessibleInterface* row = table->child(0);
  ASSERT_GE(row->childCount(), 1);
  EXPECT_LE(row->childCount(), 400);
  EXPECT_TRUE(nameOf(row->child(0)).contains("Running")) << nameOf(row->child(0)).toStdString();
  EXPECT_TRUE(nameOf(row->child(0)).contains("%")) << nameOf(row->child(0)).toStdString();
  QAccessibleInterface* last = row->child(row->childCount() - 1);
  view.setTrace(sample::twoTasks());
  view.setRange(time(0), time(9));
  EXPECT_EQ(row->childCount(), 1);
  EXPECT_TRUE(row->isValid());
  EXPECT_EQ(last->isValid(), row->indexOfChild(last) < 1);
}

}  // namespace
}  // namespace lockstep::ui
