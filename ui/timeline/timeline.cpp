// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "theme/geometry.h"
#include "theme/zoom.h"
#include "timeline/accessible_timeline.h"
#include "timeline/frame_painter.h"
#include "timeline/header_layer.h"
#include "timeline/header_painter.h"
#include "timeline/hover.h"
#include "timeline/step_frame.h"

namespace lockstep::ui {

namespace {

constexpr double kClickSlack = 4;
constexpr double kWheelStep = 1.25;
constexpr int kScrollBarWidth = 10;
// Of the axis of steps: room for what comes, the narrowest column, and the tracks' share of the
// width, roughly.
constexpr double kStepsAhead = 4;
constexpr double kLeastStepWidth = 18;
constexpr double kTrackShare = 0.8;
constexpr double kTitleWords = 240;  ///< px that the words at the right of the title take
// While a run goes on its minimap changes by less than a column a frame; it costs a pass over all
// lanes.
constexpr int kMinimapPause = 250;  ///< ms

LayoutRequest requestFor(const Viewpoint& view, const QRectF& area) {
  LayoutRequest request;
  request.area = area;
  request.tasks = taskOrder(view.trace());
  request.holdRows = holdRowsNeeded(view);
  request.from = view.from();
  request.to = view.to();
  return request;
}

enum class Drag { none, press, pan, playhead, mark, window, windowLeft, windowRight };

}  // namespace

void paintTimeline(QPainter& painter, const QRectF& area, const Viewpoint& view, const Theme& theme,
                   bool vector) {
  LayoutRequest request = requestFor(view, area);
  request.scrolls = false;
  TimelineFrame frame = makeFrame(view, request);
  fillWhole(view, frame);
  painter.fillRect(area, theme.bg);
  RasterCache cache;
  paintFrame(painter, frame, view, theme, vector, cache);
  paintOverlay(painter, frame, view, theme, {});
}

struct Timeline::Impl {
  Viewpoint& view;
  const Theme* theme = &lockstep::ui::theme(ThemeKind::light);
  QScrollBar* scrollBar = nullptr;
  std::set<TaskId> folded;
  RasterCache rasters;

  TimelineFrame frame;
  HeaderLayer headers;
  FramePicture picture;  ///< of everything but the overlay
  bool frameStale = true;
  bool wholeStale = true;  ///< the minimap must be made anew
  bool wholeGrew = false;  ///< the trace has more than it shows
  QTimer wholePause;       ///< active: the minimap has just been made
  bool tasksStale = true;
  LayoutRequest request;

  TimelineAxis axis = TimelineAxis::time;
  StepAxis steps;
  StepMarks marks;
  double stepsShown = 0;  ///< columns; 0: as many as fit well
  double stepsAway = 0;   ///< columns that the user has panned from the playhead

  QRegion playheadArea;                   ///< as painted last, or asked for
  std::vector<HeaderState> headerStates;  ///< the same
  std::optional<double> hoverX;
  std::size_t announced = 0;  ///< rows that screen readers know of
  bool focusRing = false;
  Drag drag = Drag::none;
  QPointF pressedAt;
  QPointF lastAt;
  std::int64_t pressedTime = 0;
  std::int64_t pressedFrom = 0;
  std::int64_t pressedTo = 0;

