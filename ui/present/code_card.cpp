// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/code_card.h"

#include <QPainter>
#include <QRegularExpression>
#include <algorithm>

#include "code/task_lines.h"
#include "present/page_layout.h"
#include "stage/paint.h"

namespace lockstep::ui {

namespace {

constexpr double kText = 4.2;  // hundredths of the height
constexpr double kDisc = 2.7;
constexpr int kMostDiscs = 2;

int indentOf(const QString& line) {
  for (int i = 0; i < line.size(); ++i)
    if (!line[i].isSpace()) return i;
  return -1;
}

}  // namespace

CodeCard::CodeCard(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m_view(view), m_theme(&theme(ThemeKind::projector)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  for (auto signal : {&Viewpoint::traceReplaced, &Viewpoint::traceChanged,
                      &Viewpoint::playheadChanged, &Viewpoint::selectionChanged})
    connect(&view, signal, this, [this] { update(); });
}

void CodeCard::setLook(const Theme& theme, const Projector& projector) {
  m_theme = &theme;
  m_projector = projector;
  update();
}

/// Marks that tie a line to its twin in another language are nobody's concern here.
const QStringList& CodeCard::lines() const {
  const std::string& source = m_view.trace().run().source;
  if (source == m_source && !m_lines.isEmpty()) return m_lines;
  static const QRegularExpression kMark(QStringLiteral("\\s*//\\s*@\\w+\\s*$"));
  m_source = source;
  m_lines = QString::fromStdString(source).split(QLatin1Char('\n'));
  for (QString& line : m_lines) line.remove(kMark);
  return m_lines;
}

int CodeCard::focusLine() const {
  const Trace& trace = m_view.trace();
  if (const int line = lineOf(trace, m_view.moment(), m_view.task()); line > 0) return line;
  const auto tasks = taskLines(trace, m_view.moment());
  return tasks.empty() ? 1 : tasks.begin()->first;
}

int CodeCard::linesInSight() const {
  return std::max(1, static_cast<int>(height() / codeLineHeight(m_projector)));
}

int CodeCard::firstLine() const {
  const int room = linesInSight();
  const int last = std::max(1, static_cast<int>(lines().size()) - room + 1);
  return std::clamp(focusLine() - room / 2, 1, last);
}

QRectF CodeCard::place(int row) const {
  return {0, row * codeLineHeight(m_projector), static_cast<double>(width()),
          codeLineHeight(m_projector)};
}

QRectF CodeCard::lineAt(const QPointF& point) const {
  const auto row = static_cast<int>(point.y() / codeLineHeight(m_projector));
  return row >= 0 && row < linesInSight() ? place(row) : QRectF();
}

void CodeCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), m_theme->bg);
  const int first = firstLine(), focus = focusLine();
  const auto tasks = taskLines(m_view.trace(), m_view.moment());
  const int count = std::min(linesInSight(), static_cast<int>(lines().size()) - first + 1);
  int indent = 80;
  for (int i = 0; i < count; ++i)
    if (const int own = indentOf(lines()[first - 1 + i]); own >= 0) indent = std::min(indent, own);
  const double disc = m_projector.px(kDisc);
  const double gutter = kMostDiscs * (2 * disc + m_projector.px(.4)) + m_projector.px(1.6);
  for (int i = 0; i < count; ++i) {
    const int line = first + i;
    const QRectF row = place(i);
    if (line == focus) {
      painter.fillRect(row, m_theme->sunken);
      painter.fillRect(
          QRectF(gutter - m_projector.px(1), row.top(), m_projector.px(.5), row.height()),
          m_theme->text);
    }
    if (const auto here = tasks.find(line); here != tasks.end()) {
      double x = disc + m_projector.px(.2);
      const std::size_t shown = std::min<std::size_t>(kMostDiscs, here->second.size());
      for (std::size_t n = 0; n < shown; ++n, x += 2 * disc + m_projector.px(.4))
        paintOwner(painter, {x, row.center().y()}, disc, QString::number(here->second[n].value),
                   *m_theme);
    }
    const QString text = lines()[line - 1].mid(indent);
    const QFont font = monoFont(m_projector.px(kText), line == focus ? 700 : 500);
    painter.setFont(font);
    painter.setPen(m_theme->text);
    const QRectF room = row.adjusted(gutter, 0, 0, 0);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width()));
  }
}

}  // namespace lockstep::ui
