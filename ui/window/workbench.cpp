// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/workbench.h"

#include <QEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "code/code_pane.h"
#include "inspector/event_table.h"
#include "inspector/findings_list.h"
#include "inspector/why_panel.h"
#include "stage/stage.h"
#include "theme/zoom.h"
#include "timeline/timeline.h"
#include "window/run_setup.h"
#include "window/scenario_list.h"
#include "window/segments.h"
#include "window/shortcuts.h"
#include "window/start_page.h"

namespace lockstep::ui {

namespace {

constexpr int kStageHeight = 512;
constexpr int kTimelineHeight = 400;
constexpr int kCodeHeight = 320;
constexpr int kInspectorHeight = 500;
constexpr int kLeastDetails = 120;  ///< px of the setup that the list of scenarios leaves

/// A side panel: its ground, and a line towards the middle.
class SidePanel : public QWidget {
 public:
  SidePanel(const Theme* const& theme, bool left, QWidget* parent)
      : QWidget(parent), m_theme(theme), m_left(left) {}

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->surface);
    painter.fillRect(m_left ? width() - 1 : 0, 0, 1, height(), m_theme->line);
  }

 private:
  const Theme* const& m_theme;
  bool m_left;
};

QFrame* divider(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("divider", true);
  fixSize(*line, {0, 1});
  return line;
}

/// What a low or narrow window has no room for is scrolled to.
QScrollArea* scrolled(QWidget* content, QWidget* parent) {
  auto* scroll = new QScrollArea(parent);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(content);
  return scroll;
}

QSplitter* splitter(Qt::Orientation orientation, QWidget* parent) {
  auto* made = new QSplitter(orientation, parent);
  made->setHandleWidth(1);
  made->setChildrenCollapsible(false);
  return made;
}

}  // namespace

Workbench::Workbench(Viewpoint& view, std::span<const ScenarioInfo> scenarios, QWidget* parent)
    : QWidget(parent), m_view(view), m_theme(&theme(ThemeKind::light)) {
  m_columns = splitter(Qt::Horizontal, this);
  m_left = makeLeft(scenarios);
  QWidget* middle = makeMiddle(scenarios);
  m_right = makeRight();
  m_columns->addWidget(m_left);
  m_columns->addWidget(middle);
  m_columns->addWidget(m_right);
  m_columns->setStretchFactor(0, 0);
  m_columns->setStretchFactor(1, 1);
  m_columns->setStretchFactor(2, 0);
  m_columns->setSizes({px(kLeftWidth), px(1184), px(kRightWidth)});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_columns);
  retranslate();
}

QWidget* Workbench::makeLeft(std::span<const ScenarioInfo> scenarios) {
  auto* side = new SidePanel(m_theme, true, this);
  m_leftPages = new QStackedWidget(side);
  auto* panel = new QWidget(m_leftPages);
  m_leftPages->addWidget(panel);
  m_scenarios = new ScenarioList(scenarios, panel);
  m_setup = new RunSetup(panel);
  m_run = new ActionButton(ActionButton::Look::primary, 40, panel);
  m_run->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_lesson = new ActionButton(ActionButton::Look::outlined, 40, panel);
  auto* content = new QWidget(panel);
  auto* inside = new QVBoxLayout(content);
  setMargins(*inside, 0, 20, 0, 0);
  setGap(*inside, 0);
  auto* top = new QVBoxLayout;
  setMargins(*top, 12, 0, 12, 12);
  top->addWidget(m_scenarios);
  inside->addLayout(top, 3);
  auto* lineRow = new QVBoxLayout;
  setMargins(*lineRow, 24, 0, 24, 0);
  lineRow->addWidget(divider(panel));
  inside->addLayout(lineRow);
  QScrollArea* details = scrolled(m_setup, panel);
  setLeastSize(*details, {0, kLeastDetails});
  inside->addWidget(details, 2);
  auto* bottom = new QHBoxLayout;
  setMargins(*bottom, 24, 12, 24, 20);
  setGap(*bottom, 8);
  bottom->addWidget(m_run);
  bottom->addWidget(m_lesson);
  auto* layout = new QVBoxLayout(panel);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(scrolled(content, panel), 1);
  layout->addLayout(bottom);
  auto* whole = new QVBoxLayout(side);
  whole->setContentsMargins(0, 0, 1, 0);
  whole->addWidget(m_leftPages);
  setLeastSize(*side, {264, 0});
  setMostSize(*side, {480, 0});
  return side;
}

