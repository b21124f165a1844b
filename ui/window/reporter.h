// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <future>
#include <memory>
#include <vector>

#include "view/viewpoint.h"

namespace lockstep::ui {

/// Works out the report of the trace that a viewpoint shows, and puts it there. Small traces are
/// done at once; for others a thread of their own reads the trace, which is safe since nothing is
/// appended to it any more, and the window's thread asks once a frame whether it is done. What
/// comes back for a trace that is no longer shown is dropped.
class Reporter : public QObject {
  Q_OBJECT
 public:
  using Analyse = std::function<Report(const Trace&)>;
  /// Events that take about 3 ms.
  static constexpr std::uint64_t kAtOnce = 100'000;

  /// `analyse` may be called in another thread.
  explicit Reporter(Viewpoint& view, Analyse analyse = &lockstep::analyse,
                    std::uint64_t atOnce = kAtOnce, QObject* parent = nullptr);
  /// Waits for the threads there are.
  ~Reporter() override;

  /// The run of the viewpoint's trace must have ended.
  void start();
  /// Whether the trace shown is being worked on.
  bool busy() const;
  /// Waits for the report of the trace shown.
  void finish();
  /// How many traces are being worked on, those included that are no longer shown.
  std::size_t works() const { return m_works.size(); }

 Q_SIGNALS:
  /// The viewpoint has got its report.
  void reported();

 private:
  struct Work {
    std::shared_ptr<const Trace> trace;
    std::future<Report> report;
  };
  void poll();
  void deliver(const Trace& trace, Report report);

  Viewpoint& m_view;
  Analyse m_analyse;
  std::uint64_t m_atOnce;
  std::vector<Work> m_works;
  QTimer m_timer;
};

}  // namespace lockstep::ui
