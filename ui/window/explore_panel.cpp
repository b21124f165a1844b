// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/explore_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "theme/eliding_combo.h"
#include "theme/labels.h"
#include "theme/zoom.h"
#include "window/run_tiles.h"

namespace lockstep::ui {

namespace {

constexpr int kExploreLookMs = 60;
constexpr int kKindLetters = 12;  ///< of a kind of search that are always in sight
constexpr double kMostSeconds = 30;
constexpr std::uint64_t kMostRuns = RunTiles::kMostTiles;

QLabel* exploreLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  return label;
}

Verdict verdictOf(const std::string& word) {
  for (const Verdict verdict :
       {Verdict::running, Verdict::completed, Verdict::deadlock, Verdict::hang, Verdict::lostUpdate,
        Verdict::lostWakeup, Verdict::race, Verdict::crashed, Verdict::stopped})
    if (name(verdict) == word) return verdict;
  return Verdict::running;
}

}  // namespace

std::optional<std::size_t> firstDifference(const std::vector<Choice>& one,
                                           const std::vector<Choice>& other) {
  const auto ends = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  if (ends.first == one.end() || ends.second == other.end()) return std::nullopt;
  return static_cast<std::size_t>(ends.first - one.begin()) + 1;
}

ExplorePanel::ExplorePanel(QWidget* parent)
    : QWidget(parent),
      m_kind(new ElidingCombo(this)),
      m_start(new QPushButton(this)),
      m_counts(exploreLabel(this)),
      m_about(exploreLabel(this)),
      m_fewest(new QPushButton(this)),
      m_compare(new QPushButton(this)),
      m_tiles(new RunTiles) {
  m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_kind->setMinimumContentsLength(kKindLetters);
  for (int i = 0; i < 3; ++i) m_kind->addItem(QString());
  m_timer.setInterval(kExploreLookMs);
  assemble();
  connect(&m_timer, &QTimer::timeout, this, &ExplorePanel::look);
  connect(m_start, &QPushButton::clicked, this, [this] {
    if (m_explorer)
      stop();
    else
      Q_EMIT requestWanted();
  });
  connect(m_tiles, &RunTiles::chosen, this, [this] {
    m_comparison.clear();
    refresh();
  });
  connect(m_tiles, &RunTiles::showWanted, this,
          [this](int index) { Q_EMIT replayWanted(replayOf(index)); });
  connect(m_fewest, &QPushButton::clicked, this, &ExplorePanel::shrink);
  connect(m_compare, &QPushButton::clicked, this, &ExplorePanel::compare);
  retranslate();
  setTheme(theme(ThemeKind::light));
}

ExplorePanel::~ExplorePanel() = default;

void ExplorePanel::assemble() {
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(m_tiles);
  auto* top = new QHBoxLayout;
  setGap(*top, 8);
  top->addWidget(m_kind, 1);
  top->addWidget(m_start);
  auto* acts = new QHBoxLayout;
  setGap(*acts, 8);
  acts->addWidget(m_fewest);
  acts->addWidget(m_compare);
  acts->addStretch(1);
  auto* layout = new QVBoxLayout(this);
  setMargins(*layout, 24, 16, 24, 16);
  setGap(*layout, 10);
  layout->addLayout(top);
  layout->addWidget(m_counts);
  layout->addWidget(scroll, 1);
  layout->addWidget(m_about);
  layout->addLayout(acts);
}

void ExplorePanel::setTheme(const Theme& theme) {
  m_tiles->setTheme(theme);
  m_counts->setFont(zoomed(uiFont(14, 600)));
  m_about->setFont(zoomed(uiFont(14)));
}

void ExplorePanel::retranslate() {
  m_kind->setItemText(0, tr("All schedules"));
  m_kind->setItemText(1, tr("Random schedules"));
  m_kind->setItemText(2, tr("Few switches at random places (PCT)"));
  m_start->setToolTip(tr("Runs the chosen scenario under many schedules."));
  m_kind->setAccessibleName(tr("How to search"));
  m_fewest->setText(tr("Fewest switches"));
  m_fewest->setToolTip(tr("Looks for the simplest schedule that ends as the chosen run does."));
  m_compare->setText(tr("Compare"));
  m_compare->setToolTip(tr("Ctrl+click a second run, or press C on it, to compare the two."));
  refresh();
}

QString ExplorePanel::counts() const { return m_counts->text(); }
QString ExplorePanel::about() const { return m_about->text(); }

