// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QTest>
#include <algorithm>

#include "window/run_setup.h"
#include "window/scenario_list.h"
#include "window/segments.h"

namespace lockstep::ui {
namespace {

QStringList titles(QListWidget& list) {
  QStringList words;
  for (int row = 0; row < list.count(); ++row)
    if (list.item(row)->flags() & Qt::ItemIsEnabled) words << list.item(row)->text();
  return words;
}

TEST(ScenarioList, ShowsAllScenariosInTheirGroups) {
  ScenarioList list(scenarioInfos());
  EXPECT_EQ(titles(list.list()).size(), static_cast<qsizetype>(scenarioInfos().size()));
  EXPECT_GT(list.list().count(), static_cast<int>(scenarioInfos().size()));
}

TEST(ScenarioList, SearchFindsWordsOfNameTitleGroupAndSummary) {
  ScenarioList list(scenarioInfos());
  QTest::keyClicks(&list.search(), "PHILOSOPHERS fork");
  EXPECT_EQ(titles(list.list()), QStringList{"Dining philosophers"});
  list.search().setText("no such thing");
  EXPECT_EQ(list.list().count(), 0);
  list.search().clear();
  EXPECT_EQ(titles(list.list()).size(), static_cast<qsizetype>(scenarioInfos().size()));
}

TEST(ScenarioList, ArrowsAndEnterInTheSearchFieldChooseFromTheList) {
  ScenarioList list(scenarioInfos());
  list.search().setText("counter");
  QTest::keyClick(&list.search(), Qt::Key_Down);
  ASSERT_NE(list.current(), nullptr);
  EXPECT_EQ(list.current()->name, "counter");
}

TEST(RunSetup, StandardSettingsBecomeARequestOfAllParameters) {
  RunSetup setup;
  const ScenarioInfo* counter = findScenario("counter");
  ASSERT_NE(counter, nullptr);
  setup.setScenario(counter);
  const RunRequest request = setup.request();
  EXPECT_EQ(request.scenario, "counter");
  EXPECT_EQ(request.variant, counter->variants.front().name);
  EXPECT_EQ(request.as, counter->as.front());
  for (const ParameterInfo& parameter : counter->parameters)
    EXPECT_EQ(request.parameters.at(parameter.name), parameter.standard);
}

TEST(RunSetup, ChosenSettingsBecomeTheRequest) {
  RunSetup setup;
  setup.setScenario(findScenario("counter"));
  setup.variants().setCurrentIndex(1);
  auto* workers = qobject_cast<QSpinBox*>(setup.parameterControl("workers"));
  ASSERT_NE(workers, nullptr);
  workers->setValue(workers->maximum());
  setup.asChoice().setCurrent(1);
  const RunRequest request = setup.request();
  EXPECT_EQ(request.variant, "unlocked");
  EXPECT_EQ(request.as, "processes");
  EXPECT_EQ(request.parameters.at("workers"), workers->maximum());
}

TEST(RunSetup, ControlsKeepToTheRangesOfTheParameters) {
  RunSetup setup;
  for (const ScenarioInfo& info : scenarioInfos()) {
    setup.setScenario(&info);
    for (const ParameterInfo& parameter : info.parameters) {
      QWidget* control = setup.parameterControl(parameter.name);
      if (parameter.flag) {
        EXPECT_NE(qobject_cast<QCheckBox*>(control), nullptr) << parameter.name;
        continue;
      }
      auto* box = qobject_cast<QSpinBox*>(control);
      ASSERT_NE(box, nullptr) << parameter.name;
      EXPECT_EQ(box->minimum(), parameter.least);
      EXPECT_EQ(box->maximum(), parameter.most);
      EXPECT_TRUE(box->suffix().trimmed().toStdString() == parameter.unit);
    }
  }
}

TEST(RunSetup, RemembersWhatWasChosenForAnotherScenario) {
  RunSetup setup;
  setup.setScenario(findScenario("counter"));
  setup.variants().setCurrentIndex(1);
  setup.setScenario(findScenario("bus"));
  setup.setScenario(findScenario("counter"));
  EXPECT_EQ(setup.request().variant, "unlocked");
}

}  // namespace
}  // namespace lockstep::ui
