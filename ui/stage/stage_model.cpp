// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/stage_model.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

double headerHeight(const QRectF& area) { return area.height() >= 420 ? 48 : 34; }
double margin(const QRectF& area) { return area.width() >= 800 ? 24 : 12; }

bool samePlaces(const Layout& layout, const Structure& structure) {
  const auto sameTask = [](const TaskPlace& place, const StageTask& task) {
    return place.id == task.id;
  };
  const auto sameResource = [](const ResourcePlace& place, const StageResource& resource) {
    return place.id == resource.id;
  };
  return std::equal(layout.tasks.begin(), layout.tasks.end(), structure.tasks().begin(),
                    structure.tasks().end(), sameTask) &&
         std::equal(layout.resources.begin(), layout.resources.end(), structure.resources().begin(),
                    structure.resources().end(), sameResource);
}

}  // namespace

QRectF StageModel::header() const {
  const double side = margin(m_area);
  return {m_area.left() + side, m_area.top() + 2, m_area.width() - 2 * side,
          headerHeight(m_area) - 2};
}

void StageModel::update(const Viewpoint& view, const QRectF& area, bool header) {
  m_activity.update(view.trace());
  const bool changed = m_structure.update(view.trace());
  if (m_placed && !changed && area == m_area) return;
  const bool sameArea = m_placed && area == m_area;
  m_area = area;
  // A live run grew. What is placed stays, if what is new finds room and the picture is the same.
  const auto extended = sameArea ? extend(m_arranged, m_structure) : std::nullopt;
  const bool early =
      samePlaces(m_arranged, m_structure) && view.report().verdict == Verdict::running;
  if (extended && !early)
    m_arranged = *extended;
  else
    arrangeAll(header);
  m_layout = placed(m_arranged, m_placements);
  m_ways.forget();
}

void StageModel::arrangeAll(bool header) {
  const double side = margin(m_area);
  const QRectF inner = header ? m_area.adjusted(side, headerHeight(m_area), -side, -10)
                              : m_area.adjusted(side, side, -side, -side);
  m_arranged = arrange(m_structure, inner);
  m_placed = true;
}

void StageModel::place(const Placements& placements) {
  if (placements == m_placements) return;
  m_placements = placements;
  m_layout = placed(m_arranged, m_placements);
  m_ways.forget();
}

Scene StageModel::scene(const Viewpoint& view, const StageMotion& motion,
                        const StepsOnStage* steps) const {
  const PlaybackInstant playback{view.playhead(), motion.nsPerMs, motion.reduced};
  return buildScene({m_structure, m_layout, view.trace(), view.relations(), view.moment(), playback,
                     view.task(), view.resource(), &m_ways,
                     motion.moving ? heatAt(view.trace(), m_activity, playback) : Heat{}, steps});
}

Scene StageModel::scene(const Viewpoint& view, const PlaybackInstant& instant,
                        const Moment& moment) const {
  return buildScene({m_structure, m_layout, view.trace(), view.relations(), moment, instant,
                     view.task(), view.resource(), &m_ways});
}

}  // namespace lockstep::ui
