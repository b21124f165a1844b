// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/start_page.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr std::size_t kSuggestions = 3;

// Three different things to see: waiting for each other, going wrong, working together.
std::vector<const ScenarioInfo*> suggest(std::span<const ScenarioInfo> scenarios) {
  std::vector<const ScenarioInfo*> chosen;
  for (const char* name : {"philosophers", "counter", "producer-consumer"}) {
    const auto found = std::ranges::find(scenarios, std::string_view(name), &ScenarioInfo::name);
    if (found != scenarios.end()) chosen.push_back(&*found);
  }
  for (const ScenarioInfo& info : scenarios)
    if (chosen.size() < kSuggestions && std::ranges::find(chosen, &info) == chosen.end())
      chosen.push_back(&info);
  return chosen;
}

}  // namespace

StartPage::StartPage(std::span<const ScenarioInfo> scenarios, QWidget* parent)
    : QWidget(parent),
      m_theme(&theme(ThemeKind::light)),
      m_title(new QLabel(this)),
      m_hint(new QLabel(this)),
      m_scenarios(suggest(scenarios)) {
  m_title->setAlignment(Qt::AlignCenter);
  m_title->setWordWrap(true);
  m_hint->setAlignment(Qt::AlignCenter);
  m_hint->setWordWrap(true);
  m_hint->setProperty("role", "secondary");
  auto* layout = new QVBoxLayout(this);
  setGap(*layout, 12);
  layout->addStretch(2);
  layout->addWidget(m_title);
  addGap(*layout, 8);
  for (const ScenarioInfo* info : m_scenarios) {
    auto* button = new ActionButton(ActionButton::Look::outlined, 40, this);
    button->setPicture(Icon::play);
    connect(button, &QPushButton::clicked, this,
            [this, info] { Q_EMIT wanted(QString::fromStdString(info->name)); });
    m_buttons.push_back(button);
    layout->addWidget(button, 0, Qt::AlignHCenter);
  }
  addGap(*layout, 8);
  layout->addWidget(m_hint);
  m_tour = new ActionButton(ActionButton::Look::plain, 32, this);
  connect(m_tour, &QPushButton::clicked, this, &StartPage::tourWanted);
  layout->addWidget(m_tour, 0, Qt::AlignHCenter);
  layout->addStretch(3);
  retranslate();
}

void StartPage::setTheme(const Theme& theme) {
  m_theme = &theme;
  m_title->setFont(zoomed(uiFont(20, 700)));
  for (ActionButton* button : m_buttons) button->setTheme(theme);
  m_tour->setTheme(theme);
  update();
}

void StartPage::retranslate() {
  m_title->setText(tr("Pick a scenario to start."));
  m_hint->setText(tr("Or drop a recording here."));
  m_tour->setWords(tr("Take the tour of the window"));
  m_tour->setToolTip(tr("Shows in a minute what is where"));
  for (std::size_t i = 0; i < m_buttons.size(); ++i) {
    m_buttons[i]->setWords(translated(m_scenarios[i]->title));
    m_buttons[i]->setToolTip(translated(m_scenarios[i]->summary));
  }
}

void StartPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->bg);
}

void StartPage::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
