// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/question_view.h"

#include <QLabel>
#include <QPushButton>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QVBoxLayout>

#include "theme/zoom.h"

namespace lockstep::ui {

namespace {
constexpr int kLineHeight = 130;  // per cent of what the font asks for
}

QLabel* markdownLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setWordWrap(true);
  label->setOpenExternalLinks(true);
  label->setTextInteractionFlags(Qt::TextBrowserInteraction);
  label->setFont(zoomed(uiFont(14)));
  return label;
}

void setMarkdown(QLabel& label, const QString& text) {
  QTextDocument document;
  document.setDefaultFont(label.font());
  document.setMarkdown(text);
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    QTextBlockFormat format = block.blockFormat();
    format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
    format.setTopMargin(block == document.begin() ? 0 : px(block.textList() ? 3 : 9));
    format.setBottomMargin(0);
    QTextCursor(block).setBlockFormat(format);
  }
  label.setTextFormat(Qt::RichText);
  label.setText(document.toHtml());
}

QuestionView::QuestionView(LessonPlayer& player, QWidget* parent)
    : QWidget(parent), m_player(player), m_layout(new QVBoxLayout(this)) {
  setMargins(*m_layout, 0, 0, 0, 0);
}

void QuestionView::build(const Question& question) {
  delete m_body;
  m_choices.clear();
  m_question = &question;
  m_body = new QWidget(this);
  m_layout->addWidget(m_body);
  auto* column = new QVBoxLayout(m_body);
  setMargins(*column, 0, 0, 0, 0);
  setGap(*column, 8);
  QLabel* text = markdownLabel(m_body);
  text->setFont(zoomed(uiFont(14, 600)));
  setMarkdown(*text, QString::fromStdString(question.text));
  column->addWidget(text);
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    // A push button has no line breaks of its own: its words are a label that lets clicks through.
    auto* button = new QPushButton(m_body);
    auto* inside = new QVBoxLayout(button);
    setMargins(*inside, 12, 8, 12, 8);
    QLabel* words = markdownLabel(button);
    words->setTextInteractionFlags(Qt::NoTextInteraction);
    words->setAttribute(Qt::WA_TransparentForMouseEvents);
    const QString choice = QString::fromStdString(question.choices[i].text);
    setMarkdown(*words, QStringLiteral("**%1**&nbsp;&nbsp;%2").arg(i + 1).arg(choice));
    inside->addWidget(words);
    button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    button->setAccessibleName(tr("Answer %1: %2").arg(i + 1).arg(choice));
    button->setProperty("choice", true);
    button->setCheckable(true);
    connect(button, &QPushButton::clicked, this,
            [this, i] { m_player.answer(static_cast<int>(i)); });
    column->addWidget(button);
    m_choices.push_back(button);
  }
  m_verdict = markdownLabel(m_body);
  column->addWidget(m_verdict);
}

void QuestionView::refresh() {
  const LessonStep* step = m_player.current();
  const Question* question = step && step->question ? &*step->question : nullptr;
  setVisible(question != nullptr);
  if (!question) {
    m_question = nullptr;
    return;
  }
  if (question != m_question) build(*question);
  const int answered = m_player.answered();
  for (std::size_t i = 0; i < m_choices.size(); ++i)
    m_choices[i]->setChecked(static_cast<int>(i) == answered);
  m_verdict->setVisible(answered >= 0);
  if (answered < 0) return;
  const LessonChoice& choice = question->choices[static_cast<std::size_t>(answered)];
  setMarkdown(*m_verdict, QStringLiteral("**%1** %2")
                              .arg(choice.right ? tr("Right.") : tr("Not so."),
                                   QString::fromStdString(choice.explanation)));
}

}  // namespace lockstep::ui
