// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>
#include <QVBoxLayout>
#include <algorithm>

#include "base/clock.h"
#include "code/code_pane.h"
#include "inspector/findings_list.h"
#include "lesson/lesson_panel.h"
#include "lesson/lesson_player.h"
#include "present/presentation.h"
#include "present/run_deck.h"
#include "stage/stage.h"
#include "theme/labels.h"
#include "theme/motion.h"
#include "theme/zoom.h"
#include "timeline/timeline.h"
#include "window/explore_panel.h"
#include "window/key_guard.h"
#include "window/keys_sheet.h"
#include "window/menus.h"
#include "window/message_bar.h"
#include "window/recordings.h"
#include "window/run_setup.h"
#include "window/scenario_list.h"
#include "window/segments.h"
#include "window/start_page.h"
#include "window/status_strip.h"
#include "window/step_bar.h"
#include "window/step_mode.h"
#include "window/step_panel.h"
#include "window/step_playback.h"
#include "window/top_bar.h"
#include "window/tour.h"
#include "window/transport_bar.h"
#include "window/workbench.h"

namespace lockstep::ui {

namespace {

constexpr QSize kStandardSize(1440, 900);
// Where all bars say their least and the views still show something; design pixels.
constexpr QSize kLeastWindow(500, 360);
constexpr int kLowWindow = 620;

std::unique_ptr<QSettings> userSettings() {
  return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope,
                                     QStringLiteral("lockstep"), QStringLiteral("window"));
}

}  // namespace

MainWindow::MainWindow(WindowParts parts, QWidget* parent)
    : QMainWindow(parent),
      m_settings(parts.settings ? std::move(parts.settings) : userSettings()),
      m_recent(std::make_unique<RecentFiles>(*m_settings)),
      m_scenarios(parts.scenarios.empty() ? scenarioInfos() : parts.scenarios),
      m_confirmEnd(std::move(parts.confirmEnd)),
      m_languages(std::move(parts.loadLanguage)),
      m_playback(m_view, parts.clock),
      m_live(m_view, std::move(parts.startRun)),
      m_reporter(m_view, std::move(parts.analyse), parts.analyseAtOnce),
      m_clock(parts.clock ? std::move(parts.clock) : Playback::Clock(&monotonicNow)) {
  setAcceptDrops(true);
  new KeyGuard(this);
  chooseLanguage(m_settings->value(QStringLiteral("language"), m_languages.preferred()).toString());
  setZoomPercent(m_settings->value(QStringLiteral("zoom"), 100).toInt());
  assemble();
  assembleLessons(std::move(parts.lessons));
  makePresentation(parts.presentsInWindow);
  makeActions();
  makeMenus();
  connectParts();
  connectTransport();
  connectStage();
  connectSteps();
  restore();
  scenarioChosen();
  retranslate();
}

MainWindow::~MainWindow() {
  m_presentation->leave();
  endRun();
}

void MainWindow::assemble() {
  auto* centre = new QWidget(this);
  m_top = new TopBar(centre);
  m_message = new MessageBar(centre);
  m_bench = new Workbench(m_view, m_scenarios, centre);
  m_transport = new TransportBar(m_playback, centre);
  assembleSteps(centre);
  m_status = new StatusStrip(m_view, centre);
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_top);
  layout->addWidget(m_message);
  layout->addWidget(m_bench, 1);
  layout->addWidget(m_transport);
  layout->addWidget(m_stepBar);
  layout->addWidget(m_status);
  setCentralWidget(centre);
  setLeastSize(*this, kLeastWindow);
  // Stage, timeline, code, why, transport; the left panel and the top bar come before.
  setTabOrder(&m_bench->stage(), &m_bench->timeline());
  setTabOrder(&m_bench->timeline(), &m_bench->code());
}

