// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "lesson/shelf.h"
#include "present/inline_text.h"
#include "present/page_layout.h"
#include "theme/theme.h"

/// No lesson of the program's own loses a word on a projector, in either language.

namespace lockstep::ui {
namespace {

PageContent contentOf(const LessonStep& step) {
  PageContent content;
  for (const std::string& line : step.caption) content.caption << QString::fromStdString(line);
  if (step.question) {
    content.question = QString::fromStdString(step.question->text);
    for (const LessonChoice& choice : step.question->choices)
      content.choices << QString::fromStdString(choice.text);
  }
  content.parts = {DeckPart::stage};
  return content;
}

bool isCut(const QString& text, const QFont& font, double width, int lines) {
  return InlineText(text).layOut(font, width, lines, 1).cut();
}

class LessonPages : public testing::TestWithParam<QSize> {};

TEST_P(LessonPages, HaveRoomForEveryWord) {
  for (const Lesson& lesson : ownLessons().lessons)
    for (const LessonStep& step : lesson.steps) {
      SCOPED_TRACE(lesson.file + ":" + std::to_string(step.line));
      const PageContent content = contentOf(step);
      const PageLayout layout = layOutPage(GetParam(), content);
      const Projector& projector = layout.projector;
      for (const QString& line : content.caption)
        EXPECT_FALSE(isCut(line, uiFont(projector.least(), 600), layout.title.width(),
                           content.caption.size() > 1 ? 1 : 2))
            << line.toStdString();
      EXPECT_FALSE(isCut(content.question, uiFont(layout.questionSize, 700),
                         layout.question.width(), layout.questionLines))
          << content.question.toStdString();
      for (qsizetype i = 0; i < content.choices.size(); ++i) {
        const QRectF room =
            choiceText(layout.choices[static_cast<std::size_t>(i)], projector, false);
        EXPECT_FALSE(
            isCut(content.choices[i], choiceFont(projector), room.width(), layout.choiceLines))
            << content.choices[i].toStdString();
      }
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, LessonPages, testing::Values(QSize(1024, 768), QSize(1920, 1080)));

}  // namespace
}  // namespace lockstep::ui
