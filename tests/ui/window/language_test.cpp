// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>

#include "code/code_pane.h"
#include "drawn_texts.h"
#include "present/presentation.h"
#include "window/explore_panel.h"
#include "window/keys_sheet.h"
#include "window/message_bar.h"
#include "window/step_mode.h"
#include "window/top_bar.h"
#include "window/tour.h"
#include "window/transport_bar.h"
#include "window/workbench.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

/// What is the same in every language: names that the run itself gives, API names, signals, keys,
/// units, the names of the program and of languages.
const QRegularExpression& namesOfAllLanguages() {
  static const QRegularExpression kNames = [] {
    QStringList names{"Lockstep",
                      "lockstep",
                      "PID \\d+",
                      "SIG[A-Z0-9]+",
                      "EN /( 中文)?",
                      "English",
                      "\\bmain\\b",
                      "Plato",
                      "Kant",
                      "fork( \\d)?",
                      "\\w+\\.cpp",
                      "philosophers?(\\.(cpp|lockstep))?",
                      "forks\\.lockstep",
                      "\\w+\\(\\)",
                      "perf is refused here",
                      "MainThread",
                      "\\b[num]?s\\b",
                      "CPU",
                      "PCT",
                      "F\\d+"};
    names << "(Ctrl|Shift|Esc|PgUp|PgDown|Space|Home|End|Left|Right|Up|Down|Return|Enter|Del)";
    for (int i = 0; i < kOperations; ++i)
      names << QString::fromStdString("\\b" + std::string(name(static_cast<Operation>(i))) + "\\b");
    for (int i = 0; i < kResourceKinds; ++i)
      names << QString::fromStdString("\\b" + std::string(name(static_cast<ResourceKind>(i))) +
                                      "\\b");
    return QRegularExpression(names.join('|'));
  }();
  return kNames;
}

/// The words of a text that were not asked for after the switch: the fixture's translator puts
/// every translated text into brackets. Where a text was cut one of the two may be missing.
QString leftover(QString text) {
  static const QRegularExpression kBracketed(QStringLiteral("\\[[^\\[\\]]*\\]"));
  static const QRegularExpression kTags(QStringLiteral("<[^>]*>"));
  text.remove(kTags);
  while (text.contains(kBracketed)) text.remove(kBracketed);
  text.remove(QRegularExpression(QStringLiteral("\\[.*$")));
  text.remove(QRegularExpression(QStringLiteral("^.*\\]")));
  text.remove(namesOfAllLanguages());
  static const QRegularExpression kWord(QStringLiteral("[A-Za-z]{2,}"));
  return kWord.match(text).captured();
}

class LanguageTest : public WindowTest {
 protected:
  void expectTranslated(const QString& text, const char* where, const QObject& of) {
    EXPECT_EQ(leftover(text).toStdString(), "")
        << where << " of " << of.metaObject()->className() << ": " << text.toStdString();
  }

  void expectTranslated(QWidget& top) {
    QList<QWidget*> widgets = top.findChildren<QWidget*>();
    widgets << &top;
    for (QWidget* widget : widgets) {
      expectTranslated(widget->toolTip(), "tooltip", *widget);
      expectTranslated(widget->accessibleName(), "accessible name", *widget);
      expectTranslated(widget->accessibleDescription(), "accessible description", *widget);
      if (!widget->isVisibleTo(&top)) continue;
      if (const auto* label = qobject_cast<QLabel*>(widget))
        expectTranslated(label->text(), "text", *widget);
      if (const auto* button = qobject_cast<QAbstractButton*>(widget))
        expectTranslated(button->text(), "text", *widget);
      if (const auto* field = qobject_cast<QLineEdit*>(widget))
        expectTranslated(field->placeholderText(), "placeholder", *widget);
      if (const auto* box = qobject_cast<QComboBox*>(widget))
        for (int i = 0; i < box->count(); ++i)
          expectTranslated(box->itemText(i), "choice", *widget);
    }
    expectTranslated(top.windowTitle(), "title", top);
    // What a widget wraps into lines has been read as a whole.
    QString told;
    for (const QWidget* widget : widgets) {
      if (const auto* label = qobject_cast<const QLabel*>(widget)) told += label->text();
      if (const auto* browser = qobject_cast<const QTextBrowser*>(widget)) {
        told += browser->toPlainText();
        for (const QString& line : browser->toPlainText().split('\n'))
          expectTranslated(line, "text", *browser);
      }
    }
    told += window->workbench().code().text();
    told.remove(QRegularExpression("\\s"));
    for (const DrawnText& drawn : drawnTexts(top)) {
      QString text = drawn.text;
      if (!told.contains(text.remove(QRegularExpression("\\s"))))
        expectTranslated(drawn.text, "drawn text", top);
    }
  }

