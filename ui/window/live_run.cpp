// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/live_run.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr int kPullMs = 16;
constexpr int kStillMs = 50;  ///< while it waits for a choice and little comes by itself
// How an answer is looked for: so often, and so many times.
constexpr int kAnswerMs = 1;
constexpr int kAnswerPulls = 60;

class SessionRun : public Run {
 public:
  explicit SessionRun(std::unique_ptr<Session> session) : m_session(std::move(session)) {}
  bool pull(Trace& trace) override { return m_session->pull(trace); }
  void stop() override { m_session->stop(); }
  Result<void> signal(TaskId task, int number) override { return m_session->signal(task, number); }
  std::shared_ptr<const StepView> stepView() const override { return m_session->stepView(); }
  void setStepping(bool on) override { m_session->setStepping(on); }
  void choose(const Choice& choice) override { m_session->choose(choice); }
  void runUntil(StepGoal goal) override { m_session->runUntil(std::move(goal)); }
  void pauseSteps() override { m_session->pauseSteps(); }
  void setBreakpoints(std::vector<Breakpoint> points) override {
    m_session->setBreakpoints(std::move(points));
  }

 private:
  std::unique_ptr<Session> m_session;
};

/// Whether the trace has what Lockstep said of the last step: the run says that it waits a moment
/// before that is delivered.
bool hasArrived(const Trace& trace, const StepView& steps) {
  const TaskId mover = steps.situation.last.valid() ? steps.situation.last : kMainTask;
  if (!steps.situation.offer(mover)) return true;  // it has gone
  for (std::size_t n = trace.taskEventCount(mover); n > 0; --n) {
    const Operation operation = trace.event(trace.taskEvent(mover, n - 1)).operation;
    if (operation == Operation::parked) return true;
    if (operation == Operation::granted) return false;
  }
  return false;
}

}  // namespace

std::shared_ptr<const StepView> Run::stepView() const {
  static const auto kNone = std::make_shared<const StepView>();
  return kNone;
}

bool isAlive(State state) {
  switch (state) {
    case State::created:
    case State::ready:
    case State::running:
    case State::blocked:
    case State::stopped:
    case State::unknown:
      return true;
    case State::unborn:
    case State::zombie:
    case State::terminated:
      return false;
  }
  return false;
}

Result<std::unique_ptr<Run>> startSession(const RunRequest& request) {
  auto session = Session::start(request);
  if (!session) return session.error();
  return std::unique_ptr<Run>(std::make_unique<SessionRun>(std::move(*session)));
}

LiveRun::LiveRun(Viewpoint& view, StartRun start, QObject* parent)
    : QObject(parent), m_view(view), m_start(std::move(start)) {
  m_timer.setInterval(kPullMs);
  connect(&m_timer, &QTimer::timeout, this, &LiveRun::pull);
}

LiveRun::~LiveRun() = default;

Result<void> LiveRun::start(const RunRequest& request) {
  abandon();
  m_request = request;
  auto run = m_start(request);
  if (!run) return run.error();
  m_run = std::move(*run);
  m_trace = std::make_shared<Trace>();
  m_view.setTrace(m_trace);
  m_view.setFollowing(true);
  m_version = m_events = 0;
  m_answerPulls = 0;
  m_timer.start(kPullMs);
  Q_EMIT started();
  pull();
  return {};
}

void LiveRun::pullEvery(int ms) {
  if (m_timer.interval() != ms) m_timer.start(ms);
}

void LiveRun::stop() {
  if (!m_run) return;
  m_run->stop();
  pullEvery(kPullMs);
}

void LiveRun::abandon() {
  m_timer.stop();
  m_trace.reset();
  if (!m_run) return;
  m_run.reset();
  Q_EMIT ended();
}

Result<void> LiveRun::signal(TaskId task, int number) {
  if (!m_run) return Error{tr("The run has ended.").toStdString()};
  pullEvery(kPullMs);
  return m_run->signal(task, number);
}

void LiveRun::expectAnswer() {
  if (!m_run) return;
  m_answerPulls = kAnswerPulls;
  pullEvery(kAnswerMs);
}

// A run that waits for a choice stands still: only its clock goes on, and that is worth no picture.
void LiveRun::pull() {
  if (!m_run) return;
  const bool more = m_run->pull(*m_trace);
  const auto steps = m_run->stepView();
  // A step comes in parts, within a frame: they are shown together.
  const bool whole = steps->waiting && hasArrived(*m_trace, *steps);
  if (more && m_answerPulls > kAnswerPulls - kPullMs && !whole) {
    --m_answerPulls;
    return;
  }
  const bool still =
      more && steps->waiting && steps->version == m_version && m_trace->eventCount() == m_events;
  if (m_answerPulls > 0) --m_answerPulls;
  pullEvery(m_answerPulls > 0 ? kAnswerMs : still ? kStillMs : kPullMs);
  if (still) return;
  m_version = steps->version;
  m_events = m_trace->eventCount();
  m_view.traceGrew();
  Q_EMIT pulled();
  if (!more) finish();
}

void LiveRun::finish() {
  m_timer.stop();
  m_run.reset();
  m_trace.reset();
  Q_EMIT ended();
}

std::vector<int> LiveRun::livePids() const {
  std::vector<int> pids;
  if (!m_trace) return pids;
  const Moment now = m_trace->at(m_trace->endTime());
  for (const TaskMoment& task : now.tasks) {
    if (task.id == kSupervisor || !task.id.valid() || !isAlive(task.state)) continue;
    const auto infos = m_trace->tasks();
    if (task.id.value < infos.size()) pids.push_back(infos[task.id.value].pid);
  }
  std::ranges::sort(pids);
  pids.erase(std::ranges::unique(pids).begin(), pids.end());
  return pids;
}

}  // namespace lockstep::ui
