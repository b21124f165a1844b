// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "inspector/event_model.h"
#include "theme/theme.h"

class QComboBox;
class QLabel;
class QTableView;

namespace lockstep::ui {

/// All events in a table with filters by task, resource and operation. A row that is chosen moves
/// the playhead to its instant; otherwise the row at the playhead is kept in sight and marked.
class EventTable : public QWidget {
  Q_OBJECT
 public:
  explicit EventTable(Viewpoint& view, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  EventModel& model() { return *m_model; }
  QTableView& table() { return *m_table; }
  QComboBox& taskFilter() { return *m_task; }
  QComboBox& resourceFilter() { return *m_resource; }
  QComboBox& operationFilter() { return *m_operation; }

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void assemble();
  void refillFilters();
  void applyFilter();
  void replaceTrace();
  void grow();
  void followPlayhead();
  void choose(const QModelIndex& current);
  void fetchAtTop(int scrollValue);
  void updateCount();

  Viewpoint& m_view;
  EventModel* m_model;
  QComboBox* m_task;
  QComboBox* m_resource;
  QComboBox* m_operation;
  QTableView* m_table;
  QLabel* m_count;
  std::size_t m_filterTasks = 0;
  std::size_t m_filterResources = 0;
  bool m_following = false;  // the current row is being moved by the playhead
  bool m_filling = false;
};

}  // namespace lockstep::ui
