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

void StageModel::update(const Viewpoint& view, const QRectF& area) {
  const bool changed = m_structure.update(view.trace());
  if (m_placed && !changed && area == m_area) return;
  const bool sameArea = m_placed && area == m_area;
  m_area = area;
  const double side = margin(area);
  const QRectF inner = area.adjusted(side, headerHeight(area), -side, -10);
  if (sameArea) {
    // A live run grew. What is placed stays, if what is new finds room and the picture is the same.
    const auto extended = extend(m_layout, m_structure);
    const bool early =
        samePlaces(m_layout, m_structure) && view.report().verdict == Verdict::running;
    if (extended && !early) {
      m_layout = *extended;
      return;
    }
  }
  place(inner);
}

void StageModel::place(const QRectF& inner) {
  m_layout = arrange(m_structure, inner);
  m_placed = true;
}

Scene StageModel::scene(const Viewpoint& view, double playbackNsPerMs) const {
  const SceneInput input{m_structure,      m_layout,       view.trace(),
                         view.relations(), view.moment(),  {view.playhead(), playbackNsPerMs},
                         view.task(),      view.resource()};
  return buildScene(input);
}

}  // namespace lockstep::ui
