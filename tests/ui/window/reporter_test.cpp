// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/reporter.h"

#include <QSignalSpy>
#include <QTest>
#include <future>
#include <thread>

#include "window/status_strip.h"
#include "window_fixture.h"

namespace lockstep::ui {
namespace {

using sample::twoForks;

/// Lets an analysis through when the test says so.
struct Gate {
  std::promise<void> promise;
  std::shared_future<void> open{promise.get_future()};

  Reporter::Analyse analyse(std::thread::id* in = nullptr) {
    return [open = open, in](const Trace& trace) {
      if (in) *in = std::this_thread::get_id();
      open.wait();
      return lockstep::analyse(trace);
    };
  }
};

TEST(Reporter, ASmallTraceIsReportedOnAtOnce) {
  Viewpoint view;
  Reporter reporter(view);
  QSignalSpy reported(&reporter, &Reporter::reported);
  view.setTrace(twoForks());
  reporter.start();
  EXPECT_EQ(reported.count(), 1);
  EXPECT_EQ(view.report().verdict, Verdict::deadlock);
  EXPECT_FALSE(reporter.busy());
}

TEST(Reporter, ALargeTraceIsReadByAThreadOfItsOwn) {
  Viewpoint view;
  Gate gate;
  std::thread::id worker;
  Reporter reporter(view, gate.analyse(&worker), 0);
  view.setTrace(twoForks());
  reporter.start();
  EXPECT_TRUE(reporter.busy());
  EXPECT_TRUE(view.awaitsReport());
  gate.promise.set_value();
  ASSERT_TRUE(QTest::qWaitFor([&] { return !reporter.busy(); }));
  EXPECT_EQ(view.report().verdict, Verdict::deadlock);
  EXPECT_FALSE(view.awaitsReport());
  EXPECT_NE(worker, std::this_thread::get_id());
}

TEST(Reporter, WhatComesForATraceThatIsNoLongerShownIsDropped) {
  Viewpoint view;
  Gate gate;
  Reporter reporter(view, gate.analyse(), 0);
  QSignalSpy reported(&reporter, &Reporter::reported);
  view.setTrace(twoForks());
  reporter.start();
  const auto next = twoForks();
  next->setEnd(RunEnd::running);
  view.setTrace(next);
  EXPECT_FALSE(reporter.busy());
  gate.promise.set_value();
  ASSERT_TRUE(QTest::qWaitFor([&] { return reporter.works() == 0; }));
  EXPECT_EQ(reported.count(), 0);
  EXPECT_EQ(view.report().verdict, Verdict::running);
}

TEST(Reporter, FinishWaitsForTheReport) {
  Viewpoint view;
  Gate gate;
  Reporter reporter(view, gate.analyse(), 0);
  view.setTrace(twoForks());
  reporter.start();
  gate.promise.set_value();
  reporter.finish();
  EXPECT_EQ(view.report().verdict, Verdict::deadlock);
}

TEST_F(WindowTest, AWindowSaysThatItAnalysesAndThenWhatItFound) {
  Gate gate;
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("own.ini"), QSettings::IniFormat);
  parts.settings->setValue("language", "en");
  parts.analyse = gate.analyse();
  parts.analyseAtOnce = 0;
  MainWindow own(std::move(parts));
  ASSERT_TRUE(own.openFile(recording()));
  EXPECT_EQ(own.statusStrip().facts().back(), "Analysing");
  EXPECT_FALSE(own.viewpoint().task().valid());
  gate.promise.set_value();
  own.reporter().finish();
  EXPECT_EQ(own.statusStrip().facts().back(), "Deadlock");
  EXPECT_TRUE(own.viewpoint().task().valid());
}

}  // namespace
}  // namespace lockstep::ui
