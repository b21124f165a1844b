// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/run_tiles.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

QString letterOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::running:
      return QStringLiteral("…");
    case Verdict::completed:
      return QStringLiteral("✓");
    case Verdict::deadlock:
      return QStringLiteral("D");
    case Verdict::hang:
      return QStringLiteral("H");
    case Verdict::lostUpdate:
      return QStringLiteral("U");
    case Verdict::lostWakeup:
      return QStringLiteral("W");
    case Verdict::race:
      return QStringLiteral("R");
    case Verdict::crashed:
      return QStringLiteral("✕");
    case Verdict::stopped:
      return QStringLiteral("S");
  }
  return {};
}

RunTiles::RunTiles(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::light)) {
  setFocusPolicy(Qt::StrongFocus);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  describe();
}

void RunTiles::setTheme(const Theme& theme) {
  m_theme = &theme;
  setMinimumHeight(heightForWidth(width()));  // a theme comes with a zoom
  update();
}

void RunTiles::clear() {
  m_runs.clear();
  m_current = m_marked = -1;
  updateGeometry();
  describe();
  update();
}

void RunTiles::add(std::vector<ExploredRun> runs) {
  for (ExploredRun& run : runs)
    if (m_runs.size() < kMostTiles) m_runs.push_back(std::move(run));
  updateGeometry();
  setMinimumHeight(heightForWidth(width()));
  update();
}

int RunTiles::columns() const { return std::max(1, width() / px(kTile)); }

int RunTiles::heightForWidth(int width) const {
  const int across = std::max(1, width / px(kTile));
  return (static_cast<int>(m_runs.size()) + across - 1) / across * px(kTile);
}

QSize RunTiles::sizeHint() const { return {px(300), heightForWidth(width())}; }

QRect RunTiles::tile(int index) const {
  const int size = px(kTile);
  return {index % columns() * size, index / columns() * size, size - px(2), size - px(2)};
}

int RunTiles::at(const QPoint& point) const {
  const int size = px(kTile);
  if (point.x() < 0 || point.x() >= columns() * size || point.y() < 0) return -1;
  const int index = point.y() / size * columns() + point.x() / size;
  return index < static_cast<int>(m_runs.size()) ? index : -1;
}

void RunTiles::choose(int index) {
  if (index < 0 || index >= static_cast<int>(m_runs.size()) || index == m_current) return;
  m_current = index;
  describe();
  update();
  Q_EMIT chosen();
}

void RunTiles::mark(int index) {
  m_marked = index == m_marked ? -1 : index;
  update();
  Q_EMIT chosen();
}

void RunTiles::describe() {
  setAccessibleName(tr("Explored runs"));
  if (m_current < 0) return setAccessibleDescription(tr("No run is chosen."));
  const ExploredRun& run = m_runs[static_cast<std::size_t>(m_current)];
  setAccessibleDescription(tr("Run %1: %2").arg(run.number).arg(label(run.verdict)));
}

void RunTiles::paintEvent(QPaintEvent* event) {
  ZoomedPainter painter(this);
  painter.setFont(uiFont(11, 700));
  const int across = columns();
  const int size = px(kTile);
  const int first = std::max(0, event->rect().top() / size * across);
  const int last =
      std::min(static_cast<int>(m_runs.size()), (event->rect().bottom() / size + 1) * across);
  for (int i = first; i < last; ++i) {
    const Verdict verdict = m_runs[static_cast<std::size_t>(i)].verdict;
    const bool bad = isBad(verdict);
    const QRect onScreen = tile(i);
    const QRectF place = QRectF(toDesign(onScreen.topLeft()), QSizeF(onScreen.size()) / zoom())
                             .adjusted(.5, .5, -.5, -.5);
    painter.setPen(QPen(bad ? m_theme->danger : m_theme->edge, 1));
    painter.setBrush(bad ? m_theme->danger : m_theme->surface);
    painter.drawRoundedRect(place, 3, 3);
    painter.setPen(bad ? m_theme->surface : m_theme->text2);
    painter.drawText(place, Qt::AlignCenter, letterOf(verdict));
    if (i != m_current && i != m_marked) continue;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme->accent, 2, i == m_marked ? Qt::DotLine : Qt::SolidLine));
    painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 4, 4);
  }
}

void RunTiles::mousePressEvent(QMouseEvent* event) {
  const int index = at(event->pos());
  if (index < 0 || event->button() != Qt::LeftButton) return;
  if (event->modifiers().testFlag(Qt::ControlModifier)) return mark(index);
  choose(index);
  Q_EMIT showWanted(index);
}

void RunTiles::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      return choose(m_current - 1);
    case Qt::Key_Right:
      return choose(m_current + 1);
    case Qt::Key_Up:
      return choose(m_current - columns());
    case Qt::Key_Down:
      return choose(m_current < 0 ? 0 : m_current + columns());
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (m_current >= 0) Q_EMIT showWanted(m_current);
      return;
    case Qt::Key_C:
      if (m_current >= 0) mark(m_current);
      return;
    default:
      QWidget::keyPressEvent(event);
  }
}

// Its arrow keys and C are its own before they are the window's.
bool RunTiles::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down ||
        key == Qt::Key_C) {
      event->accept();
      return true;
    }
  }
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = at(help->pos());
    if (index < 0) {
      QToolTip::hideText();
      return true;
    }
    const ExploredRun& run = m_runs[static_cast<std::size_t>(index)];
    QToolTip::showText(help->globalPos(),
                       tr("Run %1: %2; steps: %3, switches: %4")
                           .arg(run.number)
                           .arg(label(run.verdict))
                           .arg(run.choices.size())
                           .arg(run.preemptions),
                       this);
    return true;
  }
  return QWidget::event(event);
}

void RunTiles::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) describe();
  QWidget::changeEvent(event);
}

void RunTiles::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  setMinimumHeight(heightForWidth(width()));
}

}  // namespace lockstep::ui
