// SPDX-License-Identifier: GPL-3.0-or-later
// What the user can do in the window: keys, menus, files, signals, closing.
#include <QAction>
#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <algorithm>
#include <cmath>

#include "code/code_pane.h"
#include "inspector/findings_list.h"
#include "present/presentation.h"
#include "stage/placements.h"
#include "stage/stage.h"
#include "theme/labels.h"
#include "theme/zoom.h"
#include "window/keys_sheet.h"
#include "window/main_window.h"
#include "window/message_bar.h"
#include "window/recordings.h"
#include "window/run_setup.h"
#include "window/scenario_list.h"
#include "window/starting.h"
#include "window/step_bar.h"
#include "window/step_mode.h"
#include "window/transport_bar.h"
#include "window/workbench.h"

namespace lockstep::ui {

namespace {

constexpr double kZoomStep = 0.8;
constexpr std::int64_t kBarAfter = 400'000'000;  ///< ns

const Finding* findDeadlock(const Report& report) {
  const auto found = std::ranges::find(report.happened, FindingKind::deadlock, &Finding::kind);
  return found == report.happened.end() ? nullptr : &*found;
}

QString localFile(const QMimeData& dropped) {
  for (const QUrl& url : dropped.urls())
    if (url.isLocalFile()) return url.toLocalFile();
  return {};
}

}  // namespace

void MainWindow::perform(Act act, int argument) {
  if (performLesson(act, argument)) return;
  const bool show = act == Act::run && !m_view.trace().empty() && !m_live.running() &&
                    m_settings->value(QStringLiteral("clickerPresents")).toBool();
  if (show) return present();
  if (performStep(act, argument)) return;
  switch (act) {
    case Act::run:
      return m_live.running() ? goToEnd() : runChosen();
    case Act::stop:
      return m_live.stop();
    case Act::runAgain:
      return m_live.canRunAgain() ? run(RunRequest(m_live.request())) : runChosen();
    case Act::playPause:
      return playPause();
    case Act::goToStart:
      m_playback.pause();
      return m_view.setPlayhead(m_view.trace().startTime());
    case Act::goToEnd:
      return goToEnd();
    case Act::stepBack:
      return step(-1);
    case Act::stepForward:
      return step(1);
    case Act::taskEventBack:
      return void(m_view.stepTaskEvent(-1));
    case Act::taskEventForward:
      return void(m_view.stepTaskEvent(1));
    case Act::wakeBack:
      return void(m_view.stepWake(-1));
    case Act::wakeForward:
      return void(m_view.stepWake(1));
    case Act::selectTask:
      return m_view.selectNumber(argument);
    case Act::toggleStep:
      return m_stepMode->setOn(!m_stepMode->on());
    case Act::lesson:
    case Act::lessonNext:
    case Act::lessonBack:
      return m_message->say(MessageBar::Tone::note, tr("There is no lesson about this scenario."));
    case Act::breakpoint:
      return toggleBreakpointHere();
    case Act::runToTask:
    case Act::undoChoice:
      return sayNoSteps();
    case Act::showCycle:
      return showCycle();
    case Act::why:
      return showWhy();
    case Act::zoomIn:
      return zoomBy(std::pow(kZoomStep, argument));
    case Act::zoomOut:
      return zoomBy(std::pow(kZoomStep, -argument));
    case Act::panLeft:
      return panBy(-argument);
    case Act::panRight:
      return panBy(argument);
    case Act::fitRun:
      return m_view.fitRun();
    case Act::findScenario:
      return focusSearch();
    case Act::open:
      return askOpen();
    case Act::save:
      return askSave();
    case Act::events:
      m_bench->reveal(Pane::inspector);
      return m_bench->showTab(InspectorTab::events);
    case Act::codeLanguage:
      m_bench->reveal(Pane::code);
      return m_view.switchCodeLanguage();
    case Act::foldScenarios:
      return fold(Pane::scenarios);
    case Act::foldStage:
      return fold(Pane::stage);
    case Act::foldTimeline:
      return fold(Pane::timeline);
    case Act::foldCode:
      return fold(Pane::code);
    case Act::foldInspector:
      return fold(Pane::inspector);
    case Act::nextPane:
      return m_bench->cyclePanes(1, &m_transport->mainButton());
    case Act::previousPane:
      return m_bench->cyclePanes(-1, &m_transport->mainButton());
    case Act::toggleTheme:
      return chooseTheme(m_themeKind == ThemeKind::dark ? ThemeChoice::light : ThemeChoice::dark);
    case Act::present:
      return present();
    case Act::larger:
      return chooseZoom(nextZoom(zoomPercent(), 1));
    case Act::smaller:
      return chooseZoom(nextZoom(zoomPercent(), -1));
    case Act::actualSize:
      return chooseZoom(100);
    case Act::keysSheet:
      return showKeysSheet();
    case Act::leave:
      return leave();
    case Act::quit:
      close();
      return;
  }
}

void MainWindow::fold(Pane pane) { m_bench->toggle(pane); }

void MainWindow::focusSearch() {
  m_bench->reveal(Pane::scenarios);
  m_bench->scenarios().focusSearch();
}

void MainWindow::zoomBy(double factor) {
  const std::int64_t head = m_view.playhead();
  const bool inSight = head >= m_view.from() && head <= m_view.to();
  m_view.zoom(factor, inSight ? head : m_view.from() + (m_view.to() - m_view.from()) / 2);
}

void MainWindow::panBy(int tenths) { m_view.pan((m_view.to() - m_view.from()) / 10 * tenths); }

void MainWindow::leave() {
  if (m_bench->closeDrawers()) return;
  m_message->dismiss();
}

bool MainWindow::keysSheetOpen() const { return findChild<KeysSheet*>() != nullptr; }

void MainWindow::showKeysSheet() {
  if (keysSheetOpen()) return;
  auto* sheet = new KeysSheet(this);
  sheet->setAttribute(Qt::WA_DeleteOnClose);
  sheet->open();
}

TaskId MainWindow::suggestedTask() const {
  for (const Finding& finding : m_view.report().happened)
    if (subject(finding).valid()) return subject(finding);
  const Moment& moment = m_view.moment();
  const auto blocked = std::ranges::find_if(moment.tasks, [](const TaskMoment& task) {
    return task.state == State::blocked && task.id != kSupervisor;
  });
  return blocked == moment.tasks.end() ? kMainTask : blocked->id;
}

void MainWindow::showWhy() {
  if (!m_view.task().valid()) m_view.selectTask(suggestedTask());
  m_bench->reveal(Pane::inspector);
  m_bench->showTab(InspectorTab::why);
}

void MainWindow::goToFinding(const Finding& finding) {
  m_playback.pause();
  m_bench->reveal(Pane::stage);
  if (const TaskId task = subject(finding); task.valid()) m_view.selectTask(task);
  m_view.setPlayhead(finding.time);
}

void MainWindow::showCycle() {
  if (const Finding* deadlock = findDeadlock(m_view.report())) return goToFinding(*deadlock);
  const WaitGraph graph = waitGraph(m_view.moment(), m_view.trace());
  if (graph.cycles.empty()) {
    m_message->say(MessageBar::Tone::note, tr("No tasks wait for each other in a ring here."));
    return;
  }
  m_bench->reveal(Pane::stage);
  m_view.selectTask(graph.edges[graph.cycles.front().front()].waiter);
}

void MainWindow::runStarted() {
  m_playback.setLive(true);
  m_bench->showStartPage(false);
  m_startedAt = m_clock();
  m_starting = true;
  m_stepBar->expectTasks(startingOf(m_live.request(), m_view.trace()).expected + 1);
  showStarting();
  refreshTransport();
  refreshRate();
}

// Below 400 ms a bar would only flash.
void MainWindow::showStarting() {
  if (!m_starting) return;
  const Starting starting = startingOf(m_live.request(), m_view.trace());
  m_starting = m_live.running() && !starting.over;
  if (!m_starting) return m_bench->stage().setStarting({}, std::nullopt);
  const bool lasts = m_clock() - m_startedAt > kBarAfter && starting.expected > 0;
  m_bench->stage().setStarting(ui::words(starting),
                               lasts ? std::optional<double>(starting.progress()) : std::nullopt);
}

void MainWindow::runEnded() {
  m_playback.setLive(false);
  showStarting();
  if (m_view.following()) {
    m_view.setFollowing(false);
    m_view.fitRun();
  }
  refreshTitle();
  refreshTransport();
  refreshRate();
  // A run that was given up is nothing to report on.
  if (m_view.trace().end() == RunEnd::running) return;
  m_saysVerdict = true;
  m_reporter.start();
}

void MainWindow::reportCame() {
  if (!isBad(m_view.report().verdict)) return;
  if (!m_view.task().valid()) m_view.selectTask(suggestedTask());
  if (m_saysVerdict) sayVerdict();
}

// The first finding of a bad end is said in a sentence; the view stays where it came true.
void MainWindow::sayVerdict() {
  const Report& report = m_view.report();
  if (report.happened.empty()) return;
  const Finding finding = report.happened.front();
  m_verdictSaid = QString::fromStdString(words().verdict(m_view.trace(), report));
  m_message->say(MessageBar::Tone::danger, m_verdictSaid);
  m_message->offer(
      finding.kind == FindingKind::deadlock ? tr("Show the cycle") : tr("Show the instant"),
      [this, finding] { goToFinding(finding); });
}

void MainWindow::sendSignal(int number) {
  const TaskId target = signalTarget();
  if (!target.valid()) return;
  if (const auto sent = m_live.signal(target, number); !sent)
    m_message->say(MessageBar::Tone::danger, QString::fromStdString(sent.error().message));
}

void MainWindow::askOpen() {
  const QString folder = m_settings->value(QStringLiteral("folder"), QDir::homePath()).toString();
  const QString path = QFileDialog::getOpenFileName(
      this, tr("Open recording"), folder, tr("Lockstep recordings (*.lockstep);;All files (*)"));
  if (!path.isEmpty()) openFile(path);
}

bool MainWindow::openFile(const QString& path) {
  OpenedRecording opened = openRecording(path);
  if (!opened.trace) {
    m_recent->remove(path);
    m_message->say(MessageBar::Tone::danger, opened.problem);
    return false;
  }
  m_settings->setValue(QStringLiteral("folder"), QFileInfo(path).absolutePath());
  if (!opened.problem.isEmpty()) {
    m_message->say(MessageBar::Tone::danger, opened.problem);
    const std::int64_t span = opened.trace->endTime() - opened.trace->startTime();
    m_message->offer(tr("Open up to %1").arg(QString::fromStdString(Words::duration(span))),
                     [this, path, trace = opened.trace] { showRecording(path, trace); });
    return false;
  }
  m_message->dismiss();
  showRecording(path, std::move(opened.trace));
  return true;
}

void MainWindow::showRecording(const QString& path, std::shared_ptr<Trace> trace) {
  const bool unsaved = !m_view.trace().empty() && m_file.isEmpty() && !m_stepMode->on();
  m_live.abandon();
  m_message->dismiss();
  keepRun();
  m_recent->add(path);
  showTrace(std::move(trace), path);
  if (!unsaved || !m_runBefore) return;
  m_message->say(MessageBar::Tone::note, tr("The run before this has not been saved."));
  m_message->offer(tr("Bring it back"), [this] { bringBackRun(); });
}

void MainWindow::showTrace(std::shared_ptr<Trace> trace, const QString& file) {
  m_file = file;
  m_stepMode->openRecording(trace);
  m_view.setTrace(std::move(trace));
  m_view.fitRun();
  m_view.setPlayhead(m_view.trace().endTime());
  if (m_stepMode->line()) m_stepMode->setOn(true);
  m_stepBar->expectTasks(static_cast<int>(m_view.trace().tasks().size()) - 1);
  m_saysVerdict = false;
  m_reporter.start();
  m_bench->scenarios().choose(m_view.trace().run().scenario);
  m_bench->setup().apply(requestOf(m_view.trace().run()));
  m_bench->showStartPage(false);
  m_bench->closeDrawers();
  refreshTitle();
  refreshTransport();
}

void MainWindow::askSave() {
  if (m_view.trace().empty()) return;
  const QDir folder(m_settings->value(QStringLiteral("folder"), QDir::homePath()).toString());
  QString path = QFileDialog::getSaveFileName(this, tr("Save the recording"),
                                              folder.filePath(suggestedName(m_view.trace())),
                                              tr("Lockstep recordings (*.lockstep)"));
  if (path.isEmpty()) return;
  if (QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".lockstep");
  saveFile(path);
}

bool MainWindow::saveFile(const QString& path) {
  const std::string places = toText(m_bench->stage().placements()).toStdString();
  if (const auto saved = m_view.trace().save(path.toStdString(), places); !saved) {
    m_message->say(MessageBar::Tone::danger, QString::fromStdString(saved.error().message));
    return false;
  }
  m_file = path;
  m_recent->add(path);
  m_settings->setValue(QStringLiteral("folder"), QFileInfo(path).absolutePath());
  m_message->say(MessageBar::Tone::note, tr("Saved as %1.").arg(QFileInfo(path).fileName()));
  refreshTitle();
  return true;
}

bool MainWindow::confirmEnd() {
  const std::vector<int> pids = m_live.livePids();
  if (m_confirmEnd) return m_confirmEnd(pids);
  QStringList numbers;
  for (int pid : pids) numbers << QString::number(pid);
  QMessageBox box(this);
  box.setIcon(QMessageBox::NoIcon);
  box.setWindowTitle(QStringLiteral("Lockstep"));
  box.setText(tr("A run is going on."));
  box.setInformativeText(tr("Its processes: %1.").arg(numbers.join(QStringLiteral(", "))));
  const QString words =
      pids.size() == 1 ? tr("End 1 process") : tr("End %1 processes").arg(pids.size());
  QPushButton* end = box.addButton(words, QMessageBox::AcceptRole);
  QPushButton* keep = box.addButton(tr("Keep window open"), QMessageBox::RejectRole);
  box.setDefaultButton(keep);
  box.setEscapeButton(keep);
  box.exec();
  return box.clickedButton() == end;
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (m_live.running() && !confirmEnd()) {
    event->ignore();
    return;
  }
  m_presentation->leave();
  endRun();
  m_settings->setValue(QStringLiteral("geometry"), saveGeometry());
  m_settings->setValue(QStringLiteral("slowness"), m_playback.slownessStop());
  if (const ScenarioInfo* info = m_bench->scenarios().current())
    m_settings->setValue(QStringLiteral("scenario"), QString::fromStdString(info->name));
  m_bench->saveLayout(*m_settings);
  m_settings->sync();
  event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!localFile(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QString path = localFile(*event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  openFile(path);
}

}  // namespace lockstep::ui
