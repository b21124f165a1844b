// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/collector.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <limits>

#include "base/clock.h"
#include "kernel/procfs.h"
#include "probe/gate.h"
#include "session/limits.h"

namespace lockstep {
namespace {

constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max();
constexpr int kCycleMs = 4;  ///< rings of 32768 events at 2 M/s fill in 16 ms
constexpr std::int64_t kCycleNs = kCycleMs * 1'000'000;
constexpr std::int64_t kIdleNs = 50'000'000;  ///< in Step mode, while nobody chooses
constexpr std::int64_t kRipensNs = 250'000;   ///< in Step mode, until the watermark has passed
constexpr int kBusyCycleMs = 1;               ///< while a cycle finds kBusyEvents
constexpr std::size_t kBusyEvents = 8192;
constexpr std::size_t kMostReady = 4u << 20;  ///< events that may wait for take()
constexpr std::int64_t kStuck = 10'000'000;   ///< ns of a write after which its task is looked at
constexpr std::int64_t kLookEvery = 50'000'000;   ///< ns
constexpr std::int64_t kLookAfter = 100'000'000;  ///< ns off the CPU
constexpr std::int64_t kQuietEvery = 50'000'000;  ///< ns
/// The clock may have been read this much after the table was looked at, ns.
constexpr std::int64_t kReorder = 1'000;

bool isOver(char state) { return state == 'X' || state == 'Z'; }
bool isStopped(char state) { return state == 'T' || state == 't'; }

}  // namespace

Result<std::unique_ptr<Collector>> Collector::start(const Arena& arena,
                                                    std::unique_ptr<HostProcess> host,
                                                    std::unique_ptr<KernelEvidence> evidence,
                                                    std::unique_ptr<StepDriver> steps,
                                                    Limits limits) {
  UniqueFd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) return shortageError("a run needs one more file descriptor");
  if (const auto spare = checkDescriptors(); !spare) return spare.error();
  std::unique_ptr<Collector> collector(new Collector(arena, std::move(host), std::move(evidence),
                                                     std::move(steps), std::move(limits),
                                                     std::move(wake)));
  auto thread = startThread([self = collector.get()] { self->run(); });
  if (!thread) return thread.error();
  collector->m_thread = std::move(*thread);
  return collector;
}

Collector::Collector(const Arena& arena, std::unique_ptr<HostProcess> host,
                     std::unique_ptr<KernelEvidence> evidence, std::unique_ptr<StepDriver> steps,
                     Limits limits, UniqueFd wake)
    : m_arena(arena),
      m_host(std::move(host)),
      m_startedAt(monotonicNow()),
      m_limits(std::move(limits)),
      m_wake(std::move(wake)),
      m_steps(std::move(steps)),
      m_evidence(std::move(evidence)),
      m_lanes([this](std::int32_t tid) { return m_arena.findTid(tid); },
              [this](TaskId task) { return m_arena.task(task).tid.load(); }) {
  m_ownStream = m_merge.addStream();
  for (const TimedSignal& signal : m_limits.signals) m_signals.push_back({signal, false});
}

Collector::~Collector() {
  stop();
  if (m_thread.joinable()) m_thread.join();
}

void Collector::take(Delivery& delivery) {
  delivery.events.clear();
  const std::lock_guard lock(m_mutex);
  delivery.events.swap(m_ready);
  delivery.edge = m_readyEdge;
  delivery.end = m_end;
}

void Collector::waitForEvents(int timeoutMs) {
  std::unique_lock lock(m_mutex);
  m_arrived.wait_for(lock, std::chrono::milliseconds(timeoutMs),
                     [this] { return !m_ready.empty() || m_end != RunEnd::running; });
}

void Collector::stop() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopAsked = true;
  }
  ::eventfd_write(m_wake.get(), 1);
  if (m_steps) m_steps->wake();
}

bool Collector::running() const {
  const std::lock_guard lock(m_mutex);
  return m_end == RunEnd::running;
}

std::vector<std::string> Collector::notes() const {
  const std::lock_guard lock(m_mutex);
  return m_notes;
}

std::vector<std::string> Collector::strangers() const {
  const std::lock_guard lock(m_mutex);
  return m_strangers;
}

void Collector::note(std::string sentence) {
  const std::lock_guard lock(m_mutex);
  m_notes.push_back(std::move(sentence));
}

void Collector::run() {
  while (m_reached == RunEnd::running) {
    cycle();
    if (m_reached == RunEnd::running) sleepUntilNext();
  }
  finish();
}