void MainWindow::connectParts() {
  connect(&m_bench->scenarios(), &ScenarioList::currentChanged, this, &MainWindow::scenarioChosen);
  connect(&m_bench->scenarios(), &ScenarioList::activated, this, &MainWindow::runChosen);
  connect(&m_bench->startPage(), &StartPage::wanted, this, [this](const QString& name) {
    m_bench->scenarios().choose(name.toStdString());
    runChosen();
  });
  connect(&m_bench->startPage(), &StartPage::tourWanted, this, &MainWindow::startTour);
  connect(&m_bench->runButton(), &QPushButton::clicked, this, &MainWindow::runButtonPressed);
  // Under a style sheet Qt forgets the fonts of what is hidden and comes to another parent.
  connect(m_bench, &Workbench::drawersChanged, this, &MainWindow::dressPanels);
  connect(m_bench, &Workbench::drawersChanged, this,
          [this] { m_top->setDrawers(m_bench->leftIsDrawer(), m_bench->rightIsDrawer()); });
  connect(m_top->scenarios, &QPushButton::clicked, this, [this] { fold(Pane::scenarios); });
  connect(m_top->inspector, &QPushButton::clicked, this, [this] { fold(Pane::inspector); });
  connect(m_top->save, &QPushButton::clicked, this, &MainWindow::askSave);
  connect(m_top->present, &QPushButton::clicked, this, [this] { present(); });
  connect(&m_live, &LiveRun::started, this, &MainWindow::runStarted);
  connect(&m_live, &LiveRun::ended, this, &MainWindow::runEnded);
  connect(&m_reporter, &Reporter::reported, this, &MainWindow::reportCame);
  connect(&m_view, &Viewpoint::traceChanged, this, &MainWindow::showStarting);
  connect(&m_view, &Viewpoint::traceReplaced, this, &MainWindow::refreshTitle);
  connect(&m_view, &Viewpoint::traceReplaced, this, &MainWindow::refreshFindings);
  connect(&m_view, &Viewpoint::traceChanged, this, &MainWindow::refreshFindings);
}

void MainWindow::connectTransport() {
  connect(m_transport, &TransportBar::mainWanted, this, &MainWindow::mainPressed);
  connect(m_transport, &TransportBar::stopWanted, &m_live, &LiveRun::stop);
  connect(m_transport, &TransportBar::againWanted, this, [this] { perform(Act::runAgain); });
  connect(m_transport, &TransportBar::stepWanted, this, &MainWindow::step);
  connect(m_transport, &TransportBar::liveEdgeWanted, this, &MainWindow::goToEnd);
  connect(m_transport, &TransportBar::signalWanted, this, &MainWindow::sendSignal);
  connect(&m_playback, &Playback::playingChanged, this, &MainWindow::refreshTransport);
  connect(&m_playback, &Playback::rateChanged, this, &MainWindow::refreshRate);
  for (auto signal : {&Viewpoint::traceReplaced, &Viewpoint::traceChanged,
                      &Viewpoint::selectionChanged, &Viewpoint::followingChanged})
    connect(&m_view, signal, this, &MainWindow::refreshTransport);
  connect(&m_view, &Viewpoint::followingChanged, this, &MainWindow::refreshRate);
}

void MainWindow::makeActions() {
  for (const Shortcut& row : shortcuts()) {
    auto* made = new QAction(this);
    made->setShortcuts(row.keys);
    made->setShortcutContext(Qt::WindowShortcut);
    connect(made, &QAction::triggered, this,
            [this, act = row.act, argument = row.argument] { perform(act, argument); });
    addAction(made);
    m_actions.push_back(made);
  }
}

void MainWindow::makeMenus() {
  m_openMenu = new QMenu(this);
  m_themeMenu = new QMenu(this);
  m_languageMenu = new QMenu(this);
  m_helpMenu = new QMenu(this);
  connect(m_openMenu, &QMenu::aboutToShow, this, &MainWindow::fillOpenMenu);
  connect(m_themeMenu, &QMenu::aboutToShow, this, &MainWindow::fillThemeMenu);
  connect(m_languageMenu, &QMenu::aboutToShow, this, &MainWindow::fillLanguageMenu);
  connect(m_helpMenu, &QMenu::aboutToShow, this, &MainWindow::fillHelpMenu);
  m_top->open->setMenu(m_openMenu);
  m_top->themes->setMenu(m_themeMenu);
  m_top->language->setMenu(m_languageMenu);
  m_top->keys->setMenu(m_helpMenu);
  // A language button that offers one language would do nothing.
  m_top->language->setVisible(m_languages.available().size() > 1);
}

