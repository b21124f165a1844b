// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/findings_list.h"

#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

TaskId subject(const Finding& finding) {
  if (finding.task.valid()) return finding.task;
  return finding.edges.empty() ? TaskId{} : finding.edges.front().waiter;
}

FindingsList::FindingsList(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m_view(view), m_verdict(new QLabel(this)), m_list(new QListWidget(this)) {
  m_verdict->setTextFormat(Qt::PlainText);
  m_verdict->setWordWrap(true);
  m_list->setWordWrap(true);
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setSpacing(2);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusProxy(m_list);
  auto* layout = new QVBoxLayout(this);
  setMargins(*layout, 24, 16, 16, 16);
  setGap(*layout, 10);
  layout->addWidget(m_verdict);
  layout->addWidget(m_list, 1);
  connect(m_list, &QListWidget::itemClicked, this, &FindingsList::choose);
  connect(m_list, &QListWidget::itemActivated, this, &FindingsList::choose);
  connect(&view, &Viewpoint::traceReplaced, this, &FindingsList::refresh);
  connect(&view, &Viewpoint::traceChanged, this, [this] {
    const Report& report = m_view.report();
    if (report.happened.size() + report.possible.size() != m_findings.size() ||
        report.verdict != Verdict::running || m_view.awaitsReport())
      refresh();
  });
  setTheme(theme(ThemeKind::light));
  refresh();
}

void FindingsList::setTheme(const Theme&) {
  m_verdict->setFont(zoomed(uiFont(16, 650)));
  m_list->setFont(zoomed(uiFont(14)));
}

QString FindingsList::verdict() const { return m_verdict->text(); }

void FindingsList::refresh() {
  const Report& report = m_view.report();
  m_list->clear();
  m_findings.clear();
  if (m_view.trace().empty()) {
    m_verdict->setText(tr("No run yet"));
  } else {
    m_verdict->setText(m_view.awaitsReport() ? verdictPending() : label(report.verdict));
  }
  for (const Finding& finding : report.happened) add(finding);
  for (const Finding& finding : report.possible) add(finding);
  m_list->setAccessibleName(tr("Findings"));
}

void FindingsList::add(const Finding& finding) {
  const QString sentence = QString::fromStdString(words().finding(m_view.trace(), finding));
  auto* item = new QListWidgetItem(sentence, m_list);
  item->setToolTip(tr("Go to the instant when it came true"));
  m_findings.push_back(finding);
}

void FindingsList::choose(QListWidgetItem* item) {
  const int row = m_list->row(item);
  if (row < 0 || static_cast<std::size_t>(row) >= m_findings.size()) return;
  const Finding finding = m_findings[static_cast<std::size_t>(row)];
  if (const TaskId task = subject(finding); task.valid()) m_view.selectTask(task);
  if (finding.resource.valid()) m_view.selectResource(finding.resource);
  m_view.setPlayhead(finding.time);
}

void FindingsList::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) refresh();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