void Workbench::addLesson(QWidget* panel) { m_leftPages->addWidget(panel); }

void Workbench::showLesson(bool open) { m_leftPages->setCurrentIndex(open ? 1 : 0); }

QWidget* Workbench::makeMiddle(std::span<const ScenarioInfo> scenarios) {
  m_middle = new QStackedWidget(this);
  m_start = new StartPage(scenarios, m_middle);
  m_middleSplit = splitter(Qt::Vertical, m_middle);
  m_stage = new Stage(m_view, m_middleSplit);
  m_timeline = new Timeline(m_view, m_middleSplit);
  m_stage->setFocusPolicy(Qt::StrongFocus);
  m_timeline->setFocusPolicy(Qt::StrongFocus);
  m_middleSplit->addWidget(m_stage);
  m_middleSplit->addWidget(m_timeline);
  m_middleSplit->setStretchFactor(0, 1);
  m_middleSplit->setStretchFactor(1, 1);
  m_middleSplit->setSizes({kStageHeight, kTimelineHeight});
  m_middle->addWidget(scrolled(m_start, m_middle));
  m_middle->addWidget(m_middleSplit);
  m_middle->installEventFilter(this);
  return m_middle;
}

QWidget* Workbench::makeRight() {
  auto* panel = new SidePanel(m_theme, false, this);
  m_rightSplit = splitter(Qt::Vertical, panel);
  m_code = new CodePane(m_view, m_rightSplit);
  m_codeLanguage = new Segments(28, m_code);
  m_codeLanguage->setChoices({QString(), QString()});
  m_code->addToHead(m_codeLanguage);
  connect(m_codeLanguage, &Segments::chosen, this,
          [this](int index) { m_view.setCodeLanguage(static_cast<CodeLanguage>(index)); });
  connect(m_code, &CodePane::sourceShown, this, [this] {
    m_codeLanguage->setVisible(m_code->source().hasTwin());
    m_codeLanguage->setCurrent(static_cast<int>(m_view.codeLanguage()));
  });
  m_inspector = makeInspector();
  m_rightSplit->addWidget(m_code);
  m_rightSplit->addWidget(m_inspector);
  m_rightSplit->setStretchFactor(0, 1);
  m_rightSplit->setStretchFactor(1, 1);
  m_rightSplit->setSizes({kCodeHeight, kInspectorHeight});
  auto* layout = new QVBoxLayout(panel);
  layout->setContentsMargins(1, 0, 0, 0);
  layout->addWidget(scrolled(m_rightSplit, panel));
  setLeastSize(*panel, {320, 0});
  return panel;
}

QWidget* Workbench::makeInspector() {
  auto* box = new QWidget(this);
  m_tabs = new Segments(36, box);
  m_tabs->setChoices({QString(), QString(), QString(), QString()});
  m_pages = new QStackedWidget(box);
  m_whyPage = new QWidget;
  m_why = new WhyPanel(m_view, m_whyPage);
  auto* whyLayout = new QVBoxLayout(m_whyPage);
  whyLayout->setContentsMargins(0, 0, 0, 0);
  whyLayout->setSpacing(0);
  whyLayout->addWidget(m_why);
  whyLayout->addStretch(1);
  m_events = new EventTable(m_view, m_pages);
  m_findings = new FindingsList(m_view, m_pages);
  m_whyArea = scrolled(m_whyPage, m_pages);
  m_whyArea->setFocusProxy(nullptr);
  m_whyArea->setFocusPolicy(Qt::StrongFocus);
  m_pages->addWidget(m_whyArea);
  m_pages->addWidget(m_events);
  m_pages->addWidget(m_findings);
  auto* tabRow = new QHBoxLayout;
  setMargins(*tabRow, 24, 12, 24, 0);
  tabRow->addWidget(m_tabs);
  tabRow->addStretch(1);
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(tabRow);
  layout->addWidget(m_pages, 1);
  connect(m_tabs, &Segments::chosen, this,
          [this](int index) { showTab(static_cast<InspectorTab>(index)); });
  return box;
}