void Collector::cycle() {
  // First of all, so that what a host that has ended left behind is complete.
  const bool hostGone = m_host->exited();
  m_parksSeen = parkCount(m_arena);
  m_busy = false;
  const std::int64_t watermark = std::min(drainKernel(), drainRings());
  const std::int64_t now = monotonicNow();
  release(watermark);
  publish(watermark);
  if (m_steps) followSteps(now);
  sendDueSignals(now);
  lookAtTasks(now);
  if (hostGone)
    m_reached = RunEnd::completed;
  else if (const auto end = endReached(now))
    m_reached = *end;
}

/// Everything is dead after this, so everything is complete.
void Collector::finish() {
  const bool byItself = m_reached == RunEnd::completed;
  // What Lockstep's own clean-up does to the tasks is no part of the run.
  m_cutoff = byItself ? 0 : monotonicNow();
  m_host->end();
  if (byItself && !m_host->complaint().empty()) {
    const std::string refusal = m_arena.refusal();
    note(refusal.empty() ? m_host->complaint() : refusal);
    m_reached = RunEnd::stopped;
  }
  drainRest();
  release(m_cutoff == 0 ? kForEver : m_cutoff);
  for (const DueSignal& due : m_signals)
    if (!due.done) noteUnsent(due.signal);
  publish(m_cutoff);
  {
    const std::lock_guard lock(m_mutex);
    m_end = m_reached;
  }
  m_arrived.notify_all();
}

void Collector::noteUnsent(const TimedSignal& signal) {
  const std::string number(signalName(signal.signal));
  if (findTask(signal.task).valid()) {
    note("the run ended before " + signal.task + " could get its " + number);
    return;
  }
  note("no task of this run was named " + signal.task + ": nobody got its " + number);
  const std::lock_guard lock(m_mutex);
  m_strangers.push_back(signal.task);
}

/// The tasks of a run in Step mode move only when they are let go, so all they have written is here
/// once they are parked and nothing is left to merge.
void Collector::followSteps(std::int64_t now) {
  m_steps->followMode(m_told);
  m_look = StepDriver::Look::away;
  if (stepping() && m_merge.waiting() == 0 && m_records.empty() &&
      parkCount(m_arena) == m_parksSeen)
    m_look = m_steps->look(now, m_told);
  m_toldNow = !m_told.empty();
  if (!m_toldNow) return;
  const std::lock_guard lock(m_commands);
  m_own.insert(m_own.end(), m_told.begin(), m_told.end());
  m_told.clear();
}

void Collector::sleepUntilNext() {
  if (stepping()) {
    if (m_look == StepDriver::Look::moved || m_toldNow) return;
    // Nothing new comes by itself while the learner thinks, but what has come and is not ripe yet
    // is waited for.
    const bool ripens = m_merge.waiting() != 0 || !m_records.empty();
    const bool idle = m_look == StepDriver::Look::waiting;
    awaitPark(m_arena, m_parksSeen,
              monotonicNow() + (ripens ? kRipensNs
                                : idle ? kIdleNs
                                       : kCycleNs));
    return;
  }
  pollfd entries[] = {{m_wake.get(), POLLIN, 0}, {m_host->pidFd(), POLLIN, 0}};
  if (::poll(entries, 2, m_busy ? kBusyCycleMs : kCycleMs) <= 0) return;
  eventfd_t count = 0;
  if (entries[0].revents != 0) ::eventfd_read(m_wake.get(), &count);
}

// Draining.

void Collector::openRings() {
  const std::uint32_t count = m_arena.taskCount();
  while (m_rings.size() < count) {
    // A row that is claimed but not yet live has written nothing.
    const TaskId task{static_cast<std::uint16_t>(m_rings.size())};
    m_rings.push_back({RingReader(m_arena, task), m_merge.addStream(), false});
  }
  if (m_looks.size() < count) m_looks.resize(count);
}

/// The instant before which every event of every task has been drained.
std::int64_t Collector::drainRings() {
  const std::int64_t before = monotonicNow() - kReorder;
  std::atomic_thread_fence(std::memory_order_seq_cst);
  openRings();
  {
    const std::lock_guard lock(m_mutex);
    m_ringsHeld = m_ready.size() >= kMostReady;
  }
  std::int64_t watermark = before;
  for (Ring& ring : m_rings) {
    if (ring.closed) continue;
    drainRing(ring, before);
    const std::int64_t quiet = ring.reader.quietUntil();
    // Who holds everything up for too long is waited for no more.
    if (m_ringsHeld || quiet >= before - Session::kLateness) watermark = std::min(watermark, quiet);
  }
  const std::lock_guard lock(m_commands);
  auto& own = m_merge.stream(m_ownStream);
  own.insert(own.end(), m_own.begin(), m_own.end());
  m_own.clear();
  m_merge.settle(m_ownStream);
  return watermark;
}

