// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QImage>

#include "options.h"
#include "picture.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

TEST(Options, ReadsARunWithItsSettings) {
  const auto options = readOptions(
      {"--run", "counter", "--variant", "unlocked", "--as", "processes", "--set", "workers=3"});
  ASSERT_TRUE(options) << options.error().message;
  ASSERT_TRUE(options->run.has_value());
  EXPECT_EQ(options->run->scenario, "counter");
  EXPECT_EQ(options->run->variant, "unlocked");
  EXPECT_EQ(options->run->as, "processes");
  EXPECT_EQ(options->run->parameters.at("workers"), 3);
}

TEST(Options, RefusesWhatItDoesNotUnderstand) {
  EXPECT_FALSE(readOptions({"--theme", "pink"}));
  EXPECT_FALSE(readOptions({"--picture", "x.png"}));
  EXPECT_FALSE(readOptions({"--size", "10x10"}));
  EXPECT_FALSE(readOptions({"--size", "99999999999x600"}));
  EXPECT_FALSE(readOptions({"--size", "16384x16384"}));
  EXPECT_FALSE(readOptions({"--run", "counter", "--set", "workers"}));
  EXPECT_FALSE(readOptions({"--nonsense"}));
}

TEST(Options, ReadsTimesInAllUnits) {
  const auto trace = sample::twoForks();
  const auto at = [&](const char* text) { return readTime(text, *trace).value() - sample::kStart; };
  EXPECT_EQ(at("3ms"), 3'000'000);
  EXPECT_EQ(at("300us"), 300'000);
  EXPECT_EQ(at("0.001"), 1'000'000);
  EXPECT_EQ(at("end"), 20'000'000);
  EXPECT_EQ(at("1.5s"), 1'500'000'000);
  EXPECT_FALSE(readTime("soon", *trace));
  EXPECT_FALSE(readTime("", *trace));
}

class PictureTest : public WindowTest {
 protected:
  Result<void> draw(PictureView view, const QString& name, Options options = {}) {
    options.file = recording();
    options.picture = folder.filePath(name);
    options.view = view;
    options.size = {900, 500};
    options.theme = ThemeKind::dark;
    if (options.at.empty()) options.at = "5ms";
    return drawPicture(options);
  }
};

TEST_F(PictureTest, DrawsEveryViewIntoEveryFormat) {
  for (const auto& [view, word] : {std::pair(PictureView::timeline, "timeline"),
                                   {PictureView::stage, "stage"},
                                   {PictureView::window, "window"}}) {
    for (const char* ending : {"png", "svg", "pdf"}) {
      const QString name = QString("%1.%2").arg(word, ending);
      const auto drawn = draw(view, name);
      ASSERT_TRUE(drawn) << name.toStdString() << ": " << drawn.error().message;
      EXPECT_GT(QFile(folder.filePath(name)).size(), 500) << name.toStdString();
    }
    const QImage image(folder.filePath(QString("%1.png").arg(word)));
    EXPECT_EQ(image.size(), QSize(900, 500));
  }
}

TEST_F(PictureTest, SaysInASentenceWhatIsWrong) {
  EXPECT_FALSE(draw(PictureView::stage, "picture.bmp"));
  EXPECT_FALSE(draw(PictureView::stage, "no/such/folder/picture.png"));
  EXPECT_FALSE(draw(PictureView::stage, "no/such/folder/picture.pdf"));
  Options options;
  options.file = damagedRecording();
  options.picture = folder.filePath("x.png");
  EXPECT_FALSE(drawPicture(options));
}

TEST_F(PictureTest, OnlyTheEndOfTheRangeMayLieBeyondTheRun) {
  Options options;
  options.to = "1h";
  EXPECT_FALSE(draw(PictureView::timeline, "x.png", options)) << "not a time";
  options.to = "99s";
  EXPECT_TRUE(draw(PictureView::timeline, "x.png", options));
  options.from = "98s";
  EXPECT_FALSE(draw(PictureView::timeline, "x.png", options));
  options.from.clear();
  options.at = "99s";
  const auto drawn = draw(PictureView::timeline, "x.png", options);
  ASSERT_FALSE(drawn);
  EXPECT_NE(drawn.error().message.find("99s is after the end of the run"), std::string::npos);
}

}  // namespace
}  // namespace lockstep::ui
