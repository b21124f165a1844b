// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "lesson/lesson_player.h"
#include "theme/theme.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lockstep::ui {

/// A label for a text that wraps, whose links open in the user's browser.
QLabel* markdownLabel(QWidget* parent);
/// Shows a text in Markdown: with room between its paragraphs, which a label alone does not give.
void setMarkdown(QLabel& label, const QString& text);

/// A question with its choices as buttons, and after an answer the explanation of that choice.
class QuestionView : public QWidget {
  Q_OBJECT
 public:
  explicit QuestionView(LessonPlayer& player, QWidget* parent = nullptr);
  void refresh();
  const std::vector<QPushButton*>& choices() const { return m_choices; }
  QLabel& verdict() { return *m_verdict; }

 private:
  void build(const Question& question);

  LessonPlayer& m_player;
  const Question* m_question = nullptr;
  QVBoxLayout* m_layout;
  QWidget* m_body = nullptr;
  std::vector<QPushButton*> m_choices;
  QLabel* m_verdict = nullptr;
};

}  // namespace lockstep::ui