void Collector::drainRing(Ring& ring, std::int64_t now) {
  if (m_ringsHeld) return;
  auto& events = m_merge.stream(ring.stream);
  const std::size_t before = events.size();
  const TaskSlot& slot = m_arena.task(ring.reader.task());
  const bool finished = slot.finished.load(std::memory_order_acquire) != 0;
  ring.reader.drain(events);
  if (finished && !ring.reader.ready()) {
    ring.reader.drainDead(events);
    ring.closed = true;
  } else if (ring.reader.quietUntil() < now - kStuck && slot.tid.load() != 0 &&
             isOver(stateOf(ring.reader.task()))) {
    // Killed in the middle of writing.
    ring.reader.drainDead(events);
    ring.closed = true;
  }
  m_busy = m_busy || events.size() - before >= m_arena.header().ringEvents / 4;
  m_merge.settle(ring.stream);
}

std::int64_t Collector::drainKernel() {
  if (!m_evidence) return kForEver;
  m_evidence->drain(m_records);
  return m_evidence->quietUntil();
}

void Collector::drainRest() {
  openRings();
  for (Ring& ring : m_rings) {
    if (ring.closed) continue;
    ring.reader.drainDead(m_merge.stream(ring.stream));
    m_merge.settle(ring.stream);
    ring.closed = true;
  }
  if (m_evidence) m_evidence->drainRest(m_records);
  const std::lock_guard lock(m_commands);
  auto& own = m_merge.stream(m_ownStream);
  own.insert(own.end(), m_own.begin(), m_own.end());
  m_own.clear();
  m_merge.settle(m_ownStream);
}

/// Moves everything stamped before `watermark` into the batch. Records are given to their tasks in
/// the order of time, see KernelLanes.
void Collector::release(std::int64_t watermark) {
  std::size_t observed = m_batch.size();
  for (; m_nextRecord < m_records.size(); ++m_nextRecord) {
    const KernelRecord& record = m_records[m_nextRecord];
    if (record.time >= watermark) break;
    m_merge.takeBefore(record.time, m_batch);
    observe(observed);
    if (auto event = m_lanes.translate(record)) {
      if (event->time < m_edge) event->flags |= kFlagLate;
      m_batch.push_back(*event);
      m_watchdog.observe(*event);
      if (m_steps && event->operation == Operation::exited) m_steps->observe(*event);
      if (event->operation == Operation::forked && event->task == kMainTask)
        m_host->setTasksGroup(record.tid);
      if (event->operation == Operation::switchOut && !event->has(kFlagPreempted) &&
          event->task.value < m_looks.size())
        m_looks[event->task.value] = {event->time, false, 'S'};
      if (event->operation == Operation::switchIn && event->task.value < m_looks.size())
        m_looks[event->task.value] = {};
    }
    observed = m_batch.size();
  }
  m_records.erase(m_records.begin(), m_records.begin() + static_cast<std::ptrdiff_t>(m_nextRecord));
  m_nextRecord = 0;
  m_merge.takeBefore(watermark, m_batch);
  observe(observed);
  m_edge = std::max(m_edge, watermark);
}

/// Lets everyone who follows the run read the batch from `first` on.
void Collector::observe(std::size_t first) {
  for (std::size_t i = first; i < m_batch.size(); ++i) {
    const Event& event = m_batch[i];
    m_lanes.observe(event);
    m_watchdog.observe(event);
    if (m_steps) m_steps->observe(event);
    if (event.operation == Operation::begin && event.task == kMainTask)
      m_host->setTasksGroup(m_arena.task(kMainTask).pid.load());
  }
}

void Collector::publish(std::int64_t edge) {
  bool news = false;
  {
    const std::lock_guard lock(m_mutex);
    news = !m_batch.empty();
    if (m_ready.empty())
      m_ready.swap(m_batch);
    else
      m_ready.insert(m_ready.end(), m_batch.begin(), m_batch.end());
    if (edge != kForEver) m_readyEdge = std::max(m_readyEdge, edge);
  }
  m_batch.clear();
  if (news) m_arrived.notify_all();
}

// Acting.

Result<void> Collector::signal(TaskId task, int number) {
  if (!running()) return Error{"the run has ended"};
  if (!m_arena.taskLive(task)) return Error{"there is no such task"};
  const TaskInfo info = m_arena.taskInfo(task);
  if (task == kSupervisor) return Error{"the supervisor takes no signals"};
  if (info.pid <= 0) return Error{info.name + " has not begun"};
  if (m_arena.task(task).reaped.load(std::memory_order_acquire) != 0)
    return Error{info.name + " has ended"};
  // A gate is reached before the begin of its task has come through the merge.
  if (const pid_t main = m_arena.task(kMainTask).pid.load(); main > 0) m_host->setTasksGroup(main);
  Event event;
  event.task = kSupervisor;
  event.operation = Operation::kill;
  event.value = number;
  event.aux = task.value;
  const std::lock_guard lock(m_commands);
  // Stamped before it takes effect.
  event.time = monotonicNow();
  const Result<void> sent = m_host->signal(info.pid, number);
  if (sent) m_own.push_back(event);
  if (m_steps) m_steps->wake();
  return sent;
}

