// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "theme/theme.h"
#include "view/viewpoint.h"

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace lockstep::ui {

/// What the run came to: the verdict and every finding as a sentence. A finding that is chosen
/// moves the playhead to the instant when it came true and selects its task.
class FindingsList : public QWidget {
  Q_OBJECT
 public:
  explicit FindingsList(Viewpoint& view, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  QListWidget& list() { return *m_list; }
  QString verdict() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void add(const Finding& finding);
  void choose(QListWidgetItem* item);

  Viewpoint& m_view;
  QLabel* m_verdict;
  QListWidget* m_list;
  std::vector<Finding> m_findings;  // by row
};

/// The task that a finding is about, for selection; not valid() for none.
TaskId subject(const Finding& finding);

}  // namespace lockstep::ui
