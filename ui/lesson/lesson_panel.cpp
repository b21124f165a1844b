// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/lesson_panel.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "lesson/question_view.h"
#include "lesson/task_view.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kMark = 16;  // a step's sign in the list

QFrame* ruleIn(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("divider", true);
  line->setFixedHeight(1);
  return line;
}

}  // namespace

LessonPanel::LessonPanel(LessonPlayer& player, QWidget* parent)
    : QWidget(parent),
      m_player(player),
      m_theme(&theme(ThemeKind::light)),
      m_scroll(new QScrollArea(this)),
      m_content(new QWidget(m_scroll)),
      m_title(new QLabel(m_content)),
      m_about(new QLabel(m_content)),
      m_steps(new QListWidget(m_content)),
      m_stepTitle(new QLabel(m_content)),
      m_text(markdownLabel(m_content)),
      m_state(new QLabel(m_content)),
      m_stepThrough(new QPushButton(m_content)),
      m_question(new QuestionView(player, m_content)),
      m_task(new TaskView(player, m_content)),
      m_hints(markdownLabel(m_content)),
      m_hint(new QPushButton(m_content)),
      m_reading(markdownLabel(m_content)),
      m_close(new QPushButton(this)),
      m_back(new QPushButton(this)),
      m_next(new QPushButton(this)) {
  assemble();
  connect(&player, &LessonPlayer::changed, this, &LessonPanel::refresh);
  connect(m_next, &QPushButton::clicked, &player, &LessonPlayer::next);
  connect(m_back, &QPushButton::clicked, &player, &LessonPlayer::back);
  connect(m_close, &QPushButton::clicked, &player, &LessonPlayer::close);
  connect(m_hint, &QPushButton::clicked, &player, &LessonPlayer::moreHints);
  connect(m_steps, &QListWidget::currentRowChanged, this, [this](int row) {
    if (row >= 0 && row != m_player.step()) m_player.goTo(row);
  });
  connect(m_stepThrough, &QPushButton::clicked, this, [this] {
    const LessonRecording* made = m_player.recording();
    if (!made) return;
    const LessonRun& run = m_player.lesson()->runs[m_player.current()->run];
    if (made->choices.empty())
      Q_EMIT runWanted(run.request);
    else
      Q_EMIT replayWanted(run.request, made->choices,
                          QString::fromStdString(m_player.current()->title));
  });
  connect(m_task, &TaskView::runWanted, this, &LessonPanel::runWanted);
  connect(m_task, &TaskView::replayWanted, this, &LessonPanel::replayWanted);
  refresh();
}

void LessonPanel::assemble() {
  m_title->setWordWrap(true);
  m_about->setWordWrap(true);
  m_about->setProperty("role", "secondary");
  m_stepTitle->setWordWrap(true);
  m_state->setWordWrap(true);
  m_state->setProperty("role", "secondary");
  m_steps->setFrameShape(QFrame::NoFrame);
  m_steps->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_steps->setWordWrap(true);
  m_steps->setProperty("bare", true);
  m_next->setProperty("primary", true);

  auto* column = new QVBoxLayout(m_content);
  setMargins(*column, 24, 20, 24, 16);
  setGap(*column, 12);
  column->addWidget(m_title);
  column->addWidget(m_about);
  column->addWidget(m_steps);
  column->addWidget(ruleIn(m_content));
  column->addWidget(m_stepTitle);
  column->addWidget(m_text);
  column->addWidget(m_question);
  column->addWidget(m_task);
  column->addWidget(m_hints);
  column->addWidget(m_hint, 0, Qt::AlignLeft);
  column->addWidget(m_state);
  column->addWidget(m_stepThrough, 0, Qt::AlignLeft);
  column->addWidget(m_reading);
  column->addStretch(1);
  m_scroll->setWidget(m_content);
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

  auto* acts = new QHBoxLayout;
  setMargins(*acts, 24, 12, 24, 20);
  setGap(*acts, 8);
  acts->addWidget(m_close);
  acts->addStretch(1);
  acts->addWidget(m_back);
  acts->addWidget(m_next);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_scroll, 1);
  layout->addLayout(acts);
}

void LessonPanel::setTheme(const Theme& theme) {
  m_theme = &theme;
  m_title->setFont(zoomed(uiFont(20, 700)));
  m_stepTitle->setFont(zoomed(uiFont(16, 650)));
  m_text->setFont(zoomed(uiFont(15)));
  for (QLabel* label : {m_hints, m_reading}) label->setFont(zoomed(uiFont(14)));
  refresh();
}