  explicit Impl(Viewpoint& viewpoint) : view(viewpoint) { picture.headers = &headers; }
};

Timeline::Timeline(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m(std::make_unique<Impl>(view)) {
  static const bool kInstalled = (QAccessible::installFactory(&AccessibleTimeline::make), true);
  Q_UNUSED(kInstalled)
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(QCoreApplication::translate("Timeline", "Timeline"));
  setAccessibleDescription(
      QCoreApplication::translate("Timeline", "One lane for each task; its states over time."));
  m->scrollBar = new QScrollBar(Qt::Vertical, this);
  m->scrollBar->setFocusPolicy(Qt::NoFocus);
  m->scrollBar->hide();
  connect(m->scrollBar, &QScrollBar::valueChanged, this, [this] { invalidate(false); });
  connect(&view, &Viewpoint::traceReplaced, this, [this] {
    m->folded.clear();
    m->steps.clear();
    m->stepsAway = 0;
    m->scrollBar->setValue(0);
    m->wholeStale = true;
    invalidate(true);
  });
  connect(&view, &Viewpoint::traceChanged, this, [this] { invalidate(true); });
  m->wholePause.setSingleShot(true);
  m->wholePause.setInterval(kMinimapPause);
  connect(&m->wholePause, &QTimer::timeout, this, [this] {
    if (m->wholeGrew) invalidate(false);
  });
  connect(&view, &Viewpoint::rangeChanged, this, [this] { invalidate(false); });
  connect(&view, &Viewpoint::selectionChanged, this, [this] { invalidate(false); });
  connect(&view, &Viewpoint::selectionChanged, this, &Timeline::announceSelection);
  for (auto signal : {&Viewpoint::traceReplaced, &Viewpoint::traceChanged})
    connect(&view, signal, this, &Timeline::announceRows);
  connect(&view, &Viewpoint::playheadChanged, this, &Timeline::movePlayhead);
}

Timeline::~Timeline() = default;

Viewpoint& Timeline::viewpoint() const { return m->view; }

const TimelineFrame& Timeline::frame() {
  refresh();
  return m->frame;
}

void Timeline::announceRows() {
  if (!QAccessible::isActive()) return;
  const std::size_t rows = frame().layout.rows.size();
  if (std::exchange(m->announced, rows) == rows) return;
  QAccessibleEvent event(this, QAccessible::ObjectReorder);
  QAccessible::updateAccessibility(&event);
}

// What was chosen by a key is where a screen reader is from now on.
void Timeline::announceSelection() {
  if (!hasFocus()) return;
  const auto row = frame().layout.rowOf(m->view.task());
  if (!row) return;
  QAccessibleEvent event(this, QAccessible::Focus);
  event.setChild(static_cast<int>(*row));
  QAccessible::updateAccessibility(&event);
}

void Timeline::setTheme(const Theme& theme) {
  m->theme = &theme;
  m->picture.shares.forget();
  // A theme comes with a zoom, which is another size of everything.
  m->wholeStale = true;
  invalidate(false);
}

void Timeline::setAxis(TimelineAxis axis) {
  if (axis == m->axis) return;
  m->axis = axis;
  m->wholeStale = true;
  invalidate(true);
}

TimelineAxis Timeline::axis() const { return m->axis; }

void Timeline::setStepMarks(const StepMarks& marks) {
  if (marks == m->marks) return;
  m->marks = marks;
  update();
}

const StepMarks& Timeline::stepMarks() const { return m->marks; }

void Timeline::zoomSteps(double factor) {
  m->stepsShown = std::clamp((m->request.stepTo - m->request.stepFrom) * factor, 4.0, 400.0);
  invalidate(false);
}

void Timeline::panSteps(double tenths) {
  const double span = m->request.stepTo - m->request.stepFrom;
  const double length = m->steps.last() - m->steps.first();
  m->stepsAway = std::clamp(m->stepsAway + span / 10 * tenths, -length, length);
  invalidate(false);
}

void Timeline::fitSteps() {
  m->stepsAway = 0;
  m->stepsShown = m->steps.last() - m->steps.first() + kStepsAhead;
  invalidate(false);
}

void Timeline::placeSteps() {
  LayoutRequest& request = m->request;
  m->steps.update(m->view.trace());
  const bool steps = m->axis == TimelineAxis::steps && m->steps.steps() > 0;
  if (steps != (request.steps != nullptr)) m->wholeStale = true;
  request.steps = steps ? &m->steps : nullptr;
  if (!steps) return;
  const double end = m->steps.last() + kStepsAhead;
  const double length = end - m->steps.first();
  const double fit = std::max(16.0, request.area.width() * kTrackShare / kLeastStepWidth);
  const double shown = m->stepsShown > 0 ? m->stepsShown : std::clamp(length, 16.0, fit);
  const double head = m->steps.position(m->view.playhead());
  const double to = std::clamp(head + kStepsAhead, m->steps.first() + shown,
                               std::max(end, m->steps.first() + shown)) +
                    m->stepsAway;
  request.stepTo = to;
  request.stepFrom = to - shown;
  request.from = m->steps.time(request.stepFrom);
  request.to = std::max(request.from + 1, m->steps.time(to) + 1);
}

QSize Timeline::minimumSizeHint() const { return px(QSize(320, 84)); }
QSize Timeline::sizeHint() const { return px(QSize(900, 400)); }

void Timeline::invalidate(bool traceToo) {
  m->frameStale = true;
  if (traceToo) m->wholeGrew = m->tasksStale = true;
  update();
}

void Timeline::refresh() {
  if (!m->frameStale) return;
  if (m->tasksStale) {
    m->request.tasks = taskOrder(m->view.trace());
    m->request.holdRows = holdRowsNeeded(m->view);
    m->tasksStale = false;
  }
  LayoutRequest& request = m->request;
  request.area = designRect(*this);
  request.folded = m->folded;
  request.from = m->view.from();
  request.to = m->view.to();
  request.scroll = m->scrollBar->value();
  placeSteps();
  TimelineFrame next = makeFrame(m->view, request);
  if (wholeStillDoes(next)) {
    next.whole = std::move(m->frame.whole);
    next.wholeFrom = m->frame.wholeFrom;
    next.wholeTo = m->frame.wholeTo;
    next.wholeColumns = m->frame.wholeColumns;
  } else {
    fillWhole(m->view, next);
    m->picture.shares.forget();
    m->wholeStale = m->wholeGrew = false;
    m->wholePause.start();
  }
  m->frame = std::move(next);
  m->frameStale = false;
  placeScrollBar();
  paintPicture();
  m->playheadArea = playheadArea(m->frame, m->view);
  m->headerStates = headerStates(m->frame, m->view);
}

// Whether the minimap of the frame before can stay.
bool Timeline::wholeStillDoes(const TimelineFrame& next) const {
  if (m->wholeStale || next.layout.minimap.size() != m->frame.layout.minimap.size() ||
      next.layout.rows.size() != m->frame.layout.rows.size()) {
    return false;
  }
  const Trace& trace = m->view.trace();
  return !m->wholeGrew ||
         (m->wholePause.isActive() && trace.end() == RunEnd::running &&
          trace.startTime() == m->frame.wholeFrom && trace.endTime() <= m->frame.wholeTo);
}

void Timeline::placeScrollBar() {
  const TimelineLayout& layout = m->frame.layout;
  const int hidden = static_cast<int>(std::ceil(layout.contentHeight - layout.lanes.height()));
  const QSignalBlocker quiet(m->scrollBar);
  m->scrollBar->setVisible(hidden > 0);
  if (hidden <= 0) {
    m->scrollBar->setValue(0);
    return;
  }
  m->scrollBar->setRange(0, hidden);
  m->scrollBar->setPageStep(std::max(1, static_cast<int>(layout.lanes.height())));
  m->scrollBar->setSingleStep(static_cast<int>(layout.rowHeight));
  m->scrollBar->setGeometry(
      toScreen(QRectF(layout.lanes.right() - kScrollBarWidth - 4, layout.lanes.top(),
                      kScrollBarWidth, layout.lanes.height()))
          .toRect());
}

void Timeline::paintPicture() {
  const double ratio = devicePixelRatioF();
  const QSize pixels = (QSizeF(size()) * ratio).toSize();
  QImage& image = m->picture.image;
  if (image.size() != pixels) image = QImage(pixels, QImage::Format_RGB32);
  // Painted in design pixels, shown in the widget's.
  image.setDevicePixelRatio(ratio * zoom());
  image.fill(m->theme->bg);
  {
    QPainter painter(&image);
    paintFrame(painter, m->frame, m->view, *m->theme, false, m->rasters, &m->picture);
  }
  image.setDevicePixelRatio(ratio);
}

void Timeline::paintEvent(QPaintEvent* event) {
  refresh();
  QPainter painter(this);
  const QRegion exposed = toDesign(event->region());
  const bool geometry = drawsGeometry(painter);
  if (!geometry) {
    for (const QRect& part : event->region()) {
      painter.setClipRect(part);
      painter.drawImage(0, 0, m->picture.image);
    }
    painter.setClipping(false);
  }
  painter.scale(zoom(), zoom());
  if (geometry) {
    painter.fillRect(toDesign(rect()).boundingRect(), m->theme->bg);
    paintFrame(painter, m->frame, m->view, *m->theme, true, m->rasters);
  } else if (!m->view.trace().empty()) {
    m->headers.paint(painter, exposed, m->frame, m->view, *m->theme);
  }
  Overlay overlay;
  overlay.headers = geometry;
  overlay.hoverX = m->hoverX;
  overlay.exposed = &exposed;
  const double titleRight = m->frame.layout.title.right() - kTitleWords;
  paintStepMarks(painter, m->frame, m->view, *m->theme, m->marks, titleRight);
  paintOverlay(painter, m->frame, m->view, *m->theme, overlay);
  if (m->focusRing) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m->theme->accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(designRect(*this).adjusted(2, 2, -2, -2), 6, 6);
  }
}

void Timeline::resizeEvent(QResizeEvent*) {
  m->wholeStale = true;
  invalidate(false);
}

void Timeline::wheelEvent(QWheelEvent* event) {
  refresh();
  const QPointF at = toDesign(event->position());
  const TimelineLayout& layout = m->frame.layout;
  const QPoint angle = event->angleDelta();
  const bool sideways = angle.x() != 0 && std::abs(angle.x()) > std::abs(angle.y());
  event->accept();
  if (sideways || event->modifiers().testFlag(Qt::ShiftModifier)) {
    const int turn = sideways ? angle.x() : angle.y();
    const double share = -turn / 120.0 / 10;
    const double span = static_cast<double>(m->view.to() - m->view.from());
    if (layout.steps) return panSteps(10 * share);
    m->view.pan(static_cast<std::int64_t>(std::llround(span * share)));
    return;
  }
  if (at.x() < layout.tracks.left() && layout.headers.contains(at)) {
    const double rows = angle.y() / 120.0 * 3;
    m->scrollBar->setValue(m->scrollBar->value() -
                           static_cast<int>(std::lround(rows * layout.rowHeight)));
    return;
  }
  const double x = std::clamp(at.x(), layout.tracks.left(), layout.tracks.right());
  if (layout.steps) return zoomSteps(std::pow(kWheelStep, -angle.y() / 120.0));
  m->view.zoom(std::pow(kWheelStep, -angle.y() / 120.0), layout.time(x));
}

void Timeline::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) {
    QWidget::mousePressEvent(event);
    return;
  }
  refresh();
  const QPointF at = toDesign(event->position());
  m->pressedAt = m->lastAt = at;
  m->pressedTime = m->frame.layout.time(at.x());
  m->pressedFrom = m->view.from();
  m->pressedTo = m->view.to();
  switch (zoneAt(m->frame, m->view, at)) {
    case Zone::axis:
      m->drag = Drag::playhead;
      m->view.setPlayhead(m->pressedTime);
      break;
    case Zone::chevron:
      toggleFold(at.y());
      break;
    case Zone::header:
      if (const auto row = m->frame.layout.rowAt(at.y())) {
        m->view.selectTask(m->frame.layout.rows[*row].task);
      }
      break;
    case Zone::track:
      m->drag = event->modifiers().testFlag(Qt::ShiftModifier) ? Drag::mark : Drag::press;
      if (m->drag == Drag::mark) m->view.setMark(m->pressedTime, m->pressedTime);
      break;
    case Zone::minimap:
      m->drag = Drag::window;
      if (!minimapWindow(m->frame, m->view).contains(at)) centreWindow(at.x());
      break;
    case Zone::minimapLeft:
      m->drag = Drag::windowLeft;
      break;
    case Zone::minimapRight:
      m->drag = Drag::windowRight;
      break;
    case Zone::nothing:
      break;
  }
}

