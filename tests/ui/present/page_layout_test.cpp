// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/page_layout.h"

#include <gtest/gtest.h>

#include "present/inline_text.h"
#include "stage/layout.h"
#include "theme/theme.h"

namespace lockstep::ui {
namespace {

constexpr QSizeF kPages[] = {{1024, 768}, {1280, 720}, {1920, 1080}, {1600, 1200}, {3840, 2160}};

PageContent asking(int choices, const QString& text) {
  PageContent content;
  content.caption = {"Consumer 2 is stopped, the queue is full.", "main sends it SIGCONT."};
  content.question = "Which state comes first?";
  for (int i = 0; i < choices; ++i) content.choices << text;
  content.parts = {DeckPart::stage, DeckPart::timeline, DeckPart::code};
  content.lanes = 6;
  return content;
}

std::vector<QRectF> placesOf(const PageLayout& layout) {
  std::vector<QRectF> places{layout.title, layout.stage,   layout.timeline,
                             layout.code,  layout.caption, layout.question};
  places.insert(places.end(), layout.choices.begin(), layout.choices.end());
  std::erase_if(places, [](const QRectF& place) { return place.isEmpty(); });
  return places;
}

void expectTidy(const PageLayout& layout, const QSizeF& page) {
  const std::vector<QRectF> places = placesOf(layout);
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_TRUE(QRectF({0, 0}, page).adjusted(-.1, -.1, .1, .1).contains(places[i])) << i;
    for (std::size_t k = i + 1; k < places.size(); ++k)
      EXPECT_FALSE(places[i].intersects(places[k])) << i << " lies on " << k;
  }
}

TEST(Projector, TextIsNeverBelowATwentyFifthOfTheHeightAndOrdinaryTextAboveIt) {
  for (const QSizeF& page : kPages) {
    const Projector projector(page);
    EXPECT_GE(projector.floor(), page.height() / 25 * .999);
    EXPECT_GE(projector.least(), page.height() * .0459);
    EXPECT_GE(projector.body(), projector.least());
    EXPECT_DOUBLE_EQ(projector.stage() * kLeastText, projector.floor());
  }
}

TEST(PageLayout, NothingLiesOnAnythingAndNothingLeavesThePage) {
  for (const QSizeF& page : kPages) {
    expectTidy(layOutPage(page, {}), page);
    for (const int choices : {2, 3, 4, 6}) {
      expectTidy(layOutPage(page, asking(choices, "Ready")), page);
      const QString text = "Both store the value that they have read before, plus one";
      PageContent content = asking(choices, text);
      expectTidy(layOutPage(page, content), page);
      content.explains = true;
      expectTidy(layOutPage(page, content), page);
    }
  }
}

TEST(PageLayout, AnOpenQuestionLeavesOneThingToLookAt) {
  const PageLayout layout = layOutPage({1920, 1080}, asking(3, "Ready"));
  EXPECT_FALSE(layout.stage.isEmpty());
  EXPECT_TRUE(layout.timeline.isEmpty());
  EXPECT_TRUE(layout.code.isEmpty());
  EXPECT_FALSE(layout.caption.isEmpty());
}

TEST(PageLayout, ThreePartsOnWidePagesAndTwoOnNarrowOnes) {
  PageContent content;
  content.caption = {"Plato waits for fork 2."};
  content.parts = {DeckPart::stage, DeckPart::timeline, DeckPart::code};
  content.lanes = 5;
  const PageLayout wide = layOutPage({1920, 1080}, content);
  EXPECT_FALSE(wide.stage.isEmpty() || wide.timeline.isEmpty() || wide.code.isEmpty());
  const PageLayout narrow = layOutPage({1024, 768}, content);
  EXPECT_FALSE(narrow.stage.isEmpty() || narrow.timeline.isEmpty());
  EXPECT_TRUE(narrow.code.isEmpty());
}

TEST(PageLayout, LongChoicesGetMoreRoomInsteadOfSmallerType) {
  const QString text = "The second store overwrites the first one, so an update is lost";
  const PageLayout layout = layOutPage({1024, 768}, asking(3, text));
  ASSERT_EQ(layout.choices.size(), 3u);
  EXPECT_GT(layout.choices[0].width(), 900);
  const QRectF room = choiceText(layout.choices[0], layout.projector, false);
  const LaidText laid =
      InlineText(text).layOut(choiceFont(layout.projector), room.width(), layout.choiceLines, 1);
  EXPECT_FALSE(laid.cut());
}

TEST(InlineText, ReadsCodeAndStrongAndLeavesLoneMarks) {
  EXPECT_EQ(InlineText("a `put()` **now**").plain(), "a put() now");
  EXPECT_EQ(InlineText("2 ** 3 and `open").plain(), "2 ** 3 and `open");
  EXPECT_TRUE(InlineText("  ").empty());
}

TEST(InlineText, CutsWordsAtTheEndOfItsLastLine) {
  const InlineText text("one two three four five six seven eight nine ten");
  const QFont font = uiFont(30);
  const LaidText one = text.layOut(font, 200, 1, 40);
  EXPECT_TRUE(one.cut());
  EXPECT_EQ(one.lines(), 1);
  EXPECT_LE(one.width(), 200);
  const LaidText two = text.layOut(font, 200, 2, 40);
  EXPECT_TRUE(two.cut());
  EXPECT_DOUBLE_EQ(two.height(), 80);
  EXPECT_FALSE(text.layOut(font, 2000, 1, 40).cut());
}

}  // namespace
}  // namespace lockstep::ui
