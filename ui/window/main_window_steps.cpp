// SPDX-License-Identifier: GPL-3.0-or-later
// Step mode in the window: what its keys and buttons do, and what the views are told of it.
#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>
#include <set>

#include "code/code_pane.h"
#include "stage/stage.h"
#include "step/step_words.h"
#include "theme/zoom.h"
#include "timeline/timeline.h"
#include "window/explore_panel.h"
#include "window/main_window.h"
#include "window/message_bar.h"
#include "window/run_setup.h"
#include "window/scenario_list.h"
#include "window/segments.h"
#include "window/step_bar.h"
#include "window/step_insight.h"
#include "window/step_mode.h"
#include "window/step_panel.h"
#include "window/step_playback.h"
#include "window/step_stage.h"
#include "window/top_bar.h"
#include "window/transport_bar.h"
#include "window/workbench.h"

namespace lockstep::ui {

void MainWindow::assembleSteps(QWidget* centre) {
  m_stepMode = new StepMode(m_view, m_live, this);
  m_insight = new StepInsight(*m_stepMode, this);
  m_stepPlayback = new StepPlayback(m_clock, this);
  m_stepBar = new StepBar(*m_stepMode, *m_insight, centre);
  m_stepBar->hide();
  m_stepPanel = new StepPanel(*m_stepMode, *m_insight);
  m_explore = new ExplorePanel;
  m_bench->addSteps(m_stepPanel, m_explore);
  m_axis = new Segments(28, &m_bench->timeline());
  m_axis->setChoices({QString(), QString()});
}

void MainWindow::connectSteps() {
  connect(m_top->mode, &Segments::chosen, this,
          [this](int index) { m_stepMode->setOn(index == 1); });
  connect(m_axis, &Segments::chosen, this, [this](int index) {
    m_bench->timeline().setAxis(index == 0 ? TimelineAxis::steps : TimelineAxis::time);
  });
  connect(m_stepMode, &StepMode::modeChanged, this, &MainWindow::modeChanged);
  connect(m_stepMode, &StepMode::changed, this, &MainWindow::refreshSteps);
  connect(m_insight, &StepInsight::changed, this, &MainWindow::refreshSteps);
  connect(m_stepMode, &StepMode::stepped, this, &MainWindow::playStep);
  connect(m_stepPlayback, &StepPlayback::moved, this,
          [this] { m_bench->stage().setInstant(m_stepPlayback->instant()); });
  connect(&m_view, &Viewpoint::traceReplaced, m_stepPlayback, &StepPlayback::finish);
  connect(&m_view, &Viewpoint::playheadChanged, this, [this] {
    if (m_stepMode->axis().stepsAt(m_view.playhead()) != m_playedStep) m_stepPlayback->finish();
  });
  connect(m_stepMode, &StepMode::runWanted, this, &MainWindow::run);
  connect(m_stepMode, &StepMode::refused, this,
          [this](const QString& sentence) { m_message->say(MessageBar::Tone::note, sentence); });
  connect(m_stepBar, &StepBar::backWanted, m_stepMode, &StepMode::back);
  connect(m_stepBar, &StepBar::stepWanted, m_stepPanel, &StepPanel::step);
  connect(m_stepBar, &StepBar::picked, m_stepPanel, &StepPanel::pick);
  connect(m_stepBar, &StepBar::undoWanted, m_stepMode, &StepMode::undo);
  connect(m_stepBar, &StepBar::untilWanted, this, &MainWindow::runUntil);
  connect(m_stepBar, &StepBar::runWanted, this,
          [this] { perform(m_stepMode->busy() ? Act::playPause : Act::run); });
  connect(m_stepBar, &StepBar::stopWanted, &m_live, &LiveRun::stop);
  connect(&m_bench->code(), &CodePane::breakpointWanted, this, &MainWindow::toggleBreakpoint);
  connectExplore();
  modeChanged();
}

void MainWindow::connectExplore() {
  connect(m_explore, &ExplorePanel::requestWanted, this, [this] {
    if (m_bench->scenarios().current()) m_explore->start(m_bench->setup().request());
  });
  connect(m_explore, &ExplorePanel::replayWanted, m_stepMode, &StepMode::replay);
  connect(m_explore, &ExplorePanel::compareWanted, m_stepMode, &StepMode::compare);
  connect(m_explore, &ExplorePanel::problem, this,
          [this](const QString& sentence) { m_message->say(MessageBar::Tone::danger, sentence); });
}

void MainWindow::modeChanged() {
  const bool on = m_stepMode->on();
  m_top->mode->setCurrent(on ? 1 : 0);
  m_transport->setVisible(!on);
  m_stepBar->setVisible(on);
  m_stepPanel->setVisible(on);
  m_playback.pause();
  m_bench->timeline().setAxis(on ? TimelineAxis::steps : TimelineAxis::time);
  m_axis->setCurrent(0);
  m_axis->setVisible(on);
  refreshRate();
  refreshSteps();
}

void MainWindow::refreshSteps() {
  StepMarks marks;
  const std::vector<Breakpoint>& points = m_stepMode->breakpoints();
  marks.inSteps = m_stepMode->on() && m_stepMode->line();
  if (marks.inSteps) {
    marks.axis = &m_stepMode->axis();
    marks.veil = m_stepMode->inPast();
    if (const auto safe = m_insight->lastSafe(); safe && safe->step) {
      marks.lastSafe = *safe->step;
      marks.certain = safe->certain;
    }
    marks.difference = m_stepMode->difference().value_or(0);
    const std::vector<StepTaken>& taken = m_stepMode->line()->steps;
    for (std::size_t i = 0; i < taken.size() && !points.empty(); ++i) {
      const SiteInfo* site = m_view.trace().site(taken[i].next.site);
      if (std::ranges::any_of(points, [&](const Breakpoint& point) {
            return standsAt(point, taken[i].next, site);
          }))
        marks.breakpoints.push_back(i + 1);
    }
    if (const auto next = m_insight->considered()) {
      marks.next = next->task;
      if (const auto effect = m_insight->effect(*next); effect && !m_insight->secret())
        marks.nextWords = shortEffect(m_view.trace(), *effect);
    }
  }
  m_bench->timeline().setStepMarks(marks);
  m_bench->stage().setSteps(stepsOnStage(*m_stepMode, *m_insight));
  std::set<int> lines;
  for (const Breakpoint& point : points)
    if (m_stepMode->on() && point.line > 0 && m_bench->code().file().toStdString() == point.file)
      lines.insert(point.line);
  m_bench->code().setBreakpoints(std::move(lines));
}

void MainWindow::playStep(std::size_t number) {
  const StepAxis& axis = m_stepMode->axis();
  if (number == 0 || number > axis.steps()) return;
  m_playedStep = number;
  m_stepPlayback->play(axis.granted(number), std::min(axis.settled(number), m_view.playhead()));
}

// Of acts that are for steps.
void MainWindow::sayNoSteps() {
  const QString why = m_stepMode->on() ? m_stepMode->whyNotRepeatable() : QString();
  m_message->say(MessageBar::Tone::note,
                 why.isEmpty() ? tr("This is for Step mode: press M.") : why);
}

bool MainWindow::performStep(Act act, int argument) {
  if (!m_stepMode->on() || !m_stepMode->line()) return false;
  switch (act) {
    case Act::run:
      if (!m_live.running() && m_stepMode->inPast())
        return m_stepMode->goTo(m_stepMode->steps()), true;
      if (!m_live.running()) return false;
      return m_stepMode->runOn(), true;
    case Act::playPause:
      if (m_stepMode->busy())
        m_stepMode->pause();
      else
        m_stepPanel->step();
      return true;
    case Act::goToStart:
      return m_stepMode->goTo(0), true;
    case Act::goToEnd:
      return m_stepMode->goTo(m_stepMode->steps()), true;
    case Act::stepBack:
      return m_stepMode->back(), true;
    case Act::stepForward:
      return m_stepPanel->step(), true;
    case Act::selectTask:
      if (m_stepPanel->asking()) return m_stepPanel->answer(argument), true;
      if (!m_stepBar->pickNumber(argument)) m_view.selectNumber(argument);
      return true;
    case Act::runToTask:
      return runUntil(StepGoal::Until::moves), true;
    case Act::breakpoint:
      return toggleBreakpointHere(), true;
    case Act::undoChoice:
      return m_stepMode->undo(), true;
    case Act::zoomIn:
    case Act::zoomOut:
    case Act::panLeft:
    case Act::panRight:
    case Act::fitRun:
      return performOnSteps(act, argument);
    default:
      return false;
  }
}

// Beside the timeline's title.
void MainWindow::placeAxisChoice() {
  m_axis->setWords(0, tr("Steps"));
  m_axis->setWords(1, tr("Time"));
  m_axis->setAccessibleName(tr("What the axis measures"));
  for (int i = 0; i < m_axis->count(); ++i)
    m_axis->button(i)->setToolTip(tr("What the axis measures"));
  m_axis->adjustSize();
  const QString title = QCoreApplication::translate("Timeline", "Timeline");
  m_axis->move(px(24 + QFontMetricsF(uiFont(14, 600)).horizontalAdvance(title) + 16), px(6));
}

bool MainWindow::performOnSteps(Act act, int argument) {
  constexpr double kZoomStep = 0.8;
  Timeline& timeline = m_bench->timeline();
  if (timeline.axis() != TimelineAxis::steps) return false;
  if (act == Act::zoomIn) timeline.zoomSteps(std::pow(kZoomStep, argument));
  if (act == Act::zoomOut) timeline.zoomSteps(std::pow(kZoomStep, -argument));
  if (act == Act::panLeft) timeline.panSteps(-argument);
  if (act == Act::panRight) timeline.panSteps(argument);
  if (act == Act::fitRun) timeline.fitSteps();
  return true;
}

void MainWindow::runUntil(StepGoal::Until until) {
  const TaskId task = m_view.task();
  const bool needsTask = until == StepGoal::Until::moves || until == StepGoal::Until::blocks ||
                         until == StepGoal::Until::nextLine;
  if (needsTask && !task.valid()) {
    m_message->say(MessageBar::Tone::note, tr("Select a task first: click it on the stage."));
    return;
  }
  StepGoal goal;
  goal.until = until;
  goal.task = task;
  m_stepMode->runUntil(goal);
}

void MainWindow::toggleBreakpoint(int line) {
  if (!m_stepMode->on())
    return m_message->say(MessageBar::Tone::note, tr("Breakpoints are for Step mode: press M."));
  const QString file = m_bench->code().file();
  if (line > 0 && !file.isEmpty()) {
    Breakpoint point;
    point.file = file.toStdString();
    point.line = line;
    return m_stepMode->toggleBreakpoint(point);
  }
  m_message->say(MessageBar::Tone::note,
                 tr("Select a task first: the breakpoint is set at its line. A click beside a line "
                    "sets one there."));
}

// At the selected object, else at the line of the selected task.
void MainWindow::toggleBreakpointHere() {
  if (!m_stepMode->on() || !m_view.resource().valid())
    return toggleBreakpoint(m_bench->code().currentLine());
  Breakpoint point;
  point.resource = m_view.resource();
  m_stepMode->toggleBreakpoint(point);
}

}  // namespace lockstep::ui