void Collector::record(Operation operation, TaskId task, std::int64_t value, std::uint32_t aux) {
  Event event;
  event.task = task;
  event.operation = operation;
  event.value = value;
  event.aux = aux;
  const std::lock_guard lock(m_commands);
  event.time = monotonicNow();
  m_own.push_back(event);
}

TaskId Collector::findTask(const std::string& nameOrNumber) const {
  const std::uint32_t count = m_arena.taskCount();
  for (std::uint32_t i = 0; i < count; ++i) {
    const TaskId id{static_cast<std::uint16_t>(i)};
    if (m_arena.taskLive(id) && m_arena.taskInfo(id).name == nameOrNumber) return id;
  }
  std::uint16_t number = 0;
  const char* last = nameOrNumber.data() + nameOrNumber.size();
  const auto [rest, error] = std::from_chars(nameOrNumber.data(), last, number);
  const bool is = error == std::errc{} && rest == last && number < count;
  return is && m_arena.taskLive(TaskId{number}) ? TaskId{number} : TaskId{};
}

void Collector::sendDueSignals(std::int64_t now) {
  const std::int64_t start = m_watchdog.scenarioStart();
  if (start == 0) return;
  for (DueSignal& due : m_signals) {
    if (due.done || now < start + due.signal.at) continue;
    const TaskId task = findTask(due.signal.task);
    // A task that does not exist yet gets it when it does.
    if (!task.valid() || m_arena.task(task).pid.load() == 0) continue;
    due.done = true;
    if (const auto sent = signal(task, due.signal.signal); !sent)
      note("no " + std::string(signalName(due.signal.signal)) + " for " + due.signal.task + ": " +
           sent.error().message);
  }
}

bool Collector::signalsDue() const {
  const std::int64_t start = m_watchdog.scenarioStart();
  const std::int64_t now = monotonicNow();
  return std::any_of(m_signals.begin(), m_signals.end(), [&](const DueSignal& due) {
    return !due.done && now < start + due.signal.at + m_limits.quiet;
  });
}

char Collector::stateOf(TaskId task) const {
  const TaskSlot& slot = m_arena.task(task);
  const std::int32_t pid = slot.pid.load(std::memory_order_relaxed);
  const std::int32_t tid = slot.tid.load(std::memory_order_relaxed);
  if (pid == 0 || tid == 0) return '?';
  if (slot.reaped.load(std::memory_order_acquire) != 0) return 'X';
  const auto stat = readTaskStat(pid, tid);
  return stat ? stat->state : 'X';
}

/// Finds tasks that were stopped (or, without kernel evidence, died unseen): no event tells it. In
/// Step mode the controller looks.
void Collector::lookAtTasks(std::int64_t now) {
  if (stepping() || now < m_nextLook) return;
  m_nextLook = now + kLookEvery;
  const auto& tasks = m_watchdog.tasks();
  for (std::size_t i = kMainTask.value; i < std::min(tasks.size(), m_looks.size()); ++i) {
    if (!tasks[i].started || tasks[i].ended) continue;
    Look& look = m_looks[i];
    if (m_evidence && (look.leftCpu == 0 || look.looked || now - look.leftCpu < kLookAfter))
      continue;
    if (!m_evidence && now - tasks[i].lastEvent < kLookAfter) continue;
    const TaskId id{static_cast<std::uint16_t>(i)};
    const char state = stateOf(id);
    look.looked = true;
    const bool news = isStopped(state) != isStopped(look.state) ||
                      (!m_evidence && isOver(state) != isOver(look.state));
    look.state = state;
    if (news) record(Operation::observed, id, state, Event::kNoAux);
  }
}

std::optional<RunEnd> Collector::endReached(std::int64_t now) {
  {
    const std::lock_guard lock(m_mutex);
    if (m_stopAsked) return RunEnd::stopped;
  }
  if (stepping()) {
    if (m_look == StepDriver::Look::stuck && !signalsDue()) return RunEnd::quiescent;
    return {};
  }
  if (now - m_startedAt >= m_limits.time) return RunEnd::timeLimit;
  if (now < m_nextQuietCheck) return {};
  m_nextQuietCheck = now + kQuietEvery;
  if (m_merge.waiting() != 0 || signalsDue()) return {};
  if (m_watchdog.quiet(now, m_limits.quiet, [this](TaskId task) { return stateOf(task); }))
    return RunEnd::quiescent;
  return {};
}

}  // namespace lockstep
