// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/presenter_view.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QTimer>
#include <QVBoxLayout>

#include "present/inline_text.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kTickMs = 1000;

QLabel* words(QWidget* parent, const char* role) {
  auto* label = new QLabel(parent);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  if (role) label->setProperty("role", QString::fromLatin1(role));
  return label;
}

QString plain(const QStringList& lines) {
  QStringList texts;
  for (const QString& line : lines) texts << InlineText(line).plain();
  return texts.join(QLatin1Char('\n'));
}

}  // namespace

PresenterView::PresenterView(Clock clock, QWidget* parent)
    : QWidget(parent, Qt::Window),
      m_clock(std::move(clock)),
      m_picture(new QLabel(this)),
      m_time(new QLabel(this)),
      m_progress(words(this, "secondary")),
      m_restart(new QPushButton(this)),
      m_nextTitle(words(this, "secondary")),
      m_next(words(this, nullptr)),
      m_handsTitle(words(this, "secondary")),
      m_hands(words(this, nullptr)),
      m_notesTitle(words(this, "secondary")),
      m_notes(new QTextBrowser(this)),
      m_tick(new QTimer(this)) {
  setObjectName(QStringLiteral("presenterView"));
  setAttribute(Qt::WA_StyledBackground);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Window);
  assemble();
  m_tick->setInterval(kTickMs);
  connect(m_tick, &QTimer::timeout, this, &PresenterView::refreshClock);
  m_tick->start();
  restartClock();
  retranslate();
}

QPushButton* PresenterView::button(PresentAct act) {
  auto* made = new QPushButton(this);
  made->setAutoDefault(false);
  connect(made, &QPushButton::clicked, this, [this, act] { Q_EMIT actWanted(act); });
  m_buttons.emplace_back(act, made);
  return made;
}

void PresenterView::assemble() {
  m_picture->setAlignment(Qt::AlignCenter);
  setLeastSize(*m_picture, {320, 180});
  m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
  m_notes->setOpenExternalLinks(true);
  m_restart->setAutoDefault(false);
  connect(m_restart, &QPushButton::clicked, this, &PresenterView::restartClock);

  auto* top = new QHBoxLayout;
  setGap(*top, 16);
  top->addWidget(m_time);
  top->addWidget(m_restart);
  top->addStretch(1);
  top->addWidget(m_progress);
  auto* left = new QVBoxLayout;
  setGap(*left, 8);
  left->addWidget(m_picture, 3);
  addGap(*left, 8);
  left->addWidget(m_nextTitle);
  left->addWidget(m_next);
  left->addStretch(1);
  auto* right = new QVBoxLayout;
  setGap(*right, 8);
  right->addWidget(m_notesTitle);
  right->addWidget(m_notes, 1);
  right->addWidget(m_handsTitle);
  right->addWidget(m_hands);
  auto* middle = new QHBoxLayout;
  setGap(*middle, 24);
  middle->addLayout(left, 1);
  middle->addLayout(right, 1);
  auto* foot = new QHBoxLayout;
  setGap(*foot, 8);
  for (const PresentAct act : {PresentAct::back, PresentAct::next, PresentAct::reveal,
                               PresentAct::play, PresentAct::blank, PresentAct::language})
    foot->addWidget(button(act));
  foot->addStretch(1);
  foot->addWidget(button(PresentAct::leave));
  auto* layout = new QVBoxLayout(this);
  setMargins(*layout, 24, 16, 24, 16);
  setGap(*layout, 16);
  layout->addLayout(top);
  layout->addLayout(middle, 1);
  layout->addLayout(foot);
}

void PresenterView::setTheme(const Theme&) {
  m_time->setFont(zoomed(uiFont(28, 700)));
  m_next->setFont(zoomed(uiFont(16, 600)));
  m_hands->setFont(zoomed(uiFont(15, 500)));
  m_notes->setFont(zoomed(uiFont(16)));
  followZoom(*this);
  placePicture();
}

