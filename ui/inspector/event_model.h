// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <cstdint>
#include <optional>
#include <vector>

#include "view/viewpoint.h"

namespace lockstep::ui {

/// Which events are shown. What is not set does not filter.
struct EventFilter {
  TaskId task;
  ResourceId resource;
  Operation operation = Operation::none;
  bool matches(const Event& event) const;
  bool onlyTask() const;  ///< filters by nothing but a task
  bool any() const;
  friend bool operator==(const EventFilter&, const EventFilter&) = default;
};

/// The trace's log as a table. Only a window of the matching events are rows, so that a log of
/// many millions costs no more than one of thousands: rows are fetched as the reader comes to the
/// window's ends, and bring() moves the window to another place.
class EventModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kTime, kTask, kOperation, kResource, kResult, kValue, kPlace, kColumns };
  static constexpr std::size_t kWindow = 20'000;  ///< rows after a move of the window
  static constexpr std::size_t kChunk = 2'000;    ///< rows fetched at an end

  explicit EventModel(const Viewpoint& view, QObject* parent = nullptr);

  void setFilter(const EventFilter& filter);
  const EventFilter& filter() const { return m_filter; }

  std::size_t total() const { return m_total; }     ///< events that match
  std::size_t firstRow() const { return m_first; }  ///< matching events before the window
  /// The event of a row of the window.
  Event event(int row) const;
  /// Row of the last matching event at or before `time`, after moving the window there if it has
  /// to; -1 if there is none.
  int bring(std::int64_t time);
  /// Reads what the trace has got since the last call.
  void grow();
  /// Starts again with another trace.
  void reset();

  bool canFetchEarlier() const { return m_first > 0; }
  /// Adds rows before the window's first; answers how many.
  int fetchEarlier();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

 private:
  void scan();
  std::size_t count() const;
  std::size_t logIndex(std::size_t n) const;
  void moveWindow(std::size_t n);
  QString text(const Event& event, int column) const;

  const Viewpoint& m_view;
  EventFilter m_filter;
  std::vector<std::size_t> m_matches;  // log indices, where resource or operation filter
  std::size_t m_scanned = 0;           // log events looked at for m_matches
  std::size_t m_total = 0;
  std::size_t m_first = 0;
  std::size_t m_rows = 0;
};

/// "12.345678": ms since the trace's start.
QString eventTime(const Trace& trace, std::int64_t time);
/// What the event carries: an item, a signal's name, words, a task's number ...
QString eventValue(const Trace& trace, const Event& event);
/// "blocked", "ok", "timeout" ...
QString eventResult(const Event& event);

}  // namespace lockstep::ui