void MainWindow::fillOpenMenu() {
  m_openMenu->clear();
  m_openMenu->addAction(tr("Open recording ..."), this, &MainWindow::askOpen);
  if (!m_view.trace().empty()) m_openMenu->addAction(action(Act::save));
  fillLessonMenu(*m_openMenu);
  fillPictureEntries();
  if (m_runBefore)
    m_openMenu->addAction(tr("Bring back the run before"), this, &MainWindow::bringBackRun);
  const QStringList files = m_recent->files();
  if (files.isEmpty()) return;
  addCaption(*m_openMenu, tr("Recent"));
  for (const QString& file : files) {
    QString name = QFileInfo(file).fileName();
    name.replace(QLatin1Char('&'), QLatin1String("&&"));
    QAction* entry = m_openMenu->addAction(name, this, [this, file] { openFile(file); });
    entry->setToolTip(file.toHtmlEscaped());
  }
  m_openMenu->setToolTipsVisible(true);
  m_openMenu->addSeparator();
  m_openMenu->addAction(tr("Forget these"), this, &MainWindow::forgetRecent);
}

void MainWindow::fillThemeMenu() {
  m_themeMenu->clear();
  const auto add = [this](const QString& words, ThemeChoice choice) {
    QAction* entry = m_themeMenu->addAction(words, this, [this, choice] { chooseTheme(choice); });
    entry->setCheckable(true);
    entry->setChecked(choice == m_themeChoice);
  };
  add(tr("As the system"), ThemeChoice::system);
  add(tr("Light"), ThemeChoice::light);
  add(tr("Dark"), ThemeChoice::dark);
  addCaption(*m_themeMenu, tr("Size: %1 %").arg(zoomPercent()));
  for (const Act act : {Act::larger, Act::smaller, Act::actualSize})
    m_themeMenu->addAction(action(act));
  m_themeMenu->addSeparator();
  QAction* motion = m_themeMenu->addAction(tr("Reduce motion"), this, &MainWindow::reduceMotion);
  motion->setCheckable(true);
  motion->setChecked(reducesMotion());
  QAction* quick = m_themeMenu->addAction(tr("Quick steps"), this, [this](bool on) {
    m_settings->setValue(QStringLiteral("quickSteps"), on);
    followMotion();
  });
  quick->setCheckable(true);
  quick->setChecked(m_settings->value(QStringLiteral("quickSteps")).toBool());
  QAction* clicker = m_themeMenu->addAction(
      tr("F5 starts the presentation, for clickers"), this,
      [this](bool on) { m_settings->setValue(QStringLiteral("clickerPresents"), on); });
  clicker->setCheckable(true);
  clicker->setChecked(m_settings->value(QStringLiteral("clickerPresents")).toBool());
}

void MainWindow::fillLanguageMenu() {
  m_languageMenu->clear();
  for (const auto& language : m_languages.available()) {
    QAction* entry = m_languageMenu->addAction(
        language.name, this, [this, code = language.code] { chooseLanguage(code); });
    entry->setCheckable(true);
    entry->setChecked(language.code == m_languages.current());
  }
}

void MainWindow::restore() {
  const QString choice = m_settings->value(QStringLiteral("theme")).toString();
  m_themeChoice = choice == QLatin1String("dark")    ? ThemeChoice::dark
                  : choice == QLatin1String("light") ? ThemeChoice::light
                                                     : ThemeChoice::system;
  applyThemeChoice();
  resize(kStandardSize);
  restoreGeometry(m_settings->value(QStringLiteral("geometry")).toByteArray());
  m_bench->resize(size());
  m_bench->restoreLayout(*m_settings);
  m_playback.setSlownessStop(
      m_settings->value(QStringLiteral("slowness"), Playback::kStandardSlowness).toInt());
  followMotion();
  m_bench->scenarios().choose(
      m_settings->value(QStringLiteral("scenario")).toString().toStdString());
  if (!m_bench->scenarios().current() && !m_scenarios.empty())
    m_bench->scenarios().choose(m_scenarios.front().name);
  m_bench->showStartPage(true);
}

