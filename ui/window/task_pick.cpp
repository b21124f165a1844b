// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/task_pick.h"

#include <QFocusEvent>
#include <QPainter>

#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr double kPickDisc = 13;
constexpr double kTextLeft = 46;
constexpr double kTextRight = 10;

}  // namespace

TaskPick::TaskPick(QWidget* parent) : QPushButton(parent), m_theme(&theme(ThemeKind::light)) {
  setFocusPolicy(Qt::StrongFocus);
}

QSize TaskPick::sizeHint() const { return px(QSize(kWidth, kHeight)); }
QSize TaskPick::minimumSizeHint() const { return px(QSize(kDiscWidth, kHeight)); }

bool TaskPick::showsWords() const { return width() >= px(kLeastWidth); }

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

void TaskPick::enterEvent(QEnterEvent* event) {
  QPushButton::enterEvent(event);
  Q_EMIT pointedAt(true);
}

void TaskPick::leaveEvent(QEvent* event) {
  QPushButton::leaveEvent(event);
  Q_EMIT pointedAt(false);
}

// What was clicked is done with, but who walks the chips by key looks at one after the other.
void TaskPick::focusInEvent(QFocusEvent* event) {
  QPushButton::focusInEvent(event);
  if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
    Q_EMIT pointedAt(true);
}

void TaskPick::focusOutEvent(QFocusEvent* event) {
  QPushButton::focusOutEvent(event);
  Q_EMIT pointedAt(underMouse());
}

void TaskPick::paintEvent(QPaintEvent*) {
  ZoomedPainter painter(this);
  const QRectF whole = designRect(*this);
  const bool mark = m_now.suggested && isEnabled();
  const QColor border = hasFocus()    ? m_theme->accent
                        : mark        ? m_theme->state(State::ready).mark
                        : isEnabled() ? m_theme->edge
                                      : m_theme->line;
  painter.setPen(QPen(border, hasFocus() || mark ? 2 : 1));
  painter.setBrush(isDown()                      ? m_theme->sunken
                   : underMouse() && isEnabled() ? m_theme->raised
                                                 : m_theme->surface);
  painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 8, 8);
  const QPointF disc(showsWords() ? 24 : whole.center().x(), whole.center().y());
  drawChip(painter, *m_theme, QString::number(m_now.task.value), m_now.state, disc, kPickDisc);
  if (showsWords()) paintWords(painter);
}

void TaskPick::paintWords(QPainter& painter) const {
  const bool warns = !m_now.warning.isEmpty();
  const QRectF text = designRect(*this).adjusted(kTextLeft, 5, -kTextRight, -5);
  const double half = text.height() / 2;
  const QFont nameFont = uiFont(13, 600);
  painter.setFont(nameFont);
  painter.setPen(isEnabled() ? m_theme->text : m_theme->text2);
  painter.drawText(QRectF(text.left(), text.top(), text.width(), half), Qt::AlignVCenter,
                   QFontMetricsF(nameFont).elidedText(m_now.name, Qt::ElideMiddle, text.width()));
  const QFont whatFont = uiFont(12, warns ? 600 : 400);
  const QFontMetricsF metrics(whatFont);
  const bool whole = metrics.horizontalAdvance(m_now.what) <= text.width();
  const QString& what = warns ? m_now.warning : whole ? m_now.what : m_now.brief;
  painter.setFont(whatFont);
  painter.setPen(warns ? m_theme->danger : m_theme->text2);
  painter.drawText(QRectF(text.left(), text.top() + half, text.width(), half), Qt::AlignVCenter,
                   metrics.elidedText(what, Qt::ElideRight, text.width()));
}

}  // namespace lockstep::ui
