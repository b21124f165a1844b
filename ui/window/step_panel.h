// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>
#include <vector>

#include "theme/theme.h"
#include "window/step_insight.h"
#include "window/step_mode.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lockstep::ui {

/// What can happen in a step, for the learner to choose from.
enum class Prediction : std::uint8_t { goesOn, waits, letsGo, closesCycle };
inline constexpr int kPredictions = 4;
Prediction predictionOf(const StepEffect& effect);

/// A ring of tasks as a line of numbered discs: 4 > 1 > 2 > 3 > 4.
class RingStrip : public QWidget {
  Q_OBJECT
 public:
  explicit RingStrip(QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void setRing(std::vector<TaskId> ring);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme* m_theme;
  std::vector<TaskId> m_ring;
};

/// Above the why, in Step mode: the step at the playhead in a sentence, what the next one would do,
/// the way back from a bad end, and the lines of choices so far. May ask the learner what will
/// happen before a step is taken.
class StepPanel : public QWidget {
  Q_OBJECT
 public:
  StepPanel(StepMode& mode, StepInsight& insight, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

  /// A step as the mode suggests it, or that choice; asks first where the learner wants it.
  void step();
  void pick(const Choice& choice);
  bool asking() const { return m_question.has_value(); }
  /// Answers the open question with its answer `number`, from 1.
  void answer(int number);

  QString told() const;
  QString forecast() const;
  QString safeText() const;
  QString answerText() const;
  QPushButton& safeButton() { return *m_safeButton; }
  QCheckBox& askFirst() { return *m_askFirst; }
  QTreeWidget& lines() { return *m_lines; }
  const std::vector<QPushButton*>& answers() const { return m_answers; }

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void assemble();
  void retranslate();
  void refreshSoon();
  void refresh();
  void refreshForecast();
  void refreshSafe();
  void refreshLines();
  void placeLines();
  void ask(const Choice& choice);
  void closeQuestion();

  StepMode& m_mode;
  StepInsight& m_insight;
  std::optional<Choice> m_question;
  bool m_fillingLines = false;
  bool m_stale = false;  ///< what is shown is out of date
  QTimer m_linesSoon;
  QLabel* m_toldTitle;
  QLabel* m_told;
  QLabel* m_nextTitle;
  QLabel* m_next;
  RingStrip* m_ring;
  QWidget* m_questionPart;
  QLabel* m_questionText;
  std::vector<QPushButton*> m_answers;
  QLabel* m_answered;
  QCheckBox* m_askFirst;
  QWidget* m_safePart;
  QLabel* m_safe;
  QPushButton* m_safeButton;
  QLabel* m_breakpoints;
  QLabel* m_linesTitle;
  QTreeWidget* m_lines;
};

}  // namespace lockstep::ui
