// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

#include "session/session.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// What the window needs of a run: a Session, or a fake of the tests. Destruction ends the run.
class Run {
 public:
  virtual ~Run() = default;
  virtual bool pull(Trace& trace) = 0;
  virtual void stop() = 0;
  virtual Result<void> signal(TaskId task, int number) = 0;

  // Step mode, of runs that can be stepped; see Session.
  /// Never null.
  virtual std::shared_ptr<const StepView> stepView() const;
  virtual void setStepping(bool) {}
  virtual void choose(const Choice&) {}
  virtual void runUntil(StepGoal) {}
  virtual void pauseSteps() {}
  virtual void setBreakpoints(std::vector<Breakpoint>) {}
};

using StartRun = std::function<Result<std::unique_ptr<Run>>(const RunRequest&)>;

/// Starts a real Session.
Result<std::unique_ptr<Run>> startSession(const RunRequest& request);

/// The run in the window: pulls it into the viewpoint's trace once a frame while it lives. Costs
/// nothing while there is none.
class LiveRun : public QObject {
  Q_OBJECT
 public:
  LiveRun(Viewpoint& view, StartRun start, QObject* parent = nullptr);
  ~LiveRun() override;

  /// Ends the run there is and starts another one.
  Result<void> start(const RunRequest& request);
  void stop();
  bool running() const { return m_run != nullptr; }
  /// Null while there is none.
  Run* run() const { return m_run.get(); }
  /// The trace that the run is pulled into; null while there is none.
  std::shared_ptr<Trace> trace() const { return m_trace; }
  /// Something was asked of the run whose answer comes within milliseconds: looks for it more often
  /// than once a frame until it has come.
  void expectAnswer();
  /// The trace of the last run, to save; the viewpoint shows the same one.
  const RunRequest& request() const { return m_request; }
  bool canRunAgain() const { return !m_request.scenario.empty(); }
  Result<void> signal(TaskId task, int number);
  /// Ends the run and forgets it at once; its trace stays, without a report.
  void abandon();
  /// PIDs of the run's processes that live at its live edge.
  std::vector<int> livePids() const;
  /// One frame's work. The timer calls it.
  void pull();

 Q_SIGNALS:
  void started();
  void pulled();
  /// Nothing will be appended to its trace any more.
  void ended();

 private:
  void pullEvery(int ms);
  void finish();

  Viewpoint& m_view;
  StartRun m_start;
  RunRequest m_request;
  std::unique_ptr<Run> m_run;
  std::shared_ptr<Trace> m_trace;
  QTimer m_timer;
  int m_answerPulls = 0;        // left to do in a hurry
  std::uint64_t m_version = 0;  // of the last StepView
  std::uint64_t m_events = 0;   // of the trace, when it was told of last
};

/// Whether a task in this state has a kernel task behind it that can run or wake.
bool isAlive(State state);

}  // namespace lockstep::ui
