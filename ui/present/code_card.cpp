// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/code_card.h"

#include <QPainter>
#include <algorithm>

#include "code/task_lines.h"
#include "present/page_layout.h"
#include "stage/paint.h"

namespace lockstep::ui {

namespace {

constexpr double kText = 4.2;  // hundredths of the height
constexpr double kDisc = 2.7;
constexpr int kMostDiscs = 3;  ///< on a line; more are told as a number in the place of the last

int indentOf(const QString& line) {
  for (int i = 0; i < line.size(); ++i)
    if (!line[i].isSpace()) return i;
  return -1;
}

}  // namespace

CodeCard::CodeCard(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m_view(view), m_theme(&theme(ThemeKind::projector)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  for (auto signal :
       {&Viewpoint::traceReplaced, &Viewpoint::traceChanged, &Viewpoint::codeLanguageChanged})
    connect(&view, signal, this, &CodeCard::loadSource);
  for (auto signal : {&Viewpoint::playheadChanged, &Viewpoint::selectionChanged})
    connect(&view, signal, this, [this] { update(); });
  loadSource();
}

void CodeCard::setLook(const Theme& theme, const Projector& projector) {
  m_theme = &theme;
  m_projector = projector;
  update();
}

void CodeCard::loadSource() {
  update();
  const RunInfo& run = m_view.trace().run();
  if (run.source == m_ran && m_asked == m_view.codeLanguage()) return;
  m_ran = run.source;
  m_asked = m_view.codeLanguage();
  m_source = SourceText(run.sourceFile, run.source, m_asked);
  m_lines = QString::fromStdString(m_source.text()).split(QLatin1Char('\n'));
}

std::map<int, std::vector<TaskId>> CodeCard::tasks() const {
  return taskLines(m_view.trace(), m_view.moment(), m_source);
}

int CodeCard::focusLine() const {
  const int line = lineOf(m_view.trace(), m_view.moment(), m_view.task());
  if (const int shown = m_source.lineOf(line)) return shown;
  const auto lines = tasks();
  return lines.empty() ? 1 : lines.begin()->first;
}

int CodeCard::linesInSight() const {
  return std::max(1, static_cast<int>(height() / codeLineHeight(m_projector)));
}

int CodeCard::firstLine() const {
  const int room = linesInSight();
  const int last = std::max(1, static_cast<int>(m_lines.size()) - room + 1);
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
  const auto tasks = this->tasks();
  const int count = std::min(linesInSight(), static_cast<int>(m_lines.size()) - first + 1);
  int indent = 80;
  for (int i = 0; i < count; ++i)
    if (const int own = indentOf(m_lines[first - 1 + i]); own >= 0) indent = std::min(indent, own);
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
      const std::size_t all = here->second.size();
      const std::size_t shown = all <= kMostDiscs ? all : kMostDiscs - 1;
      for (std::size_t n = 0; n < shown; ++n, x += 2 * disc + m_projector.px(.4))
        paintOwner(painter, {x, row.center().y()}, disc, QString::number(here->second[n].value),
                   *m_theme);
      if (shown < all)
        paintTextAt(painter, {x, row.center().y()}, QStringLiteral("+%1").arg(all - shown),
                    uiFont(m_projector.floor(), 700), m_theme->text);
    }
    const QString text = m_lines[line - 1].mid(indent);
    const QFont font = monoFont(m_projector.px(kText), line == focus ? 700 : 500);
    painter.setFont(font);
    painter.setPen(m_theme->text);
    const QRectF room = row.adjusted(gutter, 0, 0, 0);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width()));
  }
}

}  // namespace lockstep::ui