void Workbench::setTheme(const Theme& theme) {
  m_theme = &theme;
  m_scenarios->setTheme(theme);
  m_setup->setTheme(theme);
  m_run->setTheme(theme);
  m_lesson->setTheme(theme);
  m_start->setTheme(theme);
  m_stage->setTheme(theme);
  m_timeline->setTheme(theme);
  m_code->setTheme(theme);
  m_why->setTheme(theme);
  m_events->setTheme(theme);
  m_findings->setTheme(theme);
  m_tabs->setTheme(theme);
  m_codeLanguage->setTheme(theme);
  m_left->update();
  m_right->update();
}

Workbench::SideWidths Workbench::sideWidths() const {
  const QList<int> sizes = m_columns->sizes();
  const auto widthOf = [&](QWidget* panel) {
    const int place = m_columns->indexOf(panel);
    return place < 0 ? 0 : sizes[place] / zoom();
  };
  return {widthOf(m_left), widthOf(m_right)};
}

void Workbench::setSideWidths(const SideWidths& widths) {
  QList<int> sizes = m_columns->sizes();
  int& middle = sizes[m_columns->indexOf(m_middle)];
  for (const auto& [panel, width] : {std::pair(m_left, widths.left), {m_right, widths.right}}) {
    const int place = m_columns->indexOf(panel);
    if (place < 0 || width <= 0) continue;
    middle += sizes[place] - px(width);
    sizes[place] = px(width);
  }
  m_columns->setSizes(sizes);
  arrange();
}

void Workbench::retranslate() {
  m_lesson->setWords(tr("Lesson"));
  m_lesson->setToolTip(actTip(Act::lesson));
  m_codeLanguage->setAccessibleName(tr("Language of the code"));
  m_codeLanguage->setWords(0, tr("C++"));
  m_codeLanguage->setWords(1, tr("Python"));
  m_codeLanguage->button(0)->setToolTip(tr("The C++ that runs"));
  m_codeLanguage->button(1)->setToolTip(actTip(Act::codeLanguage));
  m_tabs->setWords(0, tr("Why"));
  m_tabs->button(0)->setToolTip(actTip(Act::why));
  m_tabs->setWords(1, tr("Events"));
  m_tabs->button(1)->setToolTip(actTip(Act::events));
  setFindings(m_findingCount);
  m_tabs->button(2)->setToolTip(tr("What went wrong, and what could have"));
  m_tabs->setWords(3, tr("Explore"));
  m_tabs->button(3)->setToolTip(tr("Search the schedules for one that fails"));
  m_whyArea->setAccessibleName(tr("Why"));
  m_stage->setAccessibleName(tr("Stage"));
  m_timeline->setAccessibleName(tr("Timeline"));
}

void Workbench::addSteps(QWidget* panel, QWidget* explore) {
  panel->setParent(m_whyPage);
  static_cast<QVBoxLayout*>(m_whyPage->layout())->insertWidget(0, panel);
  m_pages->addWidget(explore);
}

void Workbench::setFindings(int count) {
  m_findingCount = count;
  m_tabs->setWords(2, count > 0 ? tr("Findings %1").arg(count) : tr("Findings"));
}

void Workbench::showStartPage(bool start) {
  m_middle->setCurrentIndex(start ? 0 : m_middle->indexOf(m_middleSplit));
}

void Workbench::showTab(InspectorTab tab) {
  m_tabs->setCurrent(static_cast<int>(tab));
  m_pages->setCurrentIndex(static_cast<int>(tab));
}

InspectorTab Workbench::tab() const { return static_cast<InspectorTab>(m_pages->currentIndex()); }