void Timeline::toggleFold(double y) {
  const auto row = m->frame.layout.rowAt(y);
  if (!row) return;
  const TaskId task = m->frame.layout.rows[*row].task;
  if (!m->folded.erase(task)) m->folded.insert(task);
  m->wholeStale = true;
  invalidate(false);
}

void Timeline::centreWindow(double x) {
  const std::int64_t span = m->view.to() - m->view.from();
  const std::int64_t from = m->frame.wholeTime(x) - span / 2;
  m->view.setFollowing(false);
  m->view.setRange(from, from + span);
  m->pressedFrom = m->view.from();
  m->pressedTo = m->view.to();
}

void Timeline::mouseMoveEvent(QMouseEvent* event) {
  refresh();
  const QPointF at = toDesign(event->position());
  if (event->buttons().testFlag(Qt::LeftButton)) {
    dragTo(at);
  } else {
    m->drag = Drag::none;
    showCursor(zoneAt(m->frame, m->view, at));
  }
  m->lastAt = at;
  const QRectF tracks = m->frame.layout.tracks;
  const bool over = at.x() >= tracks.left() && at.x() <= tracks.right() &&
                    at.y() >= m->frame.layout.axis.top() && at.y() < tracks.bottom() &&
                    m->drag == Drag::none && !m->view.trace().empty();
  setHover(over ? std::optional<double>(at.x()) : std::nullopt);
}

