// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "code/source_text.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

class QHBoxLayout;
class QLabel;
class QsciLexer;

namespace lockstep::ui {

class CodeEditor;
class CodeGutter;

/// The scenario's source with a numbered chip for each task at its current line, in C++ or as its
/// twin in Python, as its viewpoint says. Follows the playhead and keeps the selected task's line
/// in sight. Lines are those of the C++ that runs, where nothing else is said.
class CodePane : public QWidget {
  Q_OBJECT
 public:
  explicit CodePane(Viewpoint& view, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

  /// Source of a scenario that has not been run yet; replaced by the trace's once there is one.
  void setPreview(const QString& file, const QString& source);

  /// Stands at the right end of the head.
  void addToHead(QWidget* widget);

  const SourceText& source() const { return m_source; }
  QString text() const { return QString::fromStdString(m_source.text()); }
  /// Base name of the C++.
  QString file() const { return QString::fromStdString(m_ranFile); }
  /// Chips beside a line of the text, in the order in which they are drawn.
  std::vector<TaskId> tasksAt(int line) const;
  /// Line of the selected task; 0 for none.
  int currentLine() const { return m_currentLine; }
  /// Lines with a breakpoint.
  void setBreakpoints(std::set<int> lines);
  const std::set<int>& breakpoints() const { return m_breakpoints; }
  /// Where a line's number stands, of the text, in pixels of gutter(), for whoever wants to click
  /// there.
  QRect numberRect(int line) const;
  QWidget& gutter() const;
  /// First line of the text in sight.
  int firstVisibleLine() const;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// A click beside a line wants its breakpoint set or taken away.
  void breakpointWanted(int line);
  /// Another text; whether it has a twin may have changed.
  void sourceShown();

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  friend class CodeGutter;
  void loadSource();
  void showSource();
  void refresh();
  void markCurrentLine(int line);
  void retranslate();
  void fitHead();
  void describeGutter();

  Viewpoint& m_view;
  const Theme* m_theme;
  QHBoxLayout* m_head;
  QLabel* m_file;
  QLabel* m_hint;
  CodeEditor* m_editor;
  CodeGutter* m_gutter;
  QsciLexer* m_cpp;
  QsciLexer* m_python;
  std::map<int, std::vector<TaskId>> m_lines;  ///< of the text
  SourceText m_source;
  std::string m_ranFile;
  std::string m_ranSource;
  std::string m_previewFile;
  std::string m_previewSource;
  std::set<int> m_breakpoints;
  int m_currentLine = 0;
  int m_markedLine = 0;  ///< of the text
};

}  // namespace lockstep::ui
