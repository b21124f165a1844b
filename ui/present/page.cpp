// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/page.h"

#include <QCloseEvent>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <numeric>

#include "present/board.h"
#include "present/code_card.h"
#include "present/lanes.h"
#include "present/page_parts.h"
#include "present/pointer_layer.h"

namespace lockstep::ui {

namespace {

void place(QWidget& widget, const QRectF& where) {
  widget.setVisible(!where.isEmpty());
  if (!where.isEmpty()) widget.setGeometry(where.toAlignedRect());
}

}  // namespace

int Poll::all() const { return std::accumulate(hands.begin(), hands.end(), 0); }

PresentPage::PresentPage(Viewpoint& view, QWidget* parent)
    : QWidget(parent, Qt::Window),
      m_theme(&theme(ThemeKind::projector)),
      m_title(new PageTitle(this)),
      m_board(new Board(view, this)),
      m_lanes(new Lanes(view, this)),
      m_code(new CodeCard(view, this)),
      m_caption(new CaptionBand(this)),
      m_question(new QuestionText(this)),
      m_pointer(new PointerLayer(this)) {
  setObjectName(QStringLiteral("presentPage"));
  setMinimumSize(320, 240);
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_board),
                        static_cast<QWidget*>(m_lanes), static_cast<QWidget*>(m_code),
                        static_cast<QWidget*>(m_caption), static_cast<QWidget*>(m_question)}) {
    part->setMouseTracking(true);
    part->installEventFilter(this);
  }
  // Where tasks appear while it is shown, the timeline wants more room.
  connect(&view, &Viewpoint::traceChanged, this, [this] {
    if (m_lanesWanted != m_lanes->wanted()) arrange();
  });
  retranslate();
}

void PresentPage::retranslate() {
  setWindowTitle(tr("Lockstep, presentation"));
  setAccessibleName(tr("Presentation"));
  m_board->setAccessibleName(tr("Stage"));
  m_lanes->setAccessibleName(tr("Timeline"));
  m_code->setAccessibleName(tr("Source of the scenario"));
}

void PresentPage::setWords(const QString& title, const QString& subtitle) {
  m_title->setWords(title, subtitle);
}

void PresentPage::setProgress(int current, int count) { m_title->setProgress(current, count); }

void PresentPage::setCard(const DeckCard& card) {
  const bool same = card == m_card && m_choices.size() == card.choices.size();
  if (same && m_arranged) return;
  m_card = card;
  if (!m_poll.revealed) m_poll.hands.resize(card.choices.size());
  m_lanes->setRange(card.from, card.to);
  makeChoices();
  arrange();
}

void PresentPage::setPoll(const Poll& poll) {
  const bool shown = poll.revealed != m_poll.revealed;
  m_poll = poll;
  if (shown) arrange();
  refreshChoices();
}

void PresentPage::setParts(const std::optional<std::vector<DeckPart>>& parts) {
  m_parts = parts;
  arrange();
}

std::vector<DeckPart> PresentPage::parts() const {
  if (m_parts) return *m_parts;
  return m_card.parts.empty() ? std::vector<DeckPart>{DeckPart::stage} : m_card.parts;
}

void PresentPage::setPointing(bool on) {
  if (on == m_pointing) return;
  m_pointing = on;
  setCursor(on ? Qt::BlankCursor : Qt::ArrowCursor);
  const QPoint at = mapFromGlobal(QCursor::pos());
  m_pointer->setPointer(on ? std::optional<QPointF>(at) : std::nullopt);
}

void PresentPage::makeChoices() {
  while (m_choices.size() > m_card.choices.size()) {
    delete m_choices.back();
    m_choices.pop_back();
  }
  while (m_choices.size() < m_card.choices.size()) {
    auto* button = new ChoiceButton(this);
    const int index = static_cast<int>(m_choices.size());
    connect(button, &QAbstractButton::clicked, this,
            [this, index] { Q_EMIT choicePressed(index); });
    button->setMouseTracking(true);
    button->installEventFilter(this);
    m_choices.push_back(button);
  }
  m_pointer->raise();
}

void PresentPage::refreshChoices() {
  for (std::size_t i = 0; i < m_choices.size(); ++i) {
    const DeckChoice& choice = m_card.choices[i];
    m_choices[i]->setLook(*m_theme, m_layout.projector);
    m_choices[i]->setChoice(static_cast<int>(i) + 1, choice.text, choice.state,
                            m_layout.choiceLines);
    m_choices[i]->setBar(m_layout.bars);
    const int hands = i < m_poll.hands.size() ? m_poll.hands[i] : 0;
    std::optional<ChoiceButton::Result> result;
    if (m_poll.revealed) result = ChoiceButton::Result{hands, m_poll.all(), choice.right};
    m_choices[i]->setResult(result);
  }
}

/// With the answer comes its explanation, in place of the caption.
QStringList PresentPage::captionLines() const {
  if (!m_poll.revealed || !asks()) return m_card.caption;
  const auto right = std::ranges::find(m_card.choices, true, &DeckChoice::right);
  if (right == m_card.choices.end() || right->explanation.isEmpty()) return m_card.caption;
  return {right->explanation};
}