void Timeline::showCursor(Zone zone) {
  switch (zone) {
    case Zone::minimapLeft:
    case Zone::minimapRight:
      setCursor(Qt::SizeHorCursor);
      return;
    case Zone::chevron:
      setCursor(Qt::PointingHandCursor);
      return;
    case Zone::minimap:
      setCursor(Qt::OpenHandCursor);
      return;
    case Zone::nothing:
    case Zone::axis:
    case Zone::header:
    case Zone::track:
      unsetCursor();
      return;
  }
}

void Timeline::dragTo(const QPointF& at) {
  const TimelineLayout& layout = m->frame.layout;
  if (m->drag == Drag::press && QLineF(m->pressedAt, at).length() > kClickSlack) {
    m->drag = Drag::pan;
    setCursor(Qt::ClosedHandCursor);
  }
  switch (m->drag) {
    case Drag::none:
    case Drag::press:
      return;
    case Drag::pan: {
      const double dx = at.x() - m->lastAt.x();
      if (layout.steps)
        panSteps(-10 * dx / layout.tracks.width());
      else
        m->view.pan(-static_cast<std::int64_t>(std::llround(dx * layout.scale.nsPerPixel)));
      const int dy = static_cast<int>(std::lround(at.y() - m->lastAt.y()));
      if (m->scrollBar->isVisible()) m->scrollBar->setValue(m->scrollBar->value() - dy);
      return;
    }
    case Drag::playhead:
      m->view.setPlayhead(layout.time(at.x()));
      return;
    case Drag::mark:
      m->view.setMark(m->pressedTime, layout.time(at.x()));
      return;
    case Drag::window:
    case Drag::windowLeft:
    case Drag::windowRight:
      dragWindow(at.x());
      return;
  }
}

