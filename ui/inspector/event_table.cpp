// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/event_table.h"

#include <QComboBox>
#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include "theme/eliding_combo.h"
#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kRowHeight = 26;

// What the probe and the scheduler say of themselves is no operation of a scenario.
bool isCall(Operation operation) {
  return operation != Operation::none && operation < Operation::delay;
}

/// Keeps the chosen entry while the list around it is made anew.
void refill(QComboBox& box, const QString& all, const QVector<QPair<QString, int>>& entries) {
  const QVariant chosen = box.currentData();
  box.clear();
  box.addItem(all, -1);
  for (const auto& [text, id] : entries) box.addItem(text, id);
  box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

QComboBox* filterBox(QWidget* parent) {
  auto* box = new ElidingCombo(parent);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(3);
  box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  return box;
}

}  // namespace

EventTable::EventTable(Viewpoint& view, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_model(new EventModel(view, this)),
      m_task(filterBox(this)),
      m_resource(filterBox(this)),
      m_operation(filterBox(this)),
      m_table(new QTableView(this)),
      m_count(new QLabel(this)) {
  assemble();
  for (QComboBox* box : {m_task, m_resource, m_operation})
    connect(box, &QComboBox::currentIndexChanged, this, &EventTable::applyFilter);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          &EventTable::choose);
  connect(m_table, &QTableView::clicked, this, &EventTable::choose);
  connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &EventTable::fetchAtTop);
  connect(&view, &Viewpoint::traceReplaced, this, &EventTable::replaceTrace);
  connect(&view, &Viewpoint::traceChanged, this, &EventTable::grow);
  connect(&view, &Viewpoint::playheadChanged, this, &EventTable::followPlayhead);
  setTheme(theme(ThemeKind::light));
  refillFilters();
}

void EventTable::assemble() {
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setFrameShape(QFrame::NoFrame);
  m_table->setTextElideMode(Qt::ElideMiddle);
  m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_table->setTabKeyNavigation(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->horizontalHeader()->setStretchLastSection(true);
  setFocusProxy(m_table);

  auto* filters = new QHBoxLayout;
  setMargins(*filters, 24, 12, 24, 8);
  setGap(*filters, 8);
  filters->addWidget(m_task);
  filters->addWidget(m_resource);
  filters->addWidget(m_operation);
  auto* foot = new QHBoxLayout;
  setMargins(*foot, 24, 6, 24, 8);
  foot->addWidget(m_count);
  m_count->setProperty("role", "meta");
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(filters);
  layout->addWidget(m_table, 1);
  layout->addLayout(foot);
}

void EventTable::setTheme(const Theme&) {
  m_table->verticalHeader()->setDefaultSectionSize(px(kRowHeight));
  m_table->horizontalHeader()->setFont(zoomed(uiFont(12, 600)));
  const QFontMetrics metrics(zoomed(uiFont(13)));
  const QFontMetrics mono(zoomed(monoFont(12)));
  const auto wide = [&](const char* sample) {
    return metrics.horizontalAdvance(QLatin1String(sample)) + px(22);
  };
  m_table->setColumnWidth(EventModel::kTime, wide("12345.678901"));
  m_table->setColumnWidth(EventModel::kTask, wide("12 consumer-1"));
  m_table->setColumnWidth(EventModel::kOperation,
                          mono.horizontalAdvance(QLatin1String("notify_all")) + px(22));
  m_table->setColumnWidth(EventModel::kResource, wide("orders lock"));
  m_table->setColumnWidth(EventModel::kResult, wide("blocked"));
  m_table->setColumnWidth(EventModel::kValue, wide("SIGUSR1"));
}

void EventTable::refillFilters() {
  const QScopedValueRollback filling(m_filling, true);
  const Trace& trace = m_view.trace();
  const Words text = words();
  m_filterTasks = trace.tasks().size();
  m_filterResources = trace.resources().size();
  QVector<QPair<QString, int>> tasks;
  for (const TaskInfo& task : trace.tasks())
    if (task.id != kSupervisor)
      tasks.append({QStringLiteral("%1 %2")
                        .arg(task.id.value)
                        .arg(QString::fromStdString(text.taskName(trace, task.id))),
                    task.id.value});
  refill(*m_task, tr("Tasks"), tasks);
  QVector<QPair<QString, int>> resources;
  for (const ResourceInfo& resource : trace.resources())
    if (resource.id.valid())
      resources.append({QString::fromStdString(text.resourceName(trace, resource.id)),
                        static_cast<int>(resource.id.value)});
  refill(*m_resource, tr("Resources"), resources);
  QVector<QPair<QString, int>> operations;
  for (int i = 0; i < kOperations; ++i) {
    const auto operation = static_cast<Operation>(i);
    const std::string_view word = name(operation);
    if (isCall(operation))
      operations.append({QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())), i});
  }
  refill(*m_operation, tr("Operations"), operations);
  m_task->setAccessibleName(tr("Show events of task"));
  m_resource->setAccessibleName(tr("Show events of resource"));
  m_operation->setAccessibleName(tr("Show events of operation"));
  m_table->setAccessibleName(tr("Events"));
}

