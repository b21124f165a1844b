// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/accessible_timeline.h"

#include <QPointer>
#include <algorithm>

#include "theme/zoom.h"
#include "timeline/cells.h"
#include "timeline/hover.h"

namespace lockstep::ui {

namespace {

const LaneFrame* laneOf(const TimelineFrame& frame, TaskId task) {
  const auto row = frame.layout.rowOf(task);
  if (!row) return nullptr;
  const auto found = std::ranges::find(frame.lanes, *row, &LaneFrame::row);
  return found == frame.lanes.end() ? nullptr : &*found;
}

/// None for a lane that is scrolled out of sight.
std::vector<LaneCell> cellsIn(const TimelineFrame& frame, TaskId task) {
  const LaneFrame* lane = laneOf(frame, task);
  return lane ? cellsOf(*lane, frame.layout.tracks.width()) : std::vector<LaneCell>{};
}

/// What row and cell have in common. Pressing either selects the row's task.
class AccessiblePart : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  AccessiblePart(Timeline& timeline, TaskId task) : m_timeline(&timeline), m_task(task) {}

  TaskId task() const { return m_task; }
  QObject* object() const override { return nullptr; }
  QWindow* window() const override { return m_timeline ? whole()->window() : nullptr; }
  void setText(QAccessible::Text, const QString&) override {}
  QRect rect() const override {
    if (!isValid()) return {};
    const QRectF place = toScreen(designPlace());
    return QRect(m_timeline->mapToGlobal(place.topLeft().toPoint()), place.size().toSize());
  }
  QAccessible::State state() const override {
    QAccessible::State state;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    state.selectable = true;
    state.selected = m_timeline->viewpoint().task() == m_task;
    state.invisible = !m_timeline->isVisible();
    state.offscreen = state.invisible || designPlace().isEmpty();
    return state;
  }
  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                : nullptr;
  }
  QStringList actionNames() const override { return {pressAction()}; }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }

 protected:
  const TimelineFrame& frame() const { return m_timeline->frame(); }
  AccessibleTimeline* whole() const {
    return static_cast<AccessibleTimeline*>(
        QAccessible::queryAccessibleInterface(m_timeline.data()));
  }
  virtual QRectF designPlace() const = 0;

  QPointer<Timeline> m_timeline;
  TaskId m_task;
};

class AccessibleCell : public AccessiblePart {
 public:
  AccessibleCell(Timeline& timeline, TaskId task, int n)
      : AccessiblePart(timeline, task), m_n(static_cast<std::size_t>(n)) {}

  bool isValid() const override { return m_timeline && m_n < cellsIn(frame(), m_task).size(); }
  QAccessible::Role role() const override { return QAccessible::Cell; }
  QAccessibleInterface* parent() const override {
    return m_timeline ? whole()->row(m_task) : nullptr;
  }
  QAccessibleInterface* child(int) const override { return nullptr; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QString text(QAccessible::Text which) const override {
    if (which != QAccessible::Name || !isValid()) return {};
    return cellText(frame(), m_timeline->viewpoint(), *laneOf(frame(), m_task), own());
  }
  /// Goes to where the bar begins, too.
  void doAction(const QString& action) override {
    if (action != pressAction() || !isValid()) return;
    m_timeline->viewpoint().setPlayhead(frame().layout.scale.toTime(std::max(0.0, own().x)));
    m_timeline->viewpoint().selectTask(m_task);
  }
  std::size_t number() const { return m_n; }

 protected:
  QRectF designPlace() const override {
    return cellPlace(frame(), *laneOf(frame(), m_task), own());
  }

 private:
  LaneCell own() const { return cellsIn(frame(), m_task)[m_n]; }

  std::size_t m_n;
};

class AccessibleRow : public AccessiblePart {
 public:
  using AccessiblePart::AccessiblePart;