void Timeline::dragWindow(double x) {
  if (m->frame.layout.steps) return m->view.setPlayhead(m->frame.wholeTime(x));
  const std::int64_t by = m->frame.wholeTime(x) - m->frame.wholeTime(m->pressedAt.x());
  m->view.setFollowing(false);
  const std::int64_t from = m->pressedFrom + (m->drag == Drag::windowRight ? 0 : by);
  const std::int64_t to = m->pressedTo + (m->drag == Drag::windowLeft ? 0 : by);
  if (to - from < Viewpoint::kLeastSpan) return;
  m->view.setRange(from, to);
}

void Timeline::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const Drag ended = std::exchange(m->drag, Drag::none);
  unsetCursor();
  if (ended == Drag::mark &&
      QLineF(m->pressedAt, toDesign(event->position())).length() <= kClickSlack) {
    m->view.setMark(0, 0);
    return;
  }
  if (ended != Drag::press) return;
  refresh();
  m->view.setMark(0, 0);
  m->view.setPlayhead(m->pressedTime);
  if (const auto row = m->frame.layout.rowAt(toDesign(event->position()).y())) {
    m->view.selectTask(m->frame.layout.rows[*row].task);
  }
}

void Timeline::mouseDoubleClickEvent(QMouseEvent* event) {
  refresh();
  const auto interval = barAt(m->frame, m->view, toDesign(event->position()));
  if (event->button() != Qt::LeftButton || !interval) {
    mousePressEvent(event);
    return;
  }
  const std::int64_t margin = std::max<std::int64_t>(1, (interval->end - interval->start) / 10);
  m->view.setFollowing(false);
  m->view.setRange(interval->start - margin, interval->end + margin);
}

