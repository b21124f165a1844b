// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <tuple>
#include <vector>

namespace lockstep {
namespace {

struct Message {
  QString context;
  QString source;
  QString comment;
  QStringList translations;  ///< one for each plural form
  bool numerus = false;
  bool finished = true;
  auto key() const { return std::make_tuple(context, source, comment); }
};

std::vector<Message> readMessages(const QString& path) {
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
  QXmlStreamReader xml(&file);
  std::vector<Message> messages;
  QString context;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("name")) context = xml.readElementText();
    if (xml.name() == QLatin1String("message")) {
      Message message;
      message.context = context;
      message.numerus = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
      messages.push_back(message);
    }
    if (messages.empty()) continue;
    if (xml.name() == QLatin1String("source")) messages.back().source = xml.readElementText();
    if (xml.name() == QLatin1String("comment")) messages.back().comment = xml.readElementText();
    if (xml.name() == QLatin1String("numerusform"))
      messages.back().translations << xml.readElementText();
    if (xml.name() == QLatin1String("translation")) {
      messages.back().finished = !xml.attributes().hasAttribute(QLatin1String("type"));
      if (!messages.back().numerus) messages.back().translations << xml.readElementText();
    }
  }
  EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
  return messages;
}

QString catalogue() {
  return QStringLiteral(LOCKSTEP_SOURCE_DIR "/resources/translations/lockstep_zh_CN.ts");
}

/// The catalogue as it would be if somebody brought it up to date now.
std::vector<Message> messagesOfTheSources(const QTemporaryDir& folder) {
  const QString copy = folder.filePath("lockstep_zh_CN.ts");
  EXPECT_TRUE(QFile::copy(catalogue(), copy));
  QProcess lupdate;
  lupdate.setWorkingDirectory(LOCKSTEP_SOURCE_DIR);
  lupdate.start(LOCKSTEP_LUPDATE, {"-silent", "-no-obsolete", "-locations", "none", "ui", "core",
                                   "app", "-ts", copy, "-target-language", "zh_CN"});
  EXPECT_TRUE(lupdate.waitForFinished(60'000));
  EXPECT_EQ(lupdate.exitCode(), 0) << lupdate.readAllStandardError().toStdString();
  return readMessages(copy);
}

std::string told(const Message& message) {
  return (message.context + ": " + message.source).toStdString();
}

QSet<QString> slotsOf(const QString& text) {
  static const QRegularExpression kSlot(QStringLiteral("%n|%L?\\d+|\\{\\w+\\}"));
  QSet<QString> found;
  for (auto match = kSlot.globalMatch(text); match.hasNext();) found << match.next().captured();
  return found;
}

TEST(Translations, EveryStringOfTheSourcesIsInTheCatalogueAndTranslated) {
  const QTemporaryDir folder;
  const std::vector<Message> wanted = messagesOfTheSources(folder);
  ASSERT_GT(wanted.size(), 300u);
  QSet<QString> known;
  for (const Message& message : readMessages(catalogue()))
    known << message.context + '\n' + message.source + '\n' + message.comment;
  for (const Message& message : wanted) {
    EXPECT_TRUE(known.contains(message.context + '\n' + message.source + '\n' + message.comment))
        << "not in the catalogue: " << told(message);
    EXPECT_TRUE(message.finished) << "not translated: " << told(message);
    EXPECT_FALSE(message.translations.isEmpty()) << told(message);
    for (const QString& translation : message.translations)
      EXPECT_FALSE(translation.isEmpty()) << told(message);
  }
}

TEST(Translations, NothingOfTheCatalogueIsWithoutASource) {
  const QTemporaryDir folder;
  EXPECT_EQ(readMessages(catalogue()).size(), messagesOfTheSources(folder).size());
}

TEST(Translations, EverySlotOfASentenceIsFilledInItsTranslationToo) {
  for (const Message& message : readMessages(catalogue())) {
    const QSet<QString> wanted = slotsOf(message.source);
    for (const QString& translation : message.translations)
      EXPECT_EQ(slotsOf(translation), wanted)
          << told(message) << " / " << translation.toStdString();
  }
}

/// Chinese has one form, so a sentence counts only by its number.
TEST(Translations, PluralFormsAreComplete) {
  for (const Message& message : readMessages(catalogue()))
    EXPECT_EQ(message.translations.size(), 1) << told(message);
}

/// In English a count of things has a sentence of its own for one of them.
TEST(Translations, EnglishCountsHaveASingular) {
  static const QRegularExpression kCounted(QStringLiteral(
      "(?:%\\d|\\{count\\}) (?:\\w+ )?(process|thread|task|event|step|run|lock|queue|record|update|"
      "interval|item|permit|barrier|semaphore|condition|value|schedule|place|switch)e?s\\b"));
  QMap<QString, QStringList> sources;
  const std::vector<Message> messages = readMessages(catalogue());
  for (const Message& message : messages) sources[message.context] << message.source;
  for (const Message& message : messages) {
    const auto match = kCounted.match(message.source);
    if (!match.hasMatch()) continue;
    const QRegularExpression one("\\b(1|one|a|once)\\b(.*\\b" + match.captured(1) + "\\b)?");
    const QStringList same = sources[message.context].filter(one);
    EXPECT_FALSE(same.isEmpty()) << told(message);
  }
}

/// Full-width punctuation, and a space between Chinese and Latin letters.
TEST(Translations, ChineseIsSetAsTheDesignSays) {
  static const QRegularExpression kHan(QStringLiteral("[\\x{4e00}-\\x{9fff}]"));
  static const QRegularExpression kNarrow(
      QStringLiteral("[\\x{4e00}-\\x{9fff}][,;!?]|[\\x{4e00}-\\x{9fff}]: "));
  static const QRegularExpression kTight(
      QStringLiteral("[\\x{4e00}-\\x{9fff}][A-Za-z]|[A-Za-z][\\x{4e00}-\\x{9fff}]"));
  for (const Message& message : readMessages(catalogue()))
    for (const QString& text : message.translations) {
      if (!text.contains(kHan)) continue;
      EXPECT_FALSE(text.contains(kNarrow)) << text.toStdString();
      EXPECT_FALSE(text.contains(kTight)) << text.toStdString();
    }
}

}  // namespace
}  // namespace lockstep
