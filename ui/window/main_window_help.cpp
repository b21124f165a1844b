// SPDX-License-Identifier: GPL-3.0-or-later
// What helps a newcomer, and what brings back what was lost: the tour, the run before.
#include <QMenu>
#include <QSettings>

#include "stage/stage.h"
#include "timeline/timeline.h"
#include "window/main_window.h"
#include "window/message_bar.h"
#include "window/recordings.h"
#include "window/scenario_list.h"
#include "window/segments.h"
#include "window/step_mode.h"
#include "window/top_bar.h"
#include "window/tour.h"
#include "window/transport_bar.h"
#include "window/workbench.h"

namespace lockstep::ui {

std::vector<TourStop> MainWindow::tourStops() {
  std::vector<TourStop> stops;
  stops.push_back({[this]() -> QWidget* {
                     m_bench->reveal(Pane::scenarios);
                     return &m_bench->scenarios();
                   },
                   QT_TRANSLATE_NOOP("Tour", "Scenarios"),
                   QT_TRANSLATE_NOOP("Tour",
                                     "Each is a small program with real threads or processes. "
                                     "Choose one; its settings stand below the list.")});
  stops.push_back({[this]() -> QWidget* {
                     m_bench->reveal(Pane::scenarios);
                     return &m_bench->runButton();
                   },
                   QT_TRANSLATE_NOOP("Tour", "Run"),
                   QT_TRANSLATE_NOOP("Tour",
                                     "It starts the tasks and records what they do. F5 does the "
                                     "same.")});
  stops.push_back({[this]() -> QWidget* {
                     m_bench->closeDrawers();
                     m_bench->showStartPage(false);
                     return &m_bench->stage();
                   },
                   QT_TRANSLATE_NOOP("Tour", "Stage"),
                   QT_TRANSLATE_NOOP("Tour",
                                     "Who does what at this instant: tasks, locks and queues, and "
                                     "who waits for whom. Click a task to follow it.")});
  stops.push_back({[this]() -> QWidget* {
                     m_bench->closeDrawers();
                     return &m_bench->timeline();
                   },
                   QT_TRANSLATE_NOOP("Tour", "Timeline"),
                   QT_TRANSLATE_NOOP("Tour",
                                     "The same over time, a lane for each task. Click to go to "
                                     "any instant, turn the wheel to zoom, step back as you "
                                     "like.")});
  stops.push_back({[this]() -> QWidget* { return m_top->mode; }, QT_TRANSLATE_NOOP("Tour", "Step"),
                   QT_TRANSLATE_NOOP("Tour",
                                     "In Step mode you are the scheduler: choose who goes next, "
                                     "take a choice back, find the schedule that fails.")});
  stops.push_back({[this]() -> QWidget* { return m_top->present; },
                   QT_TRANSLATE_NOOP("Tour", "Present"),
                   QT_TRANSLATE_NOOP("Tour",
                                     "Shows the run on the whole screen, legible from the last "
                                     "row. F11 starts it, Esc leaves it, N shows your notes.")});
  return stops;
}

void MainWindow::startTour() {
  if (m_tour) return;
  m_message->dismiss();
  m_tour = new Tour(tourStops(), this);
  m_tour->setTheme(theme(m_themeKind));
  m_settings->setValue(QStringLiteral("tour"), true);
  connect(m_tour, &Tour::over, this, [this] {
    m_tour = nullptr;
    m_bench->closeDrawers();
    m_bench->showStartPage(m_view.trace().empty());
  });
}

void MainWindow::offerTour() {
  if (!m_settings->contains(QStringLiteral("tour"))) startTour();
}

void MainWindow::fillHelpMenu() {
  m_helpMenu->clear();
  m_helpMenu->addAction(action(Act::keysSheet));
  m_helpMenu->addAction(tr("Tour of the window"), this, &MainWindow::startTour);
}

void MainWindow::keepRun() {
  const bool worth =
      !m_view.trace().empty() && m_file.isEmpty() && !m_live.running() && !m_stepMode->on();
  if (!worth) return;
  // What the viewpoint shows was given to it by this window.
  m_runBefore = std::const_pointer_cast<Trace>(m_view.sharedTrace());
}

void MainWindow::bringBackRun() {
  if (!m_runBefore) return;
  const std::shared_ptr<Trace> before = std::move(m_runBefore);
  m_runBefore.reset();
  showTrace(before, QString());
}

void MainWindow::forgetRecent() {
  const QStringList files = m_recent->files();
  m_recent->clear();
  m_message->say(MessageBar::Tone::note, tr("The list of recordings is empty now."));
  m_message->offer(tr("Undo"), [this, files] {
    for (auto file = files.rbegin(); file != files.rend(); ++file) m_recent->add(*file);
  });
}

}  // namespace lockstep::ui