void MainWindow::retranslate() {
  for (std::size_t i = 0; i < m_actions.size(); ++i) m_actions[i]->setText(actText(shortcuts()[i]));
  placeAxisChoice();
  refreshTitle();
  refreshTransport();
  refreshFindings();
  tellLanguages();
  // A message is said anew or has had its time.
  if (m_message->sentence().isEmpty()) return;
  if (m_message->sentence() == m_verdictSaid)
    sayVerdict();
  else if (m_message->tone() == MessageBar::Tone::note)
    m_message->dismiss();
}

QAction* MainWindow::action(Act act, int argument) const {
  const auto rows = shortcuts();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].act == act && (argument == 0 || rows[i].argument == argument)) return m_actions[i];
  return nullptr;
}

void MainWindow::chooseTheme(ThemeChoice choice) {
  m_themeChoice = choice;
  m_settings->setValue(QStringLiteral("theme"), choice == ThemeChoice::dark    ? "dark"
                                                : choice == ThemeChoice::light ? "light"
                                                                               : "system");
  applyThemeChoice();
}

void MainWindow::applyThemeChoice() {
  m_themeKind = m_themeChoice == ThemeChoice::system  ? systemThemeKind()
                : m_themeChoice == ThemeChoice::light ? ThemeKind::light
                                                      : ThemeKind::dark;
  const Theme& chosen = theme(m_themeKind);
  applyTheme(chosen);
  m_top->setTheme(chosen);
  m_message->setTheme(chosen);
  m_transport->setTheme(chosen);
  m_stepBar->setTheme(chosen);
  m_axis->setTheme(chosen);
  dressPanels();
  m_status->setTheme(chosen);
  m_presentation->setTheme(chosen);
  if (m_tour) m_tour->setTheme(chosen);
}

void MainWindow::dressPanels() {
  const Theme& chosen = theme(m_themeKind);
  m_bench->setTheme(chosen);
  m_stepPanel->setTheme(chosen);
  m_explore->setTheme(chosen);
  m_lessonPanel->setTheme(chosen);
}

void MainWindow::chooseZoom(int percent) {
  const int before = zoomPercent();
  const Workbench::SideWidths sides = m_bench->sideWidths();
  setZoomPercent(percent);
  m_settings->setValue(QStringLiteral("zoom"), zoomPercent());
  if (before == zoomPercent()) return;
  applyThemeChoice();
  followZoom(*this);
  m_bench->setSideWidths(sides);
  placeAxisChoice();
  followHeight();
}

void MainWindow::chooseLanguage(const QString& code) {
  if (!m_languages.use(code) || !m_top) return;
  m_settings->setValue(QStringLiteral("language"), code);
  m_lessons->setLanguage(code);
}

bool MainWindow::reducesMotion() const {
  const QVariant choice = m_settings->value(QStringLiteral("reduceMotion"));
  return choice.isValid() ? choice.toBool() : systemReducesMotion();
}

void MainWindow::reduceMotion(bool reduced) {
  m_settings->setValue(QStringLiteral("reduceMotion"), reduced);
  followMotion();
}

void MainWindow::followMotion() {
  const bool reduced = reducesMotion();
  m_presentation->setReducedMotion(reduced);
  m_stepPlayback->setReduced(reduced);
  m_stepPlayback->setQuick(m_settings->value(QStringLiteral("quickSteps")).toBool());
  m_bench->stage().setReducedMotion(reduced);
}

void MainWindow::scenarioChosen() {
  const ScenarioInfo* info = m_bench->scenarios().current();
  m_bench->setup().setScenario(info);
  if (!info) return;
  m_bench->lessonButton().setVisible(m_lessons->of(info->name) != nullptr);
  m_bench->code().setPreview(
      QString::fromStdString(info->sourceFile),
      QString::fromUtf8(info->source.data(), static_cast<qsizetype>(info->source.size())));
  refreshTransport();
}

void MainWindow::runButtonPressed() {
  if (m_live.running())
    m_live.stop();
  else
    runChosen();
}

void MainWindow::runChosen() {
  if (m_bench->scenarios().current()) run(m_bench->setup().request());
}

void MainWindow::run(const RunRequest& request) {
  m_message->dismiss();
  keepRun();
  m_bench->scenarios().choose(request.scenario);
  m_bench->setup().apply(request);
  m_bench->closeDrawers();
  m_file.clear();
  m_saysVerdict = false;
  if (const auto started = m_live.start(m_stepMode->prepared(request)); !started)
    m_message->say(MessageBar::Tone::danger, QString::fromStdString(started.error().message));
  refreshTitle();
}

