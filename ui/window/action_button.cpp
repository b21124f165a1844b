// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/action_button.h"

#include <QFontMetrics>
#include <QMenu>
#include <algorithm>

#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kIconSize = 18;
constexpr int kGap = 10;
constexpr int kKeyHeight = 20;
constexpr int kKeyPadding = 6;
constexpr int kMenuMark = 12;
constexpr double kRadius = 8;

}  // namespace

ActionButton::ActionButton(Look look, int height, QWidget* parent)
    : QPushButton(parent), m_theme(&theme(ThemeKind::light)), m_look(look), m_height(height) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setCheckable(look == Look::segment);
  setAutoDefault(false);
}

void ActionButton::setTheme(const Theme& theme) {
  m_theme = &theme;
  updateGeometry();
  update();
}

void ActionButton::setLook(Look look) {
  if (look == m_look) return;
  m_look = look;
  updateGeometry();
  update();
}

void ActionButton::setPicture(Icon icon) {
  if (icon == m_icon) return;
  m_icon = icon;
  updateGeometry();
  update();
}

void ActionButton::setWords(const QString& words) {
  if (words == text()) return;
  setText(words);
  setAccessibleName(words);
  updateGeometry();
}

void ActionButton::setKeyCap(const QString& key) {
  if (key == m_key) return;
  m_key = key;
  updateGeometry();
  update();
}

void ActionButton::setDetail(Detail detail) {
  if (detail == m_detail) return;
  m_detail = detail;
  updateGeometry();
  update();
}

bool ActionButton::showsWords() const {
  return !text().isEmpty() && (m_detail != Detail::icon || m_icon == Icon::none);
}
bool ActionButton::showsKey() const { return !m_key.isEmpty() && m_detail == Detail::full; }
bool ActionButton::showsMenuMark() const { return menu() != nullptr && showsWords(); }

QFont ActionButton::wordsFont() const {
  return uiFont(14, m_look == Look::plain ? 450 : (isChecked() || m_height >= 40 ? 600 : 500));
}

int ActionButton::contentWidth() const {
  int width = 0;
  // Segments change weight when they are checked, but not their width.
  const QFontMetrics words(uiFont(14, m_look == Look::plain ? 450 : 600));
  if (m_icon != Icon::none) width += kIconSize;
  if (showsWords()) width += (width > 0 ? kGap : 0) + words.horizontalAdvance(text());
  if (showsKey())
    width += kGap + 2 * kKeyPadding + QFontMetrics(uiFont(12, 500)).horizontalAdvance(m_key);
  if (showsMenuMark()) width += 6 + kMenuMark;
  return width;
}

QSize ActionButton::sizeHint() const {
  const int padding = m_height >= 48 ? 18 : (m_look == Look::plain ? 10 : 14);
  return px(QSize(std::max(m_height, contentWidth() + 2 * padding), m_height));
}

ActionButton::Colours ActionButton::colours() const {
  const Theme& t = *m_theme;
  const bool on = m_look == Look::primary || (m_look == Look::segment && isChecked());
  if (!isEnabled())
    return {on ? t.line : QColor(), m_look == Look::outlined ? t.line : QColor(), t.text3};
  if (on) return {underMouse() && !isDown() ? t.ink : t.text, QColor(), t.surface};
  const QColor ground = isDown() ? t.sunken : (underMouse() ? t.raised : QColor());
  return {ground, m_look == Look::outlined ? t.edge : QColor(),
          m_look == Look::outlined ? t.text : t.text2};
}

void ActionButton::paintEvent(QPaintEvent*) {
  ZoomedPainter painter(this);
  const Colours colour = colours();
  const QRectF whole = designRect(*this);
  const QRectF body = whole.adjusted(0.5, 0.5, -0.5, -0.5);
  painter.setPen(colour.border.isValid() ? QPen(colour.border, 1) : QPen(Qt::NoPen));
  painter.setBrush(colour.ground.isValid() ? QBrush(colour.ground) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(body, kRadius, kRadius);
  if (hasFocus()) {
    painter.setPen(QPen(m_theme->accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), kRadius, kRadius);
  }

  double x = (whole.width() - contentWidth()) / 2;
  const double middle = whole.height() / 2;
  if (m_icon != Icon::none) {
    drawIcon(painter, m_icon, QRectF(x, middle - kIconSize / 2.0, kIconSize, kIconSize),
             colour.ink);
    x += kIconSize + kGap;
  }
  painter.setPen(colour.ink);
  if (showsWords()) {
    painter.setFont(wordsFont());
    const double wide =
        QFontMetricsF(uiFont(14, m_look == Look::plain ? 450 : 600)).horizontalAdvance(text());
    painter.drawText(QRectF(x, 0, wide, whole.height()), Qt::AlignCenter | Qt::TextDontClip,
                     text());
    x += wide + kGap;
  }
  if (showsKey()) {
    painter.setFont(uiFont(12, 500));
    const QRectF cap(x, middle - kKeyHeight / 2.0,
                     2 * kKeyPadding + QFontMetricsF(painter.font()).horizontalAdvance(m_key),
                     kKeyHeight);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour.ink, 1));
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.drawText(cap, Qt::AlignCenter | Qt::TextDontClip, m_key);
    x += cap.width() + kGap;
  }
  if (showsMenuMark())
    drawIcon(painter, Icon::menu,
             QRectF(x - kGap + 6, middle - kMenuMark / 2.0, kMenuMark, kMenuMark), colour.ink);
}

void ActionButton::enterEvent(QEnterEvent* event) {
  QPushButton::enterEvent(event);
  update();
}

void ActionButton::leaveEvent(QEvent* event) {
  QPushButton::leaveEvent(event);
  update();
}

}  // namespace lockstep::ui
