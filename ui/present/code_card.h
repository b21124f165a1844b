// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "code/source_text.h"
#include "present/projector.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// A few lines of the run's source around the line that the task in focus is at, with the numbers
/// of all tasks beside their lines; in C++ or Python, as the viewpoint says.
class CodeCard : public QWidget {
  Q_OBJECT
 public:
  explicit CodeCard(Viewpoint& view, QWidget* parent = nullptr);
  void setLook(const Theme& theme, const Projector& projector);
  /// Number of the first line in sight, from 1, and how many there are.
  int firstLine() const;
  int linesInSight() const;
  /// The line at a point, px; empty for none.
  QRectF lineAt(const QPointF& point) const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void loadSource();
  int focusLine() const;
  /// Of the text.
  std::map<int, std::vector<TaskId>> tasks() const;
  QRectF place(int row) const;

  Viewpoint& m_view;
  const Theme* m_theme;
  Projector m_projector;
  std::string m_ran;
  CodeLanguage m_asked = CodeLanguage::cpp;
  SourceText m_source;
  QStringList m_lines;
};

}  // namespace lockstep::ui