  bool isValid() const override { return m_timeline && frame().layout.rowOf(m_task); }
  QAccessible::Role role() const override { return QAccessible::Row; }
  QAccessibleInterface* parent() const override { return m_timeline ? whole() : nullptr; }
  int childCount() const override {
    return isValid() ? static_cast<int>(cellsIn(frame(), m_task).size()) : 0;
  }
  QAccessibleInterface* child(int index) const override {
    return index >= 0 && index < childCount() ? whole()->cell(m_task, index) : nullptr;
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    for (int index = 0; index < childCount(); ++index)
      if (child(index)->rect().contains(x, y)) return child(index);
    return nullptr;
  }
  int indexOfChild(const QAccessibleInterface* part) const override {
    const auto* cell = dynamic_cast<const AccessibleCell*>(part);
    return cell && cell->task() == m_task ? static_cast<int>(cell->number()) : -1;
  }
  QString text(QAccessible::Text which) const override {
    return which == QAccessible::Name && isValid() ? rowText(m_timeline->viewpoint(), m_task)
                                                   : QString();
  }
  void doAction(const QString& action) override {
    if (action == pressAction() && isValid()) m_timeline->viewpoint().selectTask(m_task);
  }

 protected:
  QRectF designPlace() const override {
    const TimelineLayout& layout = frame().layout;
    return layout.row(*layout.rowOf(m_task)).intersected(layout.lanes);
  }
};

}  // namespace

AccessibleTimeline::AccessibleTimeline(Timeline& timeline)
    : QAccessibleWidget(&timeline, QAccessible::Table), m_timeline(timeline) {}

AccessibleTimeline::~AccessibleTimeline() {
  for (const auto& [part, id] : m_parts) QAccessible::deleteAccessibleInterface(id);
}

QAccessibleInterface* AccessibleTimeline::interfaceOf(TaskId task, int n) const {
  const auto known = m_parts.find({task, n});
  if (known != m_parts.end()) return QAccessible::accessibleInterface(known->second);
  // The cache of Qt owns it from here on.
  QAccessibleInterface* made = nullptr;
  if (n == kRow)
    made = new AccessibleRow(m_timeline, task);
  else
    made = new AccessibleCell(m_timeline, task, n);
  m_parts[{task, n}] = QAccessible::registerAccessibleInterface(made);
  return made;
}

QAccessibleInterface* AccessibleTimeline::row(TaskId task) const { return interfaceOf(task, kRow); }
QAccessibleInterface* AccessibleTimeline::cell(TaskId task, int n) const {
  return interfaceOf(task, n);
}

int AccessibleTimeline::childCount() const {
  return static_cast<int>(m_timeline.frame().layout.rows.size());
}

QAccessibleInterface* AccessibleTimeline::child(int index) const {
  if (index < 0 || index >= childCount()) return nullptr;
  return row(m_timeline.frame().layout.rows[static_cast<std::size_t>(index)].task);
}

int AccessibleTimeline::indexOfChild(const QAccessibleInterface* part) const {
  const auto* row = dynamic_cast<const AccessibleRow*>(part);
  const auto place = row ? m_timeline.frame().layout.rowOf(row->task()) : std::nullopt;
  return place ? static_cast<int>(*place) : -1;
}

QAccessibleInterface* AccessibleTimeline::childAt(int x, int y) const {
  const TimelineLayout& layout = m_timeline.frame().layout;
  const QPointF at = toDesign(m_timeline.mapFromGlobal(QPoint(x, y)));
  const auto place = layout.lanes.contains(at) ? layout.rowAt(at.y()) : std::nullopt;
  return place ? row(layout.rows[*place].task) : nullptr;
}

QAccessibleInterface* AccessibleTimeline::focusChild() const {
  const TaskId task = m_timeline.viewpoint().task();
  const bool shown = m_timeline.hasFocus() && m_timeline.frame().layout.rowOf(task);
  return shown ? row(task) : nullptr;
}

QAccessibleInterface* AccessibleTimeline::make(const QString&, QObject* object) {
  auto* timeline = qobject_cast<Timeline*>(object);
  return timeline ? new AccessibleTimeline(*timeline) : nullptr;
}

}  // namespace lockstep::ui