void MainWindow::endRun() { m_live.abandon(); }

void MainWindow::mainPressed() {
  if (m_transport->mainAct() == TransportBar::Main::run)
    runChosen();
  else
    playPause();
}

void MainWindow::playPause() {
  if (m_playback.playing())
    m_playback.pause();
  else if (m_live.running() && m_view.following())
    m_view.setFollowing(false);
  else
    m_playback.play();
}

void MainWindow::step(int direction) {
  m_playback.pause();
  m_view.stepEvent(direction);
}

void MainWindow::goToEnd() {
  m_playback.pause();
  if (m_live.running())
    m_view.setFollowing(true);
  else
    m_view.setPlayhead(m_view.trace().endTime());
}

void MainWindow::refreshTitle() {
  const RunInfo& run = m_view.trace().run();
  QString title = translated(run.title);
  const ScenarioInfo* info = findScenario(run.scenario);
  if (title.isEmpty() && info) title = translated(info->title);
  if (info)
    for (const VariantInfo& variant : info->variants)
      if (variant.name == run.variant && info->variants.size() > 1)
        title = tr("%1: %2").arg(title, translated(variant.label));
  if (!m_file.isEmpty()) {
    const QString name = QFileInfo(m_file).fileName();
    title = title.isEmpty() ? name : tr("%1 (%2)").arg(title, name);
  }
  m_top->setOpenTitle(title);
  setWindowTitle(title.isEmpty() ? QStringLiteral("Lockstep") : tr("%1 - Lockstep").arg(title));
}

void MainWindow::refreshTransport() {
  TransportBar::Now now;
  now.hasTrace = !m_view.trace().empty();
  now.live = m_live.running();
  now.following = m_view.following();
  now.playing = m_playback.playing();
  now.canRun = m_bench->scenarios().current() != nullptr;
  now.canRunAgain = m_live.canRunAgain();
  now.bus = m_view.trace().run().scenario == "bus";
  if (const TaskId target = signalTarget(); target.valid())
    now.target = QString::fromStdString(words().taskName(m_view.trace(), target));
  m_transport->setNow(now);
  m_stepBar->setCanRun(now.canRun);
  m_top->save->setEnabled(now.hasTrace);
  ActionButton& run = m_bench->runButton();
  run.setPicture(now.live ? Icon::stop : Icon::play);
  run.setWords(now.live ? tr("Stop") : tr("Run"));
  run.setKeyCap(firstKey(now.live ? Act::stop : Act::run));
  run.setToolTip(actTip(now.live ? Act::stop : Act::run));
  run.setLook(now.live ? ActionButton::Look::outlined : ActionButton::Look::primary);
  run.setEnabled(now.live || now.canRun);
}

TaskId MainWindow::signalTarget() const {
  const TaskId task = m_view.task();
  return task.valid() && task.value < m_view.trace().tasks().size() ? task : TaskId{};
}

void MainWindow::refreshFindings() {
  const Report& report = m_view.report();
  m_bench->setFindings(static_cast<int>(report.happened.size() + report.possible.size()));
}

// A step is shown as what came of it once it has been played, and a followed run passes at its own
// speed.
void MainWindow::refreshRate() {
  const bool realTime = m_live.running() && m_view.following();
  const double rate = m_stepMode->on() ? 0 : realTime ? 1e6 : m_playback.nsPerMs();
  m_bench->stage().setPlaybackRate(rate);
  m_presentation->setPlayback(m_playback.playing() || realTime, rate);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  followHeight();
}

void MainWindow::followHeight() {
  const bool low = height() < px(kLowWindow);
  m_transport->setLow(low);
  m_stepBar->setLow(low);
}

void MainWindow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange && m_bench) retranslate();
  QMainWindow::changeEvent(event);
}

bool MainWindow::event(QEvent* event) {
  // Our own palette makes such an event too, but leaves what the system wishes as it is.
  if (event->type() == QEvent::ApplicationPaletteChange && m_bench &&
      m_themeChoice == ThemeChoice::system && systemThemeKind() != m_themeKind)
    applyThemeChoice();
  return QMainWindow::event(event);
}

}  // namespace lockstep::ui