void Timeline::movePlayhead() {
  // The steps in sight go with it, and so does the veil.
  if (m->axis == TimelineAxis::steps || m->marks.veil) {
    m->stepsAway = 0;
    return invalidate(false);
  }
  if (m->frameStale) {
    update();
    return;
  }
  update(toScreen(m->playheadArea));
  m->playheadArea = playheadArea(m->frame, m->view);
  update(toScreen(m->playheadArea));
  // Its cursor gives way where the playhead's tab covers it.
  if (m->hoverX) update(toScreen(hoverArea(m->frame, m->view, *m->hoverX)));
  const std::vector<HeaderState> states = headerStates(m->frame, m->view);
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (states[i] != m->headerStates[i])
      update(toScreen(headerStateArea(m->frame, m->frame.lanes[i].row)));
  }
  m->headerStates = states;
}

void Timeline::setHover(std::optional<double> x) {
  if (x == m->hoverX) return;
  for (const std::optional<double>& place : {m->hoverX, x}) {
    if (place) update(toScreen(hoverArea(m->frame, m->view, *place)));
  }
  m->hoverX = x;
}

void Timeline::leaveEvent(QEvent*) { setHover(std::nullopt); }

void Timeline::focusInEvent(QFocusEvent* event) {
  m->focusRing = event->reason() != Qt::MouseFocusReason &&
                 event->reason() != Qt::ActiveWindowFocusReason &&
                 event->reason() != Qt::PopupFocusReason;
  update();
}

void Timeline::focusOutEvent(QFocusEvent*) {
  m->focusRing = false;
  update();
}

void Timeline::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) {
    setAccessibleName(QCoreApplication::translate("Timeline", "Timeline"));
    setAccessibleDescription(
        QCoreApplication::translate("Timeline", "One lane for each task; its states over time."));
    m->picture.shares.forget();
    invalidate(false);
  }
  QWidget::changeEvent(event);
}

bool Timeline::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    refresh();
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = hoverText(m->frame, m->view, toDesign(help->pos()));
    if (text.isEmpty()) {
      QToolTip::hideText();
      event->ignore();
    } else {
      QToolTip::showText(help->globalPos(), text, this);
    }
    return true;
  }
  if (event->type() == QEvent::ScreenChangeInternal) {
    m->picture.shares.forget();
    invalidate(false);
  }
  return QWidget::event(event);
}

}  // namespace lockstep::ui
