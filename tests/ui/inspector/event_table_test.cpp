// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/event_table.h"

#include <QComboBox>
#include <QTableView>

#include "shown_pane.h"

namespace lockstep::ui {
namespace {

using namespace sample;

class EventTableTest : public ShownPane<EventTable> {
 protected:
  EventTableTest() : ShownPane({800, 400}) { open(); }
  EventModel& model() { return pane.model(); }
  QString cell(int row, int column) { return model().index(row, column).data().toString(); }
  static void chooseData(QComboBox& box, int data) { box.setCurrentIndex(box.findData(data)); }
  void click(int row) {
    const QRect rect = pane.table().visualRect(model().index(row, EventModel::kOperation));
    QTest::mouseClick(pane.table().viewport(), Qt::LeftButton, {}, rect.center());
  }
};

TEST_F(EventTableTest, ShowsEveryEventOfTheLog) {
  EXPECT_EQ(model().rowCount(), static_cast<int>(view.trace().logSize()));
  EXPECT_EQ(cell(10, EventModel::kTime), "1.000000");
  EXPECT_EQ(cell(10, EventModel::kTask), "2 Plato");
  EXPECT_EQ(cell(10, EventModel::kOperation), "acquire");
  EXPECT_EQ(cell(10, EventModel::kResource), "fork 1");
  EXPECT_EQ(cell(10, EventModel::kResult), "done");
  EXPECT_EQ(cell(10, EventModel::kPlace), "philosophers.cpp:3");
}

TEST_F(EventTableTest, FiltersByTaskResourceAndOperationTogether) {
  chooseData(pane.taskFilter(), kPlato.value);
  EXPECT_EQ(model().rowCount(), 5);
  chooseData(pane.resourceFilter(), 2);
  EXPECT_EQ(model().rowCount(), 2);
  chooseData(pane.operationFilter(), static_cast<int>(Operation::release));
  EXPECT_EQ(model().rowCount(), 0);
  chooseData(pane.operationFilter(), static_cast<int>(Operation::acquire));
  chooseData(pane.taskFilter(), -1);
  EXPECT_EQ(model().rowCount(), 4);  // both tasks, without fork 2's creation
}

TEST_F(EventTableTest, AClickedRowMovesThePlayheadToItsInstantAndSelectsItsTask) {
  click(12);
  EXPECT_EQ(view.playhead(), kStart + 2 * kMs);
  EXPECT_EQ(view.task(), kKant);
  EXPECT_EQ(pane.table().currentIndex().row(), 12);
}

TEST_F(EventTableTest, TheRowAtThePlayheadIsTheCurrentOne) {
  view.setPlayhead(kStart + 5 * kMs);
  EXPECT_EQ(cell(pane.table().currentIndex().row(), EventModel::kTime), "4.000000");
  EXPECT_EQ(view.playhead(), kStart + 5 * kMs);
}

TEST_F(EventTableTest, TheArrowKeysOfTheTableWalkThroughTheEvents) {
  click(10);
  QTest::keyClick(&pane.table(), Qt::Key_Down);
  EXPECT_EQ(view.playhead(), kStart + kMs * 19 / 10);
}

TEST(EventModel, KeepsAWindowOfAHugeLogAndMovesItToThePlayhead) {
  constexpr std::size_t kEvents = 100'000;
  auto trace = twoForks();
  for (std::size_t i = 0; i < kEvents; ++i) {
    Event event;
    event.time = kStart + 20 * kMs + static_cast<std::int64_t>(i) * 1000;
    event.task = kPlato;
    event.operation = Operation::load;
    trace->append(event);
  }
  Viewpoint view;
  view.setTrace(trace);
  EventModel model(view);
  EXPECT_EQ(model.rowCount(), static_cast<int>(EventModel::kWindow));
  EXPECT_EQ(model.total(), trace->logSize());
  const std::int64_t late = kStart + 20 * kMs + 90'000 * 1000;
  const int row = model.bring(late);
  ASSERT_GE(row, 0);
  EXPECT_EQ(model.event(row).time, late);
  EXPECT_LE(model.rowCount(), static_cast<int>(EventModel::kWindow));
  const std::size_t before = model.firstRow();
  EXPECT_EQ(model.fetchEarlier(), static_cast<int>(EventModel::kChunk));
  EXPECT_EQ(model.firstRow(), before - EventModel::kChunk);
  EXPECT_EQ(model.event(row + static_cast<int>(EventModel::kChunk)).time, late);
}

TEST(EventModel, GrowsWithALiveTrace) {
  auto trace = twoForks();
  Viewpoint view;
  view.setTrace(trace);
  EventModel model(view);
  model.setFilter({.task = kKant, .resource = {}, .operation = Operation::acquire});
  const int before = model.rowCount();
  Event event;
  event.time = kStart + 21 * kMs;
  event.task = kKant;
  event.operation = Operation::acquire;
  trace->append(event);
  event.task = kPlato;
  trace->append(event);
  model.grow();
  EXPECT_EQ(model.rowCount(), before + 1);
}

}  // namespace
}  // namespace lockstep::ui
