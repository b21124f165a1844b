// SPDX-License-Identifier: GPL-3.0-or-later
// Lessons in the window: what is open, and the moment of its step in all views.
#include <QMenu>
#include <algorithm>

#include "lesson/lesson_deck.h"
#include "lesson/lesson_panel.h"
#include "lesson/lesson_player.h"
#include "window/action_button.h"
#include "window/main_window.h"
#include "window/menus.h"
#include "window/message_bar.h"
#include "window/scenario_list.h"
#include "window/step_mode.h"
#include "window/workbench.h"

namespace lockstep::ui {

void MainWindow::assembleLessons(LessonShelf shelf) {
  if (shelf.lessons.empty()) shelf.add(ownLessons());
  m_lessons = new LessonPlayer(std::move(shelf), &lockstep::record, this);
  m_lessons->setLanguage(m_languages.current());
  m_lessonPanel = new LessonPanel(*m_lessons);
  m_lessonDeck = new LessonDeck(*m_lessons, this);
  m_bench->addLesson(m_lessonPanel);
  connect(m_lessons, &LessonPlayer::changed, this, &MainWindow::lessonChanged);
  connect(m_lessons, &LessonPlayer::showWanted, this, &MainWindow::showLessonMoment);
  connect(m_lessonPanel, &LessonPanel::runWanted, this, &MainWindow::run);
  connect(
      m_lessonPanel, &LessonPanel::replayWanted, this,
      [this](const RunRequest& request, const std::vector<Choice>& choices, const QString& name) {
        m_stepMode->replay({request, choices, name});
      });
  connect(&m_bench->lessonButton(), &QPushButton::clicked, this, [this] { perform(Act::lesson); });
}

bool MainWindow::openLesson(const std::string& id) {
  if (!m_lessons->open(id)) return false;
  m_bench->scenarios().choose(m_lessons->lesson()->scenario);
  m_bench->reveal(Pane::scenarios);
  return true;
}

void MainWindow::lessonChanged() { m_bench->showLesson(m_lessons->lesson() != nullptr); }

/// All views at the moment of the step. Only the first time somebody comes to it: whoever looks
/// around is left in peace.
void MainWindow::showLessonMoment() {
  const LessonRecording& made = *m_lessons->recording();
  const LessonStep& step = *m_lessons->current();
  m_playback.pause();
  if (m_view.sharedTrace() != made.trace) {
    m_stepMode->setOn(false);
    m_live.abandon();
    m_message->dismiss();
    m_file.clear();
    m_saysVerdict = false;
    m_view.setTrace(made.trace);
    m_view.setReport(made.report);
    m_bench->showStartPage(false);
  }
  const std::int64_t time = m_lessons->moment().value_or(m_view.trace().endTime());
  if (const auto range = m_lessons->range())
    m_view.setRange(range->from, range->to);
  else
    m_view.fitRun();
  m_view.setPlayhead(time);
  if (const TaskId task = m_lessons->task(); task.valid()) m_view.selectTask(task);
  const auto needs = [&step](LessonPart part) {
    return std::ranges::find(step.show, part) != step.show.end();
  };
  if (needs(LessonPart::stage)) m_bench->reveal(Pane::stage);
  if (needs(LessonPart::timeline)) m_bench->reveal(Pane::timeline);
  // Where the window is narrow the code would lie over the stage, beside the lesson.
  const bool coversStage = m_bench->leftIsDrawer() && m_bench->rightIsDrawer();
  if (needs(LessonPart::code) && !(coversStage && needs(LessonPart::stage)))
    m_bench->reveal(Pane::code);
  if (needs(LessonPart::why)) m_bench->showTab(InspectorTab::why);
  if (needs(LessonPart::events)) m_bench->showTab(InspectorTab::events);
  refreshTitle();
  refreshTransport();
}

void MainWindow::fillLessonMenu(QMenu& menu) {
  const auto lessons = m_lessons->shelf().in(m_lessons->language().toStdString());
  if (lessons.empty()) return;
  addCaption(menu, tr("Lessons"));
  for (const Lesson* lesson : lessons)
    menu.addAction(QString::fromStdString(lesson->title), this,
                   [this, id = lesson->id] { openLesson(id); });
}

bool MainWindow::performLesson(Act act, int argument) {
  const LessonStep* step = m_lessons->current();
  switch (act) {
    case Act::lesson: {
      const ScenarioInfo* scenario = m_bench->scenarios().current();
      const Lesson* lesson = scenario ? m_lessons->of(scenario->name) : nullptr;
      return lesson && openLesson(lesson->id);
    }
    case Act::lessonNext:
      m_lessons->next();
      return step != nullptr;
    case Act::lessonBack:
      m_lessons->back();
      return step != nullptr;
    case Act::selectTask:
      // An open question takes the numbers.
      if (!step || !step->question || m_lessons->answered() >= 0 || m_stepMode->on()) return false;
      m_lessons->answer(argument - 1);
      return true;
    default:
      return false;
  }
}

}  // namespace lockstep::ui