void ExplorePanel::start(const RunRequest& run) {
  stop();
  m_run = run;
  m_run.prefix.clear();
  m_run.stepping = Stepping::fromStart;
  m_tiles->clear();
  m_state = Exploration();
  m_comparison.clear();
  ExploreRequest request;
  request.run = m_run;
  request.kind = static_cast<SearchKind>(
      std::array{SearchKind::dfs, SearchKind::random,
                 SearchKind::pct}[static_cast<std::size_t>(std::max(0, m_kind->currentIndex()))]);
  request.runs = kMostRuns;
  request.seconds = kMostSeconds;
  auto started = Explorer::start(request);
  if (!started) {
    Q_EMIT problem(QString::fromStdString(started.error().message));
    return;
  }
  m_explorer = std::move(*started);
  m_timer.start();
  refresh();
}

void ExplorePanel::stop() {
  if (!m_explorer) return;
  m_explorer->stop();
  m_tiles->add(m_explorer->takeRuns());
  m_state = m_explorer->state();
  m_explorer.reset();
  refresh();
}

void ExplorePanel::look() {
  if (m_explorer) {
    m_state = m_explorer->state();
    m_tiles->add(m_explorer->takeRuns());
    if (m_state.done) stop();
  }
  if (m_waitsForShrunk && !m_shrinking.busy()) {
    m_waitsForShrunk = false;
    if (const auto found = m_shrinking.found())
      Q_EMIT replayWanted({m_run, found->choices,
                           found->fewest ? tr("Fewest switches: %1").arg(found->preemptions)
                                         : tr("Fewer switches: %1").arg(found->preemptions)});
    else
      Q_EMIT problem(tr("The run could not be made simpler: it does not repeat."));
  }
  if (!m_explorer && !m_waitsForShrunk) m_timer.stop();
  refresh();
}

void ExplorePanel::refresh() {
  m_start->setText(m_explorer ? tr("Stop") : tr("Explore"));
  m_start->setProperty("primary", !m_explorer);
  QStringList counts;
  for (const auto& [word, runs] : m_state.tally.verdicts)
    counts << tr("%1 %2: %3", "letter, verdict, runs")
                  .arg(letterOf(verdictOf(word)), label(verdictOf(word)))
                  .arg(runs);
  if (m_state.done && m_state.tally.exhausted()) counts << tr("all schedules were seen");
  if (!m_state.faults.empty()) counts << QString::fromStdString(m_state.faults.front());
  m_counts->setText(counts.isEmpty() ? tr("Runs the chosen scenario under many schedules.")
                                     : counts.join(QStringLiteral("   ")));
  const int current = m_tiles->current();
  const int marked = m_tiles->marked();
  m_fewest->setEnabled(current >= 0 && !m_waitsForShrunk);
  m_compare->setEnabled(current >= 0 && marked >= 0 && current != marked);
  if (m_waitsForShrunk) return m_about->setText(tr("Looking for the simplest schedule."));
  if (!m_comparison.isEmpty()) return m_about->setText(m_comparison);
  if (current < 0) return m_about->setText(tr("Click a tile to replay its run step by step."));
  const ExploredRun& run = m_tiles->runs()[static_cast<std::size_t>(current)];
  m_about->setText(tr("Run %1: %2; steps: %3, switches: %4")
                       .arg(run.number)
                       .arg(label(run.verdict))
                       .arg(run.choices.size())
                       .arg(run.preemptions));
}

StepReplay ExplorePanel::replayOf(int index) const {
  const ExploredRun& run = m_tiles->runs()[static_cast<std::size_t>(index)];
  return {m_run, run.choices, tr("Run %1", "an explored run").arg(run.number)};
}

void ExplorePanel::shrink() {
  if (m_tiles->current() < 0) return;
  m_shrinking.ask(m_run, m_tiles->runs()[static_cast<std::size_t>(m_tiles->current())].choices);
  m_waitsForShrunk = true;
  m_timer.start();
  refresh();
}

void ExplorePanel::compare() {
  if (m_tiles->current() < 0 || m_tiles->marked() < 0) return;
  const ExploredRun& one = m_tiles->runs()[static_cast<std::size_t>(m_tiles->current())];
  const ExploredRun& other = m_tiles->runs()[static_cast<std::size_t>(m_tiles->marked())];
  const auto difference = firstDifference(one.choices, other.choices);
  if (!difference) {
    m_comparison = tr("Runs %1 and %2 make the same choices.").arg(one.number).arg(other.number);
    return refresh();
  }
  m_comparison =
      tr("Runs %1 and %2 first differ in step %3: one lets task %4 go, the other task %5.")
          .arg(one.number)
          .arg(other.number)
          .arg(*difference)
          .arg(one.choices[*difference - 1].task.value)
          .arg(other.choices[*difference - 1].task.value);
  refresh();
  Q_EMIT compareWanted(replayOf(m_tiles->current()), replayOf(m_tiles->marked()), *difference);
}

void ExplorePanel::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