  void expectTranslated(QMenu& menu) {
    Q_EMIT menu.aboutToShow();
    for (const QAction* entry : menu.actions()) expectTranslated(entry->text(), "entry", menu);
  }

  void switchLanguage() {
    window->chooseLanguage("zh_CN");
    for (int pass = 0; pass < 3; ++pass) QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
};

TEST(Leftover, FindsWordsThatWereNotTranslated) {
  EXPECT_EQ(leftover("Stop"), "Stop");
  EXPECT_EQ(leftover("[Stop] now"), "now");
  EXPECT_EQ(leftover("[Run [x] again]"), "");
  EXPECT_EQ(leftover("[Dining philoso…"), "");
  EXPECT_EQ(leftover("Plato, 20 ms, SIGTERM"), "");
}

TEST_F(LanguageTest, TheStartPageHasNoWordOfTheOldLanguage) {
  show({1920, 1080});
  switchLanguage();
  expectTranslated(*window);
}

TEST_F(LanguageTest, AnOpenRecordingHasNone) {
  show({1920, 1080});
  ASSERT_TRUE(window->openFile(recording()));
  window->perform(Act::selectTask, 2);
  switchLanguage();
  for (const InspectorTab tab :
       {InspectorTab::why, InspectorTab::events, InspectorTab::findings, InspectorTab::explore}) {
    window->workbench().showTab(tab);
    QCoreApplication::processEvents();
    expectTranslated(*window);
  }
}

TEST_F(LanguageTest, ARunWithItsVerdictInTheMessageBarHasNone) {
  show({1920, 1080});
  startRun();
  switchLanguage();
  expectTranslated(*window);
  window->chooseLanguage("en");
  endRun();
  ASSERT_TRUE(window->messages().sentence().startsWith("deadlock"));
  switchLanguage();
  EXPECT_TRUE(window->messages().sentence().startsWith("[deadlock"));
  expectTranslated(*window);
}

TEST_F(LanguageTest, StepModeHasNone) {
  show({1920, 1080});
  ASSERT_TRUE(window->openFile(recording()));
  window->perform(Act::toggleStep);
  switchLanguage();
  expectTranslated(*window);
}

TEST_F(LanguageTest, MenusAndTheSheetOfKeysHaveNone) {
  show({1920, 1080});
  ASSERT_TRUE(window->openFile(recording()));
  switchLanguage();
  for (ActionButton* button :
       {window->topBar().open, window->topBar().themes, window->topBar().keys}) {
    ASSERT_NE(button->menu(), nullptr);
    expectTranslated(*button->menu());
  }
  KeysSheet sheet(window.get());
  sheet.show();
  QCoreApplication::processEvents();
  expectTranslated(sheet);
}

TEST_F(LanguageTest, APresentationAndItsPresenterHaveNone) {
  show({1280, 720});
  ASSERT_TRUE(window->openFile(recording()));
  window->present();
  Presentation& presentation = window->presentation();
  presentation.perform(PresentAct::notes);
  presentation.perform(PresentAct::timeline);
  switchLanguage();
  // The captions follow the interface unless they were set apart.
  for (int i = 0; i < 30; ++i) {
    expectTranslated(*presentation.page());
    expectTranslated(*presentation.presenter());
    presentation.perform(PresentAct::back);
    QCoreApplication::processEvents();
  }
}

TEST_F(LanguageTest, TheTourHasNone) {
  show({1440, 900});
  window->startTour();
  switchLanguage();
  for (int i = 0; i < window->tour()->count() - 1; ++i) {
    expectTranslated(*window->tour());
    window->tour()->next();
  }
}

TEST_F(LanguageTest, TheSwitchKeepsThePlayheadOfAPresentation) {
  show({1280, 720});
  ASSERT_TRUE(window->openFile(recording()));
  window->present();
  window->presentation().perform(PresentAct::back);
  const std::int64_t before = window->viewpoint().playhead();
  const int card = window->presentation().deck()->current();
  switchLanguage();
  EXPECT_EQ(window->viewpoint().playhead(), before);
  EXPECT_EQ(window->presentation().deck()->current(), card);
}

}  // namespace
}  // namespace lockstep::ui