/// A step is done, at hand, or still to come.
QIcon LessonPanel::stepIcon(int step) const {
  const double scale = devicePixelRatioF() * zoom();
  QPixmap pixmap(QSize(kMark, kMark) * scale);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(scale, scale);
  const bool done = m_player.visited(step) && step != m_player.step();
  const QPointF centre(kMark / 2.0, kMark / 2.0);
  painter.setPen(QPen(done ? m_theme->text2 : m_theme->edge, 1.5));
  painter.setBrush(done ? QBrush(m_theme->text2) : Qt::NoBrush);
  painter.drawEllipse(centre, 6.5, 6.5);
  if (done) {
    painter.setPen(QPen(m_theme->surface, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({{4.8, 8.2}, {7.1, 10.4}, {11.2, 5.8}}));
  } else if (step == m_player.step()) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->text);
    painter.drawEllipse(centre, 3.2, 3.2);
  }
  painter.end();
  pixmap.setDevicePixelRatio(scale);
  return QIcon(pixmap);
}

void LessonPanel::refreshSteps() {
  const QSignalBlocker quiet(m_steps);
  const Lesson& lesson = *m_player.lesson();
  while (m_steps->count() > m_player.steps()) delete m_steps->takeItem(m_steps->count() - 1);
  while (m_steps->count() < m_player.steps()) m_steps->addItem(QString());
  m_steps->setFont(zoomed(uiFont(14)));
  m_steps->setIconSize(px(QSize(kMark, kMark)));
  int height = 0;
  for (int i = 0; i < m_player.steps(); ++i) {
    QListWidgetItem* item = m_steps->item(i);
    item->setText(QString::fromStdString(lesson.steps[static_cast<std::size_t>(i)].title));
    item->setIcon(stepIcon(i));
    const bool here = i == m_player.step();
    item->setFont(zoomed(uiFont(14, here ? 650 : 400)));
    const QString state = here                  ? tr("this step")
                          : m_player.visited(i) ? tr("seen")
                                                : tr("not seen yet");
    item->setData(Qt::AccessibleTextRole, item->text() + QStringLiteral(", ") + state);
    item->setSizeHint({0, px(28)});
    height += px(28);
  }
  m_steps->setFixedHeight(height + 2);
  m_steps->setCurrentRow(m_player.step());
}

QString LessonPanel::stateText() const {
  if (const QString fault = m_player.fault(); !fault.isEmpty()) return fault;
  if (!m_player.recording())
    return tr("Making the run: %1 of %2.").arg(m_player.runsMade() + 1).arg(m_player.runs());
  return {};
}

void LessonPanel::refreshCard() {
  const LessonStep& step = *m_player.current();
  m_stepTitle->setText(QString::fromStdString(step.title));
  QString text = QString::fromStdString(step.text);
  if (m_player.step() == 0 && !m_player.lesson()->story.empty())
    text = QString::fromStdString(m_player.lesson()->story) + QStringLiteral("\n\n") + text;
  setMarkdown(*m_text, text);
  m_text->setVisible(!text.isEmpty());
  m_question->refresh();
  m_task->refresh();

  QStringList hints;
  for (int i = 0; i < m_player.hints(); ++i)
    hints << QString::fromStdString(step.hints[static_cast<std::size_t>(i)]);
  setMarkdown(*m_hints, hints.join(QStringLiteral("\n\n")));
  m_hints->setVisible(!hints.isEmpty());
  const auto all = static_cast<int>(step.hints.size());
  m_hint->setText(tr("Hint %1 of %2").arg(m_player.hints() + 1).arg(all));
  m_hint->setVisible(m_player.hints() < all);

  const QString state = stateText();
  m_state->setText(state);
  m_state->setVisible(!state.isEmpty());
  const LessonRecording* made = m_player.recording();
  m_stepThrough->setVisible(made != nullptr);
  m_stepThrough->setText(made && made->choices.empty() ? tr("Run it yourself")
                                                       : tr("Step through it yourself"));
  const bool last = m_player.step() + 1 == m_player.steps();
  m_reading->setVisible(!step.reading.empty());
  setMarkdown(*m_reading, QStringLiteral("**%1**\n\n%2")
                              .arg(tr("Further reading"), QString::fromStdString(step.reading)));
  m_next->setEnabled(!last);
  m_back->setEnabled(m_player.step() > 0);
}

void LessonPanel::refresh() {
  m_close->setText(tr("All lessons"));
  m_close->setToolTip(tr("Closes the lesson."));
  m_back->setText(tr("Back"));
  m_next->setText(tr("Next"));
  m_steps->setAccessibleName(tr("Steps of the lesson"));
  if (!m_player.lesson()) return;
  const auto lessons = m_player.shelf().in(m_player.language().toStdString());
  const auto place = std::ranges::find(lessons, m_player.lesson()->id, &Lesson::id);
  m_title->setText(QString::fromStdString(m_player.lesson()->title));
  const QString about = tr("Lesson %1 of %2.").arg(place - lessons.begin() + 1).arg(lessons.size());
  const int minutes = m_player.lesson()->minutes;
  m_about->setText(
      minutes < 2 ? about : tr("%1 About %2 minutes.", "lesson 2 of 6").arg(about).arg(minutes));
  refreshSteps();
  refreshCard();
  if (m_shownStep != m_player.step()) m_scroll->verticalScrollBar()->setValue(0);
  m_shownStep = m_player.step();
}

void LessonPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace lockstep::ui