QWidget* Workbench::paneWidget(Pane pane) const {
  switch (pane) {
    case Pane::scenarios:
      return m_left;
    case Pane::stage:
      return m_stage;
    case Pane::timeline:
      return m_timeline;
    case Pane::code:
      return m_code;
    case Pane::inspector:
      return m_inspector;
  }
  return nullptr;
}

// The open flag of the drawer that a pane is in; null while it is in none.
bool* Workbench::drawerOpen(Pane pane) {
  if (pane == Pane::scenarios) return m_leftDrawer ? &m_leftOpen : nullptr;
  if (pane == Pane::code || pane == Pane::inspector) return m_rightDrawer ? &m_rightOpen : nullptr;
  return nullptr;
}

void Workbench::toggle(Pane pane) {
  bool* open = drawerOpen(pane);
  if (open && pane == Pane::scenarios) {
    *open = !*open;
  } else if (open && !*open) {
    *open = true;
    folded(pane) = false;
  } else {
    folded(pane) = !folded(pane);
  }
  // Something is left in the middle, and an empty drawer closes.
  if (isFolded(Pane::stage) && isFolded(Pane::timeline))
    folded(pane == Pane::stage ? Pane::timeline : Pane::stage) = false;
  if (m_rightDrawer && isFolded(Pane::code) && isFolded(Pane::inspector)) {
    m_rightOpen = false;
    folded(Pane::code) = folded(Pane::inspector) = false;
  }
  applyFolds();
}

void Workbench::reveal(Pane pane) {
  if (bool* open = drawerOpen(pane)) *open = true;
  if (pane != Pane::scenarios || !m_leftDrawer) folded(pane) = false;
  applyFolds();
}

bool Workbench::canBeSeen(Pane pane) const { return paneWidget(pane)->isVisible(); }

bool Workbench::closeDrawers() {
  if (!(m_leftDrawer && m_leftOpen) && !(m_rightDrawer && m_rightOpen)) return false;
  m_leftOpen = m_rightOpen = false;
  applyFolds();
  return true;
}

void Workbench::applyFolds() {
  m_stage->setVisible(!isFolded(Pane::stage));
  m_timeline->setVisible(!isFolded(Pane::timeline));
  m_code->setVisible(!isFolded(Pane::code));
  m_inspector->setVisible(!isFolded(Pane::inspector));
  m_left->setVisible(m_leftDrawer ? m_leftOpen : !isFolded(Pane::scenarios));
  m_right->setVisible(m_rightDrawer ? m_rightOpen
                                    : !(isFolded(Pane::code) && isFolded(Pane::inspector)));
  placeDrawers();
}

void Workbench::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void Workbench::arrange() {
  const bool left = width() < px(kLeftDrawerBelow);
  const bool right = width() < px(kRightDrawerBelow);
  const bool changed = left != m_leftDrawer || right != m_rightDrawer;
  // In sight a splitter gives a panel that comes back less than it is told to.
  const SideWidths back{m_leftDrawer && !left ? kLeftWidth : 0.0,
                        m_rightDrawer && !right ? kRightWidth : 0.0};
  if (left != m_leftDrawer) setDrawer(true, left);
  if (right != m_rightDrawer) setDrawer(false, right);
  if (changed) {
    applyFolds();
    if (isVisible()) setSideWidths(back);
    Q_EMIT drawersChanged();
  }
  placeDrawers();
}

void Workbench::setDrawer(bool left, bool drawer) {
  QWidget* panel = left ? m_left : m_right;
  (left ? m_leftDrawer : m_rightDrawer) = drawer;
  (left ? m_leftOpen : m_rightOpen) = false;
  if (drawer) {
    QList<int> sizes = m_columns->sizes();
    const int room = sizes.takeAt(m_columns->indexOf(panel));
    panel->setParent(this);
    panel->raise();
    // The middle gets its room, and not the other panel. Before it is shown nothing has any.
    sizes[m_columns->indexOf(m_middle)] += room;
    if (isVisible()) m_columns->setSizes(sizes);
  } else {
    m_columns->insertWidget(left ? 0 : m_columns->count(), panel);
    QList<int> sizes = m_columns->sizes();
    const auto place = left ? 0 : sizes.size() - 1;
    sizes[place] = px(left ? kLeftWidth : kRightWidth);
    m_columns->setSizes(sizes);
    m_columns->setStretchFactor(m_columns->indexOf(m_middle), 1);
    m_columns->setStretchFactor(m_columns->indexOf(panel), 0);
  }
}

