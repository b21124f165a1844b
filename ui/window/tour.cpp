// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/tour.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>
#include <algorithm>

#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kCardWidth = 360;
constexpr int kGap = 16;
constexpr int kAround = 6;  // of the spot

/// The words of a stop, on paper of their own.
class TourCard : public QWidget {
 public:
  using QWidget::QWidget;
  const Theme* theme = &lockstep::ui::theme(ThemeKind::light);

 protected:
  void paintEvent(QPaintEvent*) override {
    ZoomedPainter painter(this);
    painter.setPen(QPen(theme->edge, 1));
    painter.setBrush(theme->surface);
    painter.drawRoundedRect(designRect(*this).adjusted(.5, .5, -.5, -.5), 12, 12);
  }
};

/// Beside the spot where there is room, right of it first; else over its middle.
QRect besides(const QRect& spot, const QSize& card, const QRect& area) {
  const int gap = px(kGap);
  const QPoint middle = spot.center() - QPoint(card.width() / 2, card.height() / 2);
  const QPoint spots[] = {{spot.right() + gap, middle.y()},
                          {spot.left() - gap - card.width(), middle.y()},
                          {middle.x(), spot.bottom() + gap},
                          {middle.x(), spot.top() - gap - card.height()}};
  const QRect inside = area.adjusted(gap, gap, -gap, -gap);
  const auto held = [&](const QPoint& at) {
    QRect rect(at, card);
    // Along the spot it may move to stay in sight.
    rect.moveLeft(std::clamp(rect.left(), inside.left(),
                             std::max(inside.left(), inside.right() - card.width())));
    rect.moveTop(std::clamp(rect.top(), inside.top(),
                            std::max(inside.top(), inside.bottom() - card.height())));
    return rect;
  };
  for (const QPoint& at : spots)
    if (!held(at).intersects(spot)) return held(at);
  return held(middle);
}

}  // namespace

Tour::Tour(std::vector<TourStop> stops, QWidget* window)
    : QWidget(window),
      m_stops(std::move(stops)),
      m_theme(&theme(ThemeKind::light)),
      m_card(new TourCard(this)),
      m_title(new QLabel(m_card)),
      m_text(new QLabel(m_card)),
      m_progress(new QLabel(m_card)),
      m_skip(new ActionButton(ActionButton::Look::plain, 32, m_card)),
      m_back(new ActionButton(ActionButton::Look::outlined, 32, m_card)),
      m_next(new ActionButton(ActionButton::Look::primary, 32, m_card)) {
  setObjectName(QStringLiteral("tour"));
  setFocusPolicy(Qt::StrongFocus);
  m_text->setWordWrap(true);
  m_title->setWordWrap(true);
  m_progress->setProperty("role", "secondary");
  auto* foot = new QHBoxLayout;
  setGap(*foot, 8);
  foot->addWidget(m_progress);
  foot->addStretch(1);
  foot->addWidget(m_skip);
  foot->addWidget(m_back);
  foot->addWidget(m_next);
  auto* layout = new QVBoxLayout(m_card);
  setMargins(*layout, 20, 16, 16, 16);
  setGap(*layout, 8);
  layout->addWidget(m_title);
  layout->addWidget(m_text);
  addGap(*layout, 4);
  layout->addLayout(foot);
  connect(m_skip, &QPushButton::clicked, this, &Tour::end);
  connect(m_back, &QPushButton::clicked, this, &Tour::back);
  connect(m_next, &QPushButton::clicked, this, &Tour::next);
  for (ActionButton* button : {m_skip, m_back, m_next}) button->installEventFilter(this);
  window->installEventFilter(this);
  setGeometry(window->rect());
  setTheme(*m_theme);
  raise();
  QWidget::show();
  show(0);
}

void Tour::setTheme(const Theme& theme) {
  m_theme = &theme;
  static_cast<TourCard*>(m_card)->theme = &theme;
  m_title->setFont(zoomed(uiFont(16, 650)));
  m_text->setFont(zoomed(uiFont(14)));
  for (ActionButton* button : {m_skip, m_back, m_next}) button->setTheme(theme);
  followZoom(*this);
  place();
}

QString Tour::title() const { return m_title->text(); }
QString Tour::text() const { return m_text->text(); }

void Tour::show(int stop) {
  m_current = stop;
  retranslate();
  m_next->setFocus();
}