void EventTable::applyFilter() {
  if (m_filling) return;
  EventFilter filter;
  if (const int task = m_task->currentData().toInt(); task >= 0)
    filter.task = TaskId{static_cast<std::uint16_t>(task)};
  if (const int resource = m_resource->currentData().toInt(); resource >= 0)
    filter.resource = ResourceId{static_cast<std::uint32_t>(resource)};
  if (const int operation = m_operation->currentData().toInt(); operation >= 0)
    filter.operation = static_cast<Operation>(operation);
  const QScopedValueRollback following(m_following, true);
  m_model->setFilter(filter);
  updateCount();
  followPlayhead();
}

void EventTable::replaceTrace() {
  refillFilters();
  {
    const QScopedValueRollback following(m_following, true);
    m_model->setFilter({});
    m_model->reset();
    const QScopedValueRollback filling(m_filling, true);
    for (QComboBox* box : {m_task, m_resource, m_operation}) box->setCurrentIndex(0);
  }
  updateCount();
  followPlayhead();
}

void EventTable::grow() {
  if (!isVisible()) return;
  if (m_view.trace().tasks().size() != m_filterTasks ||
      m_view.trace().resources().size() != m_filterResources)
    refillFilters();
  const QScopedValueRollback following(m_following, true);
  m_model->grow();
  updateCount();
}

void EventTable::followPlayhead() {
  if (!isVisible()) return;
  const QModelIndex current = m_table->currentIndex();
  // Several events can share one instant: the one that was chosen stays chosen.
  if (current.isValid() && m_model->event(current.row()).time == m_view.playhead()) return;
  const QScopedValueRollback following(m_following, true);
  const int row = m_model->bring(m_view.playhead());
  if (row < 0) {
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    return;
  }
  const QModelIndex index = m_model->index(row, EventModel::kTime);
  m_table->selectionModel()->setCurrentIndex(
      index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  m_table->scrollTo(index, QAbstractItemView::EnsureVisible);
}

void EventTable::choose(const QModelIndex& current) {
  if (m_following || !current.isValid()) return;
  const Event event = m_model->event(current.row());
  if (event.task.valid() && event.task != kSupervisor) m_view.selectTask(event.task);
  m_view.setPlayhead(event.time);
}

void EventTable::fetchAtTop(int scrollValue) {
  if (scrollValue > 0 || m_following || !m_model->canFetchEarlier()) return;
  const QScopedValueRollback following(m_following, true);
  const int added = m_model->fetchEarlier();
  m_table->verticalScrollBar()->setValue(added);
}

void EventTable::updateCount() {
  const QLocale locale;
  const std::size_t all = m_view.trace().logSize();
  const QString matching = locale.toString(static_cast<qulonglong>(m_model->total()));
  m_count->setText(m_model->filter().any()
                       ? tr("Events: %1 of %2").arg(matching, locale.toString(qulonglong{all}))
                       : tr("Events: %1").arg(matching));
}

void EventTable::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  grow();
  followPlayhead();
}

void EventTable::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) {
    refillFilters();
    updateCount();
    m_model->headerDataChanged(Qt::Horizontal, 0, EventModel::kColumns - 1);
  }
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
