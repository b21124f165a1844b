// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "code/code_pane.h"
#include "code/qsci.h"

namespace lockstep::ui {

/// The read-only editor of the code pane. Leaves the window's shortcuts to the window: only the
/// keys that scroll and copy are its own.
class CodeEditor : public QsciScintilla {
  Q_OBJECT
 public:
  using QsciScintilla::QsciScintilla;

 protected:
  bool event(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
};

/// Left of the editor: task chips and line numbers, drawn rather than made of editor markers, so
/// that any number of tasks can share a line and stay sharp at every scale.
class CodeGutter : public QWidget {
  Q_OBJECT
 public:
  CodeGutter(CodePane& pane, CodeEditor& editor, QWidget* parent);
  QSize sizeHint() const override;
  /// Of a line (from 1), in design pixels.
  QRectF numberRect(int line) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// Of a line (from 1), in design pixels, as all of the following.
  QRectF lineRect(int line) const;
  void paintNumber(QPainter& painter, int line, bool current) const;
  /// The line of the C++ that stands there; 0 for none.
  int ranAt(const QPointF& point) const;
  void paintChips(QPainter& painter, int line, const QRectF& row) const;
  std::optional<TaskId> taskAt(const QPointF& point) const;
  void showTip(const QPointF& point, const QPoint& global) const;

  CodePane& m_pane;
  CodeEditor& m_editor;
};

}  // namespace lockstep::ui
