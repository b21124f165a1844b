// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "theme/theme.h"
#include "view/viewpoint.h"

class QLabel;
class QsciLexerCPP;

namespace lockstep::ui {

class CodeEditor;
class CodeGutter;

/// The scenario's source with a numbered chip for each task at its current line. Follows the
/// playhead of its viewpoint and keeps the selected task's line in sight.
class CodePane : public QWidget {
  Q_OBJECT
 public:
  explicit CodePane(Viewpoint& view, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

  /// Source of a scenario that has not been run yet; replaced by the trace's once there is one.
  void setPreview(const QString& file, const QString& source);

  QString text() const;
  QString file() const { return m_shownFile; }
  /// Chips beside a line (from 1), in the order in which they are drawn.
  std::vector<TaskId> tasksAt(int line) const;
  /// Line of the selected task (from 1); 0 for none.
  int currentLine() const { return m_currentLine; }
  /// Lines (from 1) with a breakpoint.
  void setBreakpoints(std::set<int> lines);
  const std::set<int>& breakpoints() const { return m_breakpoints; }
  /// Where a line's number stands, in pixels of gutter(), for whoever wants to click there.
  QRect numberRect(int line) const;
  QWidget& gutter() const;
  /// First line in sight, from 1.
  int firstVisibleLine() const;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// A click beside a line wants its breakpoint set or taken away.
  void breakpointWanted(int line);

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  friend class CodeGutter;
  void loadSource();
  void showSource(const QString& file, const QString& source);
  void refresh();
  void markCurrentLine(int line);
  void retranslate();
  void describeGutter();

  Viewpoint& m_view;
  const Theme* m_theme;
  QLabel* m_file;
  QLabel* m_hint;
  CodeEditor* m_editor;
  CodeGutter* m_gutter;
  QsciLexerCPP* m_lexer;
  std::map<int, std::vector<TaskId>> m_lines;
  std::string m_runSource;
  QString m_shownFile;
  QString m_shownSource;
  QString m_previewFile;
  QString m_previewSource;
  std::set<int> m_breakpoints;
  int m_currentLine = 0;
};

}  // namespace lockstep::ui
