// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/lanes.h"

#include <QPainter>
#include <algorithm>

#include "present/page_layout.h"
#include "stage/captions.h"
#include "stage/paint.h"
#include "theme/labels.h"
#include "timeline/lane_raster.h"
#include "trace/level_of_detail.h"
#include "view/task_order.h"

namespace lockstep::ui {

Lanes::Lanes(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m_view(view), m_theme(&theme(ThemeKind::projector)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  for (auto signal :
       {&Viewpoint::traceReplaced, &Viewpoint::traceChanged, &Viewpoint::playheadChanged,
        &Viewpoint::selectionChanged, &Viewpoint::rangeChanged})
    connect(&view, signal, this, [this] { update(); });
}

void Lanes::setLook(const Theme& theme, const Projector& projector) {
  m_theme = &theme;
  m_projector = projector;
  update();
}

void Lanes::setRange(std::int64_t from, std::int64_t to) {
  m_from = from;
  m_to = to;
  update();
}

int Lanes::wanted() const { return static_cast<int>(taskOrder(m_view.trace()).size()); }

std::vector<TaskId> Lanes::shown() const {
  const auto room = static_cast<std::size_t>(
      std::max(1.0, (height() - m_projector.px(.5)) / laneHeight(m_projector)));
  std::vector<TaskId> tasks;
  for (const OrderedTask& task : taskOrder(m_view.trace())) tasks.push_back(task.task);
  if (tasks.size() <= room) return tasks;
  const bool own = m_from < m_to;
  const std::int64_t from = own ? m_from : m_view.from(), to = own ? m_to : m_view.to();
  // Who acts in sight comes first; the order stays that of all views.
  std::vector<TaskId> kept = tasks;
  std::ranges::stable_sort(kept, std::ranges::greater(), [&](TaskId task) {
    if (task == m_view.task()) return kStates + 1;
    const Shares shares = m_view.trace().lane(task).shares(from, to);
    return static_cast<int>(
        std::ranges::count_if(shares, [](std::int64_t share) { return share > 0; }));
  });
  kept.resize(room);
  std::erase_if(tasks, [&](TaskId task) { return std::ranges::find(kept, task) == kept.end(); });
  return tasks;
}

QRectF Lanes::lane(int index, std::size_t count) const {
  // A few lanes take what room there is, up to a half more each.
  const double least = laneHeight(m_projector);
  const double height = std::clamp(
      (this->height() - m_projector.px(.5)) / static_cast<double>(std::max<std::size_t>(1, count)),
      least, least * 1.5);
  return {0, index * height, static_cast<double>(width()), height};
}

QRectF Lanes::laneAt(const QPointF& point) const {
  const std::size_t count = shown().size();
  for (std::size_t i = 0; i < count; ++i)
    if (lane(static_cast<int>(i), count).contains(point)) return lane(static_cast<int>(i), count);
  return {};
}

double Lanes::namesWidth() const { return std::min(width() * .34, m_projector.px(44)); }

void Lanes::paintLane(QPainter& painter, TaskId task, const QRectF& whole) const {
  const double unit = m_projector.unit;
  const TaskMoment& moment = momentOf(m_view.moment(), task);
  const double names = namesWidth();
  const QFont number = uiFont(m_projector.least(), 700), name = uiFont(m_projector.least(), 500);
  const double digits = m_projector.px(6.4);
  paintText(painter, QRectF(0, whole.top(), digits, whole.height()), Qt::AlignLeft,
            QString::number(task.value), number, m_theme->text);
  paintText(painter, QRectF(digits, whole.top(), names - digits - 7 * unit, whole.height()),
            Qt::AlignLeft, QString::fromStdString(words().taskName(m_view.trace(), task)), name,
            m_theme->text);
  drawGlyph(painter, moment.state, {names - 3.6 * unit, whole.center().y()}, m_projector.px(4.6),
            m_theme->state(moment.state).mark, m_theme->bg, moment.ended && moment.exitCode != 0);

  const QRectF track(names, whole.top() + .7 * unit, whole.width() - names,
                     whole.height() - 1.4 * unit);
  const QColor ground = m_theme->sunken;
  painter.fillRect(track, ground);
  const bool own = m_from < m_to;
  const std::int64_t from = own ? m_from : m_view.from(), to = own ? m_to : m_view.to();
  const double grain = m_projector.pattern();
  const TimeScale scale{
      from, static_cast<double>(std::max<std::int64_t>(1, to - from)) / (track.width() / grain)};
  const LaneDetail detail = laneDetail(m_view.trace().lane(task), scale, track.width() / grain);
  const double ratio = grain * std::abs(painter.deviceTransform().m11());
  LaneRaster raster(*m_theme, track.height() / grain, ratio, ground);
  QImage bars = raster.draw(detail, track.width() / grain, {});
  painter.save();
  painter.translate(track.topLeft());
  painter.scale(grain, grain);
  painter.drawImage(QPointF(), bars);
  painter.restore();
}

void Lanes::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), m_theme->bg);
  const std::vector<TaskId> tasks = shown();
  for (std::size_t i = 0; i < tasks.size(); ++i)
    paintLane(painter, tasks[i], lane(static_cast<int>(i), tasks.size()));
  const bool own = m_from < m_to;
  const std::int64_t from = own ? m_from : m_view.from(), to = own ? m_to : m_view.to();
  if (tasks.empty() || m_view.playhead() < from || m_view.playhead() > to || from >= to) return;
  const double share =
      static_cast<double>(m_view.playhead() - from) / static_cast<double>(to - from);
  const double x = namesWidth() + share * (width() - namesWidth());
  const double thick = m_projector.px(.5);
  const double bottom = lane(static_cast<int>(tasks.size()) - 1, tasks.size()).bottom();
  painter.fillRect(QRectF(std::min(x - thick / 2, width() - thick), 0, thick, bottom),
                   m_theme->text);
}

}  // namespace lockstep::ui