void Tour::next() {
  if (m_current + 1 < count())
    show(m_current + 1);
  else
    end();
}

void Tour::back() {
  if (m_current > 0) show(m_current - 1);
}

void Tour::end() {
  hide();
  Q_EMIT over();
  deleteLater();
}

void Tour::retranslate() {
  const TourStop& stop = m_stops[static_cast<std::size_t>(m_current)];
  m_title->setText(QCoreApplication::translate("Tour", stop.title));
  m_text->setText(QCoreApplication::translate("Tour", stop.text));
  m_progress->setText(tr("%1 of %2").arg(m_current + 1).arg(count()));
  m_skip->setWords(tr("Skip"));
  m_skip->setToolTip(tr("Leave the tour (Esc)"));
  m_back->setWords(tr("Back"));
  m_back->setToolTip(tr("What came before (Left)"));
  m_back->setVisible(m_current > 0);
  const bool last = m_current + 1 == count();
  m_next->setWords(last ? tr("Done") : tr("Next"));
  m_next->setToolTip(last ? tr("End the tour (Right)") : tr("What comes next (Right)"));
  m_skip->setVisible(!last);
  setAccessibleName(tr("Tour"));
  setAccessibleDescription(m_title->text() + QStringLiteral(". ") + m_text->text());
  place();
}

void Tour::place() {
  QWidget* target = m_stops[static_cast<std::size_t>(m_current)].target();
  m_spot = QRect();
  if (target && target->isVisible()) {
    const QRect place(target->mapTo(parentWidget(), QPoint()), target->size());
    const int around = px(kAround);
    m_spot = place.adjusted(-around, -around, around, around) & rect();
  }
  m_card->setFixedWidth(std::min(px(kCardWidth), width() - 2 * px(kGap)));
  m_card->ensurePolished();
  m_card->layout()->activate();
  const int height = m_card->hasHeightForWidth() ? m_card->heightForWidth(m_card->width())
                                                 : m_card->sizeHint().height();
  const QRect spot = m_spot.isEmpty() ? QRect(rect().center(), QSize(1, 1)) : m_spot;
  m_card->setGeometry(besides(spot, {m_card->width(), height}, rect()));
  update();
}

void Tour::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath veil;
  veil.addRect(rect());
  QPainterPath hole;
  const double round = px(8);
  if (!m_spot.isEmpty()) hole.addRoundedRect(m_spot, round, round);
  painter.fillPath(veil.subtracted(hole), QColor(8, 10, 14, 150));
  if (m_spot.isEmpty()) return;
  // Its own ring in both themes: what lies around it is dark now.
  painter.setPen(QPen(theme(ThemeKind::dark).accent, std::max(2, px(3))));
  painter.drawPath(hole);
}

void Tour::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Escape:
      return end();
    case Qt::Key_Right:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return next();
    case Qt::Key_Left:
    case Qt::Key_PageUp:
      return back();
    default:
      break;
  }
}

void Tour::mousePressEvent(QMouseEvent*) {}

bool Tour::event(QEvent* event) {
  // Keys are the tour's before they are the window's.
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget()) {
    if (event->type() == QEvent::Resize) {
      setGeometry(parentWidget()->rect());
      place();
    }
    return false;
  }
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();
    return true;
  }
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool button =
        key->key() == Qt::Key_Space || key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
    const bool presses = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (presses) {
      static_cast<ActionButton*>(watched)->click();
      return true;
    }
    if (!button) {
      keyPressEvent(static_cast<QKeyEvent*>(event));
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

bool Tour::focusNextPrevChild(bool next) {
  std::vector<QWidget*> ring;
  for (QWidget* button : {static_cast<QWidget*>(m_skip), static_cast<QWidget*>(m_back),
                          static_cast<QWidget*>(m_next)})
    if (button->isVisible()) ring.push_back(button);
  if (ring.empty()) return QWidget::focusNextPrevChild(next);
  const auto now = std::ranges::find(ring, focusWidget());
  const auto count = static_cast<std::ptrdiff_t>(ring.size());
  const auto place = now == ring.end() ? 0 : now - ring.begin();
  ring[static_cast<std::size_t>((place + (next ? 1 : count - 1)) % count)]->setFocus(
      next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
  return true;
}

void Tour::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
