// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/event_model.h"

#include <QFont>
#include <algorithm>
#include <ranges>

#include "theme/labels.h"
#include "theme/theme.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

QString fromCore(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

bool EventFilter::matches(const Event& event) const {
  return (!task.valid() || event.task == task) &&
         (!resource.valid() || event.resource == resource) &&
         (operation == Operation::none || event.operation == operation);
}

bool EventFilter::onlyTask() const {
  return task.valid() && !resource.valid() && operation == Operation::none;
}

bool EventFilter::any() const {
  return task.valid() || resource.valid() || operation != Operation::none;
}

QString eventTime(const Trace& trace, std::int64_t time) {
  return QString::number(static_cast<double>(time - trace.startTime()) / 1e6, 'f', 6);
}

QString eventResult(const Event& event) {
  switch (event.phase) {
    case Phase::request:
      return EventModel::tr("asks");
    case Phase::blocked:
      return EventModel::tr("blocked");
    case Phase::done:
      break;
  }
  return event.outcome == Outcome::ok ? EventModel::tr("done") : fromCore(name(event.outcome));
}

QString eventValue(const Trace& trace, const Event& event) {
  switch (event.operation) {
    case Operation::put:
    case Operation::get:
      if (event.operation == Operation::get && event.phase != Phase::done) return {};
      return QString::fromStdString(Item{event.value, event.valueKind()}.toString());
    case Operation::kill:
    case Operation::deliver:
    case Operation::handle:
      return fromCore(signalName(static_cast<int>(event.value)));
    case Operation::say:
    case Operation::phase:
      return event.aux == Event::kNoAux ? QString()
                                        : QString::fromStdString(trace.text(TextId{event.aux}));
    case Operation::sleep:
    case Operation::alarm:
    case Operation::stall:
    case Operation::delay:
      return QString::fromStdString(Words::duration(event.value));
    case Operation::start:
    case Operation::join:
    case Operation::reap:
    case Operation::isAlive:
      return event.peer().valid() ? QString::fromStdString(words().taskName(trace, event.peer()))
                                  : QString();
    case Operation::begin:
      return {};
    default:
      return event.phase == Phase::done ? QString::number(event.value) : QString();
  }
}

EventModel::EventModel(const Viewpoint& view, QObject* parent)
    : QAbstractTableModel(parent), m_view(view) {
  reset();
}

void EventModel::setFilter(const EventFilter& filter) {
  if (filter == m_filter) return;
  m_filter = filter;
  reset();
}

void EventModel::reset() {
  beginResetModel();
  m_matches.clear();
  m_scanned = 0;
  scan();
  m_total = count();
  m_first = 0;
  m_rows = std::min(m_total, kWindow);
  endResetModel();
}

void EventModel::scan() {
  if (!m_filter.any() || m_filter.onlyTask()) return;
  const Trace& trace = m_view.trace();
  for (; m_scanned < trace.logSize(); ++m_scanned)
    if (m_filter.matches(trace.event(m_scanned))) m_matches.push_back(m_scanned);
}

std::size_t EventModel::count() const {
  if (!m_filter.any()) return m_view.trace().logSize();
  if (m_filter.onlyTask()) return m_view.trace().taskEventCount(m_filter.task);
  return m_matches.size();
}

std::size_t EventModel::logIndex(std::size_t n) const {
  if (!m_filter.any()) return n;
  if (m_filter.onlyTask()) return m_view.trace().taskEvent(m_filter.task, n);
  return m_matches[n];
}

Event EventModel::event(int row) const {
  return m_view.trace().event(logIndex(m_first + static_cast<std::size_t>(row)));
}

void EventModel::moveWindow(std::size_t n) {
  beginResetModel();
  m_first = n > kWindow / 2 ? n - kWindow / 2 : 0;
  m_rows = std::min(kWindow, m_total - m_first);
  endResetModel();
}

int EventModel::bring(std::int64_t time) {
  if (m_total == 0) return -1;
  const std::size_t beyond = m_view.trace().firstAt(time + 1);
  const auto all = std::views::iota(std::size_t{0}, m_total);
  const auto found =
      std::ranges::lower_bound(all, beyond, {}, [this](std::size_t n) { return logIndex(n); });
  const auto after = static_cast<std::size_t>(found - all.begin());
  if (after == 0) return -1;
  const std::size_t n = after - 1;
  if (n < m_first || n >= m_first + m_rows) moveWindow(n);
  return static_cast<int>(n - m_first);
}

void EventModel::grow() {
  scan();
  const bool atEnd = m_first + m_rows == m_total;
  m_total = count();
  // A window that does not reach the old end is fetched on by the reader.
  if (!atEnd || m_rows >= kWindow || m_first + m_rows == m_total) return;
  const std::size_t more = std::min(m_total - m_first - m_rows, kWindow - m_rows);
  beginInsertRows({}, static_cast<int>(m_rows), static_cast<int>(m_rows + more - 1));
  m_rows += more;
  endInsertRows();
}

int EventModel::fetchEarlier() {
  const std::size_t more = std::min(m_first, kChunk);
  if (more == 0) return 0;
  beginInsertRows({}, 0, static_cast<int>(more - 1));
  m_first -= more;
  m_rows += more;
  endInsertRows();
  return static_cast<int>(more);
}

bool EventModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && m_first + m_rows < m_total;
}

void EventModel::fetchMore(const QModelIndex& parent) {
  if (!canFetchMore(parent)) return;
  const std::size_t more = std::min(m_total - m_first - m_rows, kChunk);
  beginInsertRows({}, static_cast<int>(m_rows), static_cast<int>(m_rows + more - 1));
  m_rows += more;
  endInsertRows();
}

int EventModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows);
}

int EventModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QString EventModel::text(const Event& event, int column) const {
  const Trace& trace = m_view.trace();
  switch (static_cast<Column>(column)) {
    case kTime:
      return eventTime(trace, event.time);
    case kTask:
      return QStringLiteral("%1 %2")
          .arg(event.task.value)
          .arg(QString::fromStdString(words().taskName(trace, event.task)));
    case kOperation:
      return fromCore(name(event.operation));
    case kResource:
      return event.resource.valid()
                 ? QString::fromStdString(words().resourceName(trace, event.resource))
                 : QString();
    case kResult:
      return eventResult(event);
    case kValue:
      return eventValue(trace, event);
    case kPlace:
      return QString::fromStdString(Words::place(trace, event.site));
    case kColumns:
      break;
  }
  return {};
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || static_cast<std::size_t>(index.row()) >= m_rows) return {};
  const Event row = event(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return text(row, index.column());
    case Qt::ToolTipRole:
      return QString::fromStdString(words().event(m_view.trace(), row)).toHtmlEscaped();
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignVCenter |
                              (index.column() == kTime ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
      return zoomed(index.column() == kOperation || index.column() == kPlace ? monoFont(12)
                                                                             : uiFont(13));
    default:
      return {};
  }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>(Qt::AlignVCenter | (section == kTime ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole) return {};
  switch (static_cast<Column>(section)) {
    case kTime:
      return tr("Time, ms");
    case kTask:
      return tr("Task");
    case kOperation:
      return tr("Operation");
    case kResource:
      return tr("Resource");
    case kResult:
      return tr("Result");
    case kValue:
      return tr("Value");
    case kPlace:
      return tr("Line");
    case kColumns:
      break;
  }
  return {};
}

}  // namespace lockstep::ui
