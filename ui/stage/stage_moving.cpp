// SPDX-License-Identifier: GPL-3.0-or-later
// How the user moves things on the stage: by mouse, by keys, and back.
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <utility>

#include "stage/stage.h"
#include "stage/stage_impl.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr std::size_t kMostUndo = 100;
constexpr double kKeyStep = 16;  ///< design pixels

/// The direction of an arrow key; nothing for another key.
std::optional<QPointF> directionOf(int key) {
  if (key == Qt::Key_Left) return QPointF(-1, 0);
  if (key == Qt::Key_Right) return QPointF(1, 0);
  if (key == Qt::Key_Up) return QPointF(0, -1);
  if (key == Qt::Key_Down) return QPointF(0, 1);
  return std::nullopt;
}

Qt::KeyboardModifiers modifiersOf(const QKeyEvent& event) {
  return event.modifiers() & ~Qt::KeypadModifier;
}

}  // namespace

const Placements& Stage::placements() const { return m->placements; }

void Stage::setPlacements(const Placements& placements) {
  m->placements = placements;
  m->undo.clear();
  update();
}

bool Stage::canUndoPlacing() const { return !m->undo.empty(); }

void Stage::undoPlacing() {
  if (m->undo.empty()) return;
  m->placements = std::move(m->undo.back());
  m->undo.pop_back();
  update();
  Q_EMIT placementsMoved();
}

void Stage::resetPlacements() {
  if (m->placements.empty()) return;
  keepForUndo(std::exchange(m->placements, {}));
  update();
  Q_EMIT placementsMoved();
}

void Stage::keepForUndo(Placements before) {
  m->undo.push_back(std::move(before));
  if (m->undo.size() > kMostUndo) m->undo.erase(m->undo.begin());
}

void Stage::put(const StageItem& item, const QPointF& middle) {
  const QRectF& area = model().layout().area;
  if (area.isEmpty()) return;
  const QPointF share((middle.x() - area.left()) / area.width(),
                      (middle.y() - area.top()) / area.height());
  m->placements[item] = {std::clamp(share.x(), 0.0, 1.0), std::clamp(share.y(), 0.0, 1.0)};
  update();
}

void Stage::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  const QPointF at = toDesign(event->position());
  const Layout& layout = model().layout();
  const Hit hit = hitTest(layout, at);
  const StageItem item = handleOf(layout, hit);
  m->held = item;
  if (item.task.valid() || item.resource.valid())
    m->drag = Impl::Drag{item, at, extentOf(layout, item).center(), m->placements};
  if (hit.task.valid()) {
    m->view.selectTask(hit.task);
    m->view.selectResource(ResourceId{});
  } else if (hit.resource.valid()) {
    m->view.selectResource(hit.resource);
  } else {
    m->view.selectTask(TaskId{});
    m->view.selectResource(ResourceId{});
  }
}

void Stage::mouseMoveEvent(QMouseEvent* event) {
  if (!m->drag || !(event->buttons() & Qt::LeftButton)) return QWidget::mouseMoveEvent(event);
  const QPointF way = toDesign(event->position()) - m->drag->from;
  if (!m->drag->moved && way.manhattanLength() < QApplication::startDragDistance()) return;
  m->drag->moved = true;
  put(m->drag->item, m->drag->middle + way);
}

void Stage::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mouseReleaseEvent(event);
  auto drag = std::exchange(m->drag, std::nullopt);
  if (!drag || !drag->moved) return;
  keepForUndo(std::move(drag->before));
  Q_EMIT placementsMoved();
}

bool Stage::isOwnKey(const QKeyEvent& event) const {
  if (modifiersOf(event) != Qt::ControlModifier) return false;
  return (event.key() == Qt::Key_Z && canUndoPlacing()) || directionOf(event.key());
}

void Stage::keyPressEvent(QKeyEvent* event) {
  if (!isOwnKey(*event)) return QWidget::keyPressEvent(event);
  if (event->key() == Qt::Key_Z) return undoPlacing();
  moveSelected(*directionOf(event->key()) * kKeyStep);
}

void Stage::moveSelected(const QPointF& by) {
  const Layout& layout = model().layout();
  // A task and a resource may both be selected: the one that was pressed last is meant.
  const ResourceId resource = m->view.resource();
  const bool isResource =
      resource.valid() && (m->held.resource == resource || !m->view.task().valid());
  const StageItem item = handleOf(layout, isResource ? Hit{{}, resource} : Hit{m->view.task(), {}});
  const QRectF extent = extentOf(layout, item);
  if (extent.isEmpty()) return;
  keepForUndo(m->placements);
  put(item, extent.center() + by);
  Q_EMIT placementsMoved();
}

void Stage::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  QAction* back = menu.addAction(tr("Undo the last move"), this, &Stage::undoPlacing);
  back->setEnabled(canUndoPlacing());
  back->setShortcut(QKeySequence(QKeyCombination(Qt::CTRL, Qt::Key_Z)));
  QAction* all = menu.addAction(tr("Put everything back"), this, &Stage::resetPlacements);
  all->setEnabled(!m->placements.empty());
  menu.exec(event->globalPos());
}

}  // namespace lockstep::ui
