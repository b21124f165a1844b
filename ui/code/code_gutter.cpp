// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/code_gutter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr double kChipRadius = 10;
constexpr double kChipStep = 23;
constexpr double kLeft = 24;
constexpr std::size_t kChipsInSight = 3;
constexpr double kChipsWidth = kLeft + kChipStep * kChipsInSight;
constexpr double kNumberWidth = 34;
constexpr double kBelowFigures = 5;  ///< of a line

bool scrollsOrCopies(const QKeyEvent& event) {
  return event.key() == Qt::Key_Up || event.key() == Qt::Key_Down ||
         event.matches(QKeySequence::Copy) || event.matches(QKeySequence::SelectAll);
}

State stateOf(const Moment& moment, TaskId task) {
  return task.value < moment.tasks.size() ? moment.tasks[task.value].state : State::unknown;
}

}  // namespace

// The whole interface zooms, not the code alone.
void CodeEditor::wheelEvent(QWheelEvent* event) {
  if (event->modifiers().testFlag(Qt::ControlModifier)) return event->ignore();
  QsciScintilla::wheelEvent(event);
}

bool CodeEditor::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    if (scrollsOrCopies(static_cast<QKeyEvent&>(*event))) event->accept();
    return event->isAccepted();
  }
  return QsciScintilla::event(event);
}

CodeGutter::CodeGutter(CodePane& pane, CodeEditor& editor, QWidget* parent)
    : QWidget(parent), m_pane(pane), m_editor(editor) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  setCursor(Qt::ArrowCursor);
  connect(&editor, &QsciScintillaBase::SCN_UPDATEUI, this, [this] { update(); });
}

QSize CodeGutter::sizeHint() const { return {px(kChipsWidth + kNumberWidth + 8), 0}; }

QRectF CodeGutter::lineRect(int line) const {
  // All lines are equally high and none is wrapped; asking the editor where one is shapes its text.
  const double height = m_editor.textHeight(line - 1) / zoom();
  return {0, (line - m_pane.firstVisibleLine()) * height, designRect(*this).width(), height};
}

void CodeGutter::paintEvent(QPaintEvent*) {
  const Theme& theme = *m_pane.m_theme;
  ZoomedPainter painter(this);
  const QRectF whole = designRect(*this);
  painter.fillRect(whole, theme.surface);
  if (m_editor.text().isEmpty()) return;
  const int first = m_pane.firstVisibleLine();
  for (int line = first; line <= m_editor.lines(); ++line) {
    const QRectF row = lineRect(line);
    // Its figures must have room: a picture in a file cuts nothing off.
    if (row.bottom() - kBelowFigures > whole.height()) break;
    const bool current = line == m_pane.m_markedLine;
    if (current) painter.fillRect(row, theme.raised);
    paintNumber(painter, line, current);
    paintChips(painter, line, row);
  }
}

QRectF CodeGutter::numberRect(int line) const {
  const QRectF row = lineRect(line);
  return {kChipsWidth, row.top(), kNumberWidth, row.height()};
}

/// A breakpoint is a tag of ink behind the number that points at its line.
void CodeGutter::paintNumber(QPainter& painter, int line, bool current) const {
  const Theme& theme = *m_pane.m_theme;
  const QRectF place = numberRect(line);
  const bool breaks = m_pane.m_breakpoints.contains(m_pane.m_source.ranAt(line));
  if (breaks) {
    const QRectF body = place.adjusted(2, 3, 0, -3);
    QPainterPath tag;
    tag.addRoundedRect(body, 3, 3);
    QPainterPath point;
    point.addPolygon(QPolygonF({body.topRight(),
                                {body.right() + 6, body.center().y()},
                                body.bottomRight(),
                                body.topRight()}));
    painter.fillPath(tag.united(point), theme.ink);
  }
  painter.setFont(monoFont(14, breaks ? 600 : 400));
  painter.setPen(breaks ? theme.surface : current ? theme.text : theme.text3);
  painter.drawText(place.adjusted(0, 0, -2, 0), Qt::AlignRight | Qt::AlignVCenter,
                   QString::number(line));
}

void CodeGutter::paintChips(QPainter& painter, int line, const QRectF& row) const {
  const std::vector<TaskId> tasks = m_pane.tasksAt(line);
  if (tasks.empty()) return;
  const Theme& theme = *m_pane.m_theme;
  // More than fit: the last place says how many more.
  const std::size_t drawn = tasks.size() > kChipsInSight ? kChipsInSight - 1 : tasks.size();
  const double empty = static_cast<double>(kChipsInSight - std::min(tasks.size(), kChipsInSight));
  double x = kLeft / 2 + kChipStep * empty + kChipStep / 2;
  for (std::size_t i = 0; i < drawn; ++i, x += kChipStep)
    drawChip(painter, theme, QString::number(tasks[i].value),
             stateOf(m_pane.m_view.moment(), tasks[i]), {x, row.center().y()}, kChipRadius);
  if (drawn == tasks.size()) return;
  painter.setFont(uiFont(12, 600));
  painter.setPen(theme.text2);
  painter.drawText(QRectF(x - kChipStep / 2, row.top(), kChipStep + 4, row.height()),
                   Qt::AlignCenter, QStringLiteral("+%1").arg(tasks.size() - drawn));
}

std::optional<TaskId> CodeGutter::taskAt(const QPointF& point) const {
  for (const auto& [line, tasks] : m_pane.m_lines) {
    if (!lineRect(line).contains(point)) continue;
    const double empty = static_cast<double>(kChipsInSight - std::min(tasks.size(), kChipsInSight));
    const double place = (point.x() - kLeft / 2 - kChipStep * empty) / kChipStep;
    if (place < 0 || place >= static_cast<double>(tasks.size())) return std::nullopt;
    return tasks[static_cast<std::size_t>(place)];
  }
  return std::nullopt;
}

int CodeGutter::ranAt(const QPointF& point) const {
  if (m_editor.text().isEmpty()) return 0;
  for (int line = m_pane.firstVisibleLine(); line <= m_editor.lines(); ++line) {
    const QRectF row = lineRect(line);
    if (row.contains(point)) return m_pane.m_source.ranAt(line);
    if (row.top() > point.y()) break;
  }
  return 0;
}

void CodeGutter::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  const QPointF at = toDesign(event->position());
  if (const auto task = taskAt(at))
    m_pane.m_view.selectTask(*task);
  else if (const int line = ranAt(at); line > 0)
    Q_EMIT m_pane.breakpointWanted(line);
}

bool CodeGutter::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = static_cast<QHelpEvent&>(*event);
  showTip(toDesign(help.pos()), help.globalPos());
  return true;
}

void CodeGutter::showTip(const QPointF& point, const QPoint& global) const {
  const Trace& trace = m_pane.m_view.trace();
  QStringList names;
  for (const auto& [line, tasks] : m_pane.m_lines) {
    if (!lineRect(line).contains(point)) continue;
    for (TaskId task : tasks)
      names << QStringLiteral("%1  %2  %3")
                   .arg(task.value)
                   .arg(QString::fromStdString(words().taskName(trace, task)),
                        label(stateOf(m_pane.m_view.moment(), task)));
  }
  if (names.isEmpty())
    if (const int line = ranAt(point); line > 0)
      names << (m_pane.m_breakpoints.contains(line) ? CodePane::tr("Breakpoint: click to clear it")
                                                    : CodePane::tr("Click to set a breakpoint"));
  QToolTip::showText(global, names.join(QLatin1Char('\n'))
                                 .toHtmlEscaped()
                                 .replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

}  // namespace lockstep::ui