void Workbench::placeDrawers() {
  if (m_leftDrawer) {
    m_left->setGeometry(0, 0, std::min(px(kLeftWidth), width()), height());
    m_left->raise();
  }
  if (m_rightDrawer) {
    const int wide = std::min(px(kRightWidth), width());
    m_right->setGeometry(width() - wide, 0, wide, height());
    m_right->raise();
  }
}

void Workbench::cyclePanes(int direction, QWidget* transport) {
  const std::array<QWidget*, 6> order = {m_scenarios->isVisible() ? m_left : nullptr,
                                         m_stage,
                                         m_timeline,
                                         m_code,
                                         m_inspector,
                                         transport};
  const QWidget* focus = QWidget::window()->focusWidget();
  const auto holdsFocus = [&](const QWidget* pane) {
    return pane && focus && (pane == focus || pane->isAncestorOf(focus));
  };
  const auto now = std::ranges::find_if(order, holdsFocus);
  const auto count = static_cast<int>(order.size());
  int place = now == order.end() ? (direction > 0 ? 0 : 1) : static_cast<int>(now - order.begin());
  for (int tries = 0; tries < count; ++tries) {
    place = (place + direction + count) % count;
    QWidget* pane = order[static_cast<std::size_t>(place)];
    if (!pane || !pane->isVisible()) continue;
    if (pane == m_left)
      m_scenarios->focusSearch();
    else if (pane == m_inspector)
      m_pages->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    else
      pane->setFocus(Qt::ShortcutFocusReason);
    return;
  }
}

void Workbench::saveLayout(QSettings& settings) const {
  // The columns' widths mean something only while both panels stand in them.
  if (!m_leftDrawer && !m_rightDrawer)
    settings.setValue(QStringLiteral("layout/columns"), m_columns->saveState());
  settings.setValue(QStringLiteral("layout/middle"), m_middleSplit->saveState());
  settings.setValue(QStringLiteral("layout/right"), m_rightSplit->saveState());
  QStringList foldedPanes;
  for (int i = 0; i < kPanes; ++i)
    if (m_folded[static_cast<std::size_t>(i)]) foldedPanes << QString::number(i);
  settings.setValue(QStringLiteral("layout/folded"), foldedPanes);
  settings.setValue(QStringLiteral("layout/tab"), m_pages->currentIndex());
  settings.setValue(QStringLiteral("layout/python"), m_view.codeLanguage() == CodeLanguage::python);
}

void Workbench::restoreLayout(const QSettings& settings) {
  if (!m_leftDrawer && !m_rightDrawer)
    m_columns->restoreState(settings.value(QStringLiteral("layout/columns")).toByteArray());
  m_middleSplit->restoreState(settings.value(QStringLiteral("layout/middle")).toByteArray());
  m_rightSplit->restoreState(settings.value(QStringLiteral("layout/right")).toByteArray());
  const QStringList foldedPanes = settings.value(QStringLiteral("layout/folded")).toStringList();
  for (int i = 0; i < kPanes; ++i)
    m_folded[static_cast<std::size_t>(i)] = foldedPanes.contains(QString::number(i));
  if (isFolded(Pane::stage) && isFolded(Pane::timeline)) folded(Pane::stage) = false;
  showTab(static_cast<InspectorTab>(
      std::clamp(settings.value(QStringLiteral("layout/tab"), 0).toInt(), 0, 3)));
  m_view.setCodeLanguage(settings.value(QStringLiteral("layout/python")).toBool()
                             ? CodeLanguage::python
                             : CodeLanguage::cpp);
  applyFolds();
}

// A click in the middle closes the drawers that lie over it.
bool Workbench::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_middle && event->type() == QEvent::MouseButtonPress) closeDrawers();
  return QWidget::eventFilter(watched, event);
}

void Workbench::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