PageContent PresentPage::content() const {
  PageContent content;
  content.caption = captionLines();
  content.question = m_card.question;
  for (const DeckChoice& choice : m_card.choices) {
    content.choices << choice.text;
    content.glyphs = content.glyphs || choice.state.has_value();
  }
  content.explains = asks() && m_poll.revealed;
  content.parts = parts();
  content.lanes = m_lanes->wanted();
  return content;
}

/// Half a picture beside something else is worth less than all of that. Where it comes first it is
/// rather alone, if that helps.
void PresentPage::placeBoard(PageContent& shown) {
  const bool alone = shown.parts.size() < 2;
  if (m_layout.stage.isEmpty() || (alone && !asks())) return;
  BoardModel model;
  const auto place = [&] {
    model.update(m_board->viewpoint(), m_layout.stage.toAlignedRect().size(), m_layout.projector);
  };
  place();
  if (model.fits() && (alone || !model.crowded())) return;
  if (!alone && shown.parts.front() == DeckPart::stage) {
    PageContent stageOnly = shown;
    stageOnly.parts = {DeckPart::stage};
    m_layout = layOutPage(size(), stageOnly);
    place();
    if (model.fits()) return;
  }
  std::erase(shown.parts, DeckPart::stage);
  shown.blank = shown.parts.empty() || asks();
  m_layout = layOutPage(size(), shown);
}

void PresentPage::arrange() {
  PageContent shown = content();
  m_arranged = true;
  m_lanesWanted = shown.lanes;
  m_layout = layOutPage(size(), shown);
  placeBoard(shown);
  const Projector& projector = m_layout.projector;
  m_title->setLook(*m_theme, projector);
  m_board->setLook(*m_theme, projector);
  m_lanes->setLook(*m_theme, projector);
  m_code->setLook(*m_theme, projector);
  m_caption->setLook(*m_theme, projector);
  m_question->setLook(*m_theme, projector);
  m_pointer->setLook(*m_theme, projector);
  place(*m_title, m_layout.title);
  place(*m_board, m_layout.stage);
  place(*m_lanes, m_layout.timeline);
  place(*m_code, m_layout.code);
  place(*m_caption, m_layout.caption);
  place(*m_question, m_layout.question);
  m_caption->setLines(shown.caption);
  m_question->setText(m_card.question, m_layout.questionLines, m_layout.questionSize);
  for (std::size_t i = 0; i < m_choices.size(); ++i) place(*m_choices[i], m_layout.choices[i]);
  refreshChoices();
  m_pointer->setGeometry(rect());
  m_pointer->raise();
  update();
}

std::optional<QRectF> PresentPage::thingAt(QWidget& target, const QPointF& point) const {
  QRectF thing;
  if (&target == m_board)
    thing = m_board->placeOf(m_board->hitAt(point));
  else if (&target == m_lanes)
    thing = m_lanes->laneAt(point);
  else if (&target == m_code)
    thing = m_code->lineAt(point);
  if (thing.isEmpty()) return std::nullopt;
  return thing.translated(target.pos());
}

bool PresentPage::mouse(QWidget& target, QEvent& event) {
  const auto& at = static_cast<QMouseEvent&>(event);
  const QPointF here = &target == this ? at.position() : at.position() + target.pos();
  if (event.type() == QEvent::MouseMove) {
    if (m_pointing) m_pointer->setPointer(here);
    return false;
  }
  if (at.button() != Qt::LeftButton) return false;
  auto* choice = qobject_cast<ChoiceButton*>(&target);
  if (choice && !m_pointing) return false;
  if (event.type() != QEvent::MouseButtonPress) return true;
  if (const auto thing = thingAt(target, at.position())) {
    m_pointer->toggleMark(*thing);
  } else if (m_pointing) {
    const double reach = m_layout.projector.px(6);
    m_pointer->toggleMark(choice
                              ? QRectF(target.geometry())
                              : QRectF(here.x() - reach, here.y() - reach, 2 * reach, 2 * reach));
  } else {
    Q_EMIT nextWanted();
  }
  return true;
}

bool PresentPage::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
      if (auto* part = qobject_cast<QWidget*>(watched)) return mouse(*part, *event);
      return false;
    default:
      return QWidget::eventFilter(watched, event);
  }
}

bool PresentPage::event(QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
      if (mouse(*this, *event)) return true;
      break;
    case QEvent::ContextMenu:
      Q_EMIT menuWanted(static_cast<QContextMenuEvent*>(event)->globalPos());
      return true;
    default:
      break;
  }
  return QWidget::event(event);
}

void PresentPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->bg);
}

void PresentPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  m_pointer->clearMarks();
  arrange();
}

void PresentPage::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    arrange();
  }
  QWidget::changeEvent(event);
}

void PresentPage::closeEvent(QCloseEvent* event) {
  Q_EMIT closed();
  event->accept();
}

}  // namespace lockstep::ui
