// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/run_setup.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QTextLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

#include "theme/eliding_combo.h"
#include "theme/labels.h"
#include "theme/zoom.h"
#include "window/segments.h"

namespace lockstep::ui {

namespace {

constexpr int kNumberWidth = 104;
constexpr int kFlagWidth =
    216;  ///< of the words of a flag, in a panel that is as narrow as it gets

int toInt(std::int64_t value) {
  return static_cast<int>(std::clamp<std::int64_t>(value, std::numeric_limits<int>::min(),
                                                   std::numeric_limits<int>::max()));
}

QString asWord(const std::string& as) {
  return as == "threads" ? RunSetup::tr("Threads") : RunSetup::tr("Processes");
}

/// With line breaks where it is longer than `width` design pixels: a check box knows no others.
QString inLines(const QString& words, int width) {
  QTextLayout layout(words, uiFont(14));
  QStringList lines;
  layout.beginLayout();
  for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
    line.setLineWidth(width);
    lines << words.mid(line.textStart(), line.textLength()).trimmed();
  }
  layout.endLayout();
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

RunSetup::RunSetup(QWidget* parent)
    : QWidget(parent),
      m_theme(&theme(ThemeKind::light)),
      m_title(new QLabel(this)),
      m_summary(new QLabel(this)),
      m_layout(new QVBoxLayout(this)) {
  m_title->setWordWrap(true);
  m_summary->setWordWrap(true);
  m_summary->setProperty("role", "secondary");
  setMargins(*m_layout, 24, 16, 24, 8);
  setGap(*m_layout, 8);
  m_layout->addWidget(m_title);
  m_layout->addWidget(m_summary);
  m_layout->addStretch(1);
  rebuild();
}

void RunSetup::setTheme(const Theme& theme) {
  m_theme = &theme;
  m_title->setFont(zoomed(uiFont(14, 700)));
  if (m_as) m_as->setTheme(theme);
}

void RunSetup::setScenario(const ScenarioInfo* info) {
  if (info == m_info) return;
  remember();
  m_info = info;
  rebuild();
  const auto before = info ? m_remembered.find(info->name) : m_remembered.end();
  if (before != m_remembered.end()) apply(before->second);
}

void RunSetup::remember() {
  if (m_info) m_remembered[m_info->name] = request();
}

void RunSetup::rebuild() {
  if (m_form) {
    // Later: this may run inside an event that its children are still to get.
    m_layout->removeWidget(m_form);
    m_form->hide();
    m_form->deleteLater();
  }
  m_controls.clear();
  m_form = new QWidget(this);
  m_rows = new QVBoxLayout(m_form);
  setMargins(*m_rows, 0, 8, 0, 0);
  setGap(*m_rows, 10);
  m_variant = new ElidingCombo(m_form);
  m_as = new Segments(32, m_form);
  m_as->setTheme(*m_theme);
  m_layout->insertWidget(2, m_form);
  m_title->setText(m_info ? translated(m_info->title) : tr("Pick a scenario to start."));
  m_summary->setText(m_info ? translated(m_info->summary) : QString());
  m_summary->setVisible(m_info != nullptr);
  m_form->setVisible(m_info != nullptr);
  if (!m_info) return;
  fillVariants();
  fillAs();
  for (const ParameterInfo& parameter : m_info->parameters) addParameter(parameter);
}

void RunSetup::fillVariants() {
  m_variant->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_variant->setMinimumContentsLength(10);
  m_variant->setAccessibleName(tr("Variant"));
  for (const VariantInfo& variant : m_info->variants) {
    const QString words = translated(variant.label);
    m_variant->addItem(variant.bug ? tr("%1 (bug)").arg(words) : words,
                       QString::fromStdString(variant.name));
  }
  connect(m_variant, &QComboBox::currentIndexChanged, this, &RunSetup::presetLines);
  m_variant->setVisible(m_info->variants.size() > 1);
  if (m_info->variants.size() < 2) return;
  auto* label = new QLabel(tr("Variant"), m_form);
  label->setProperty("role", "secondary");
  label->setBuddy(m_variant);
  m_rows->addWidget(label);
  m_rows->addWidget(m_variant);
}

/// The lines of the source as the chosen variant has them.
void RunSetup::presetLines() {
  for (const ParameterInfo& parameter : m_info->parameters)
    if (auto* box = qobject_cast<QCheckBox*>(parameterControl(parameter.name));
        box && parameter.line)
      box->setChecked(standardOf(*m_info, m_variant->currentData().toString().toStdString(),
                                 parameter.name) != 0);
}

void RunSetup::fillAs() {
  QStringList words;
  for (const std::string& as : m_info->as) words << asWord(as);
  m_as->setChoices(words);
  for (int i = 0; i < m_as->count(); ++i)
    m_as->button(i)->setToolTip(tr("What the tasks of the run are"));
  m_as->setVisible(words.size() > 1);
  if (words.size() > 1) {
    addRow(tr("Run as"), m_as);
  } else if (!words.isEmpty()) {
    auto* only = new QLabel(words.front(), m_form);
    only->setFont(zoomed(uiFont(14, 600)));
    addRow(tr("Run as"), only);
  }
}

void RunSetup::addRow(const QString& words, QWidget* control) {
  auto* label = new QLabel(words, m_form);
  label->setWordWrap(true);
  label->setProperty("role", "secondary");
  label->setBuddy(control);
  auto* row = new QHBoxLayout;
  setGap(*row, 10);
  row->addWidget(label, 1);
  row->addWidget(control);
  m_rows->addLayout(row);
}

void RunSetup::addParameter(const ParameterInfo& parameter) {
  const QString words = translated(parameter.label);
  if (parameter.flag) {
    auto* box = new QCheckBox(inLines(words, kFlagWidth), m_form);
    box->setAccessibleName(words);
    box->setChecked(parameter.standard != 0);
    m_rows->addWidget(box);
    m_controls[parameter.name] = box;
    return;
  }
  auto* box = new QSpinBox(m_form);
  box->setRange(toInt(parameter.least), toInt(parameter.most));
  box->setValue(toInt(parameter.standard));
  box->setStepType(parameter.most - parameter.least > 1000 ? QSpinBox::AdaptiveDecimalStepType
                                                           : QSpinBox::DefaultStepType);
  if (!parameter.unit.empty())
    box->setSuffix(QLatin1Char(' ') + QString::fromStdString(parameter.unit));
  box->setAccessibleName(words);
  box->setToolTip(tr("%1 to %2, standard %3")
                      .arg(box->minimum())
                      .arg(box->maximum())
                      .arg(toInt(parameter.standard)));
  fixSize(*box, {kNumberWidth, 0});
  addRow(words, box);
  m_controls[parameter.name] = box;
}

RunRequest RunSetup::request() const {
  RunRequest request;
  if (!m_info) return request;
  request.scenario = m_info->name;
  request.variant = m_variant->currentData().toString().toStdString();
  const auto as = static_cast<std::size_t>(std::max(0, m_as->current()));
  if (as < m_info->as.size()) request.as = m_info->as[as];
  for (const auto& [name, control] : m_controls) {
    if (const auto* box = qobject_cast<const QSpinBox*>(control))
      request.parameters[name] = box->value();
    else if (const auto* check = qobject_cast<const QCheckBox*>(control))
      request.parameters[name] = check->isChecked() ? 1 : 0;
  }
  return request;
}

void RunSetup::apply(const RunRequest& request) {
  if (!m_info || request.scenario != m_info->name) return;
  const int variant = m_variant->findData(QString::fromStdString(request.variant));
  if (variant >= 0) m_variant->setCurrentIndex(variant);
  const auto as = std::ranges::find(m_info->as, request.as);
  if (as != m_info->as.end()) m_as->setCurrent(static_cast<int>(as - m_info->as.begin()));
  for (const auto& [name, value] : request.parameters) {
    QWidget* control = parameterControl(name);
    if (auto* box = qobject_cast<QSpinBox*>(control))
      box->setValue(toInt(value));
    else if (auto* check = qobject_cast<QCheckBox*>(control))
      check->setChecked(value != 0);
  }
}

QWidget* RunSetup::parameterControl(const std::string& name) const {
  const auto found = m_controls.find(name);
  return found == m_controls.end() ? nullptr : found->second;
}

void RunSetup::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) {
    const RunRequest before = request();
    rebuild();
    apply(before);
  }
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
