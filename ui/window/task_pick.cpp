// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/task_pick.h"

#include <QPainter>

namespace lockstep::ui {

namespace {

constexpr double kDisc = 13;

}  // namespace

TaskPick::TaskPick(QWidget* parent) : QPushButton(parent), m_theme(&theme(ThemeKind::light)) {
  setFixedHeight(48);
  setFocusPolicy(Qt::StrongFocus);
}

void TaskPick::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

void TaskPick::setNow(const Now& now) {
  if (now == m_now) return;
  m_now = now;
  setEnabled(now.able);
  describe();
  update();
}

void TaskPick::describe() {
  const QString number = QString::number(m_now.task.value);
  QString name = isEnabled() ? tr("Let %1 go next, key %2").arg(m_now.name, number)
                             : tr("%1 can't go next: %2").arg(m_now.name, m_now.what);
  if (!m_now.warning.isEmpty())
    name = tr("%1, %2", "what a button does, what comes of it").arg(name, m_now.warning);
  setAccessibleName(name);
  QString tip = m_now.name + QLatin1Char('\n') + m_now.what;
  if (!m_now.warning.isEmpty()) tip += QLatin1Char('\n') + m_now.warning;
  setToolTip(tip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

void TaskPick::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool mark = m_now.suggested && isEnabled();
  const bool warns = !m_now.warning.isEmpty();
  const QColor border = hasFocus()    ? m_theme->accent
                        : mark        ? m_theme->state(State::ready).mark
                        : isEnabled() ? m_theme->edge
                                      : m_theme->line;
  const double width = hasFocus() || mark ? 2 : 1;
  painter.setPen(QPen(border, width));
  painter.setBrush(isDown()                      ? m_theme->sunken
                   : underMouse() && isEnabled() ? m_theme->raised
                                                 : m_theme->surface);
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
  const bool words = this->width() >= kLeastWidth;
  const QPointF disc(words ? 24 : this->width() / 2.0, height() / 2.0);
  drawChip(painter, *m_theme, QString::number(m_now.task.value), m_now.state, disc, kDisc);
  if (!words) return;
  const QRectF text(46, 5, this->width() - 46 - 10, height() - 10);
  const QFont nameFont = uiFont(13, 600);
  painter.setFont(nameFont);
  painter.setPen(isEnabled() ? m_theme->text : m_theme->text2);
  const double half = text.height() / 2;
  painter.drawText(QRectF(text.left(), text.top(), text.width(), half), Qt::AlignVCenter,
                   QFontMetricsF(nameFont).elidedText(m_now.name, Qt::ElideMiddle, text.width()));
  const QFont whatFont = uiFont(12, warns ? 600 : 400);
  painter.setFont(whatFont);
  painter.setPen(warns ? m_theme->danger : m_theme->text2);
  painter.drawText(QRectF(text.left(), text.top() + half, text.width(), half), Qt::AlignVCenter,
                   QFontMetricsF(whatFont).elidedText(warns ? m_now.warning : m_now.what,
                                                      Qt::ElideRight, text.width()));
}

}  // namespace lockstep::ui