void PresenterView::retranslate() {
  setWindowTitle(tr("Lockstep, presenter"));
  m_time->setAccessibleName(tr("Time since the presentation began"));
  m_picture->setAccessibleName(tr("What the class sees"));
  m_restart->setText(tr("Restart the clock"));
  m_restart->setToolTip(tr("Count the time from now on"));
  m_nextTitle->setText(tr("Next"));
  m_handsTitle->setText(tr("Hands"));
  m_notesTitle->setText(tr("Notes"));
  m_notes->setAccessibleName(tr("Notes"));
  const auto words = [](PresentAct act) {
    switch (act) {
      case PresentAct::back:
        return tr("Back");
      case PresentAct::next:
        return tr("Next");
      case PresentAct::reveal:
        return tr("Answer");
      case PresentAct::play:
        return tr("Play");
      case PresentAct::blank:
        return tr("Black");
      case PresentAct::language:
        return QStringLiteral("EN / 中文");
      case PresentAct::leave:
        return tr("Leave");
      default:
        return QString();
    }
  };
  for (const auto& [act, made] : m_buttons) {
    made->setText(words(act));
    made->setToolTip(presentTip(act));
  }
  refresh();
}

void PresenterView::setProgress(int current, int count) {
  m_current = current;
  m_count = count;
  refresh();
}

void PresenterView::setCards(const DeckCard& card, const std::optional<DeckCard>& upcoming) {
  m_card = card;
  m_upcoming = upcoming;
  if (m_notes->toMarkdown() != card.notes) m_notes->setMarkdown(card.notes);
  refresh();
}

void PresenterView::setPoll(const Poll& poll) {
  m_poll = poll;
  refresh();
}

void PresenterView::setPicture(const QPixmap& picture) {
  m_pixmap = picture;
  placePicture();
}

void PresenterView::placePicture() {
  if (m_pixmap.isNull()) return;
  const double ratio = devicePixelRatioF();
  QPixmap shown =
      m_pixmap.scaled(m_picture->size() * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  shown.setDevicePixelRatio(ratio);
  m_picture->setPixmap(shown);
}

void PresenterView::restartClock() {
  m_started = m_clock();
  refreshClock();
}

QString PresenterView::elapsed() const {
  const std::int64_t seconds = (m_clock() - m_started) / 1'000'000'000;
  const QString clock = QStringLiteral("%1:%2")
                            .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
                            .arg(seconds % 60, 2, 10, QLatin1Char('0'));
  return seconds < 3600 ? clock : QStringLiteral("%1:%2").arg(seconds / 3600).arg(clock);
}

void PresenterView::refreshClock() { m_time->setText(elapsed()); }

QString PresenterView::notes() const { return m_notes->toPlainText(); }

QString PresenterView::upcomingText() const { return m_next->text(); }

QString PresenterView::hands() const { return m_hands->text(); }

void PresenterView::refresh() {
  m_progress->setText(m_count > 0 ? tr("%1 of %2").arg(m_current + 1).arg(m_count) : QString());
  if (!m_upcoming) {
    m_next->setText(tr("This is the last one."));
  } else {
    QStringList lines;
    if (!m_upcoming->title.isEmpty()) lines << m_upcoming->title;
    if (!m_upcoming->caption.isEmpty() && m_upcoming->caption.value(0) != m_upcoming->title)
      lines << m_upcoming->caption;
    else
      lines << m_upcoming->caption.mid(1);
    if (!m_upcoming->question.isEmpty()) lines << m_upcoming->question;
    m_next->setText(plain(lines));
  }
  const bool asks = !m_card.question.isEmpty();
  m_handsTitle->setVisible(asks);
  m_hands->setVisible(asks);
  QStringList counts;
  for (std::size_t i = 0; asks && i < m_card.choices.size(); ++i) {
    const DeckChoice& choice = m_card.choices[i];
    const int hands = i < m_poll.hands.size() ? m_poll.hands[i] : 0;
    const QString text = InlineText(choice.text).plain();
    const QString line = tr("%1: %2 (%3)", "number of an answer, hands for it, its text")
                             .arg(i + 1)
                             .arg(hands)
                             .arg(text);
    counts << (choice.right ? tr("%1, right").arg(line) : line);
    if (!choice.explanation.isEmpty()) counts << InlineText(choice.explanation).plain();
  }
  m_hands->setText(counts.join(QLatin1Char('\n')));
}

void PresenterView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  placePicture();
}

void PresenterView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

void PresenterView::closeEvent(QCloseEvent* event) {
  Q_EMIT closed();
  event->accept();
}

}  // namespace lockstep::ui
