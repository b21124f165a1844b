// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/analysis.h"

#include <algorithm>
#include <map>

#include "analysis/reading.h"

namespace lockstep {

namespace {

bool endedQuietly(RunEnd end) { return end == RunEnd::quiescent || end == RunEnd::timeLimit; }

bool counts(State state) {
  switch (state) {
    case State::created:
    case State::ready:
    case State::running:
    case State::blocked:
    case State::stopped:
    case State::zombie:
    case State::unknown:
      return true;
    case State::unborn:
    case State::terminated:
      return false;
  }
  return false;
}

/// Builds the report: findings from the log first, then what was left waiting, then sums.
class Analyst {
 public:
  explicit Analyst(const Trace& trace) : m_trace(trace), m_reading(trace) {}

  Report run() {
    add(m_reading.failedStarts());
    findCrashes();
    findDeadlocks();
    if (endedQuietly(m_trace.end())) findHangs();
    add(m_reading.lostUpdates());
    if (!m_reading.stepped()) add(m_reading.detectors().races());
    add(m_reading.abandonedLocks());
    add(m_reading.detectors().doubleReleases());
    findZombies();
    findOrphans();
    findLoss();
    add(m_reading.starvation().findings(true));
    add(m_reading.inversions().findings(true));
    m_report.possible = m_reading.detectors().possible(m_report.happened);
    if (m_reading.stepped()) addPossibleRaces();
    addPossible(m_reading.starvation().findings(false));
    addPossible(m_reading.inversions().findings(false));
    sum();
    m_report.verdict = verdict();
    return std::move(m_report);
  }

 private:
  const Deaths& deaths() const { return m_reading.deaths(); }

  void add(const std::vector<Finding>& findings) {
    m_report.happened.insert(m_report.happened.end(), findings.begin(), findings.end());
  }

  void addPossible(const std::vector<Finding>& findings) {
    m_report.possible.insert(m_report.possible.end(), findings.begin(), findings.end());
  }

  void findCrashes() {
    for (const TaskInfo& task : m_trace.tasks()) {
      if (task.id == kSupervisor || !deaths().crashed(task.id)) continue;
      // The thread that aborts takes its process with it: one crash, not two.
      const TaskId leader = deaths().leader(task.id);
      const bool blamed = std::any_of(
          m_report.happened.begin(), m_report.happened.end(), [&](const Finding& finding) {
            return finding.kind == FindingKind::crashed && deaths().leader(finding.task) == leader;
          });
      if (blamed) {
        if (task.id == leader) continue;
        std::erase_if(m_report.happened, [&](const Finding& finding) {
          return finding.task == leader && finding.kind == FindingKind::crashed;
        });
      }
      Finding finding;
      finding.kind = FindingKind::crashed;
      finding.task = task.id;
      finding.time = deaths().time(task.id).value_or(m_trace.endTime());
      finding.value = deaths().exitCode(task.id).value_or(0);
      finding.count = deaths().failedExec(task.id).value_or(0);
      finding.site = lastSite(task.id, finding.time);
      m_report.happened.push_back(finding);
    }
  }

  SiteId lastSite(TaskId task, std::int64_t time) const {
    for (std::size_t n = m_trace.taskEventCount(task); n > 0; --n) {
      const Event event = m_trace.event(m_trace.taskEvent(task, n - 1));
      if (event.time <= time && event.site.valid()) return event.site;
    }
    return {};
  }

  void findDeadlocks() {
    for (const ClosedCycle& cycle : m_reading.cycles()) {
      Finding finding;
      finding.kind = FindingKind::deadlock;
      finding.time = cycle.time;
      finding.until = cycle.until;
      finding.edges = cycle.edges;
      finding.task = cycle.edges.front().waiter;
      finding.resource = cycle.edges.front().resource;
      finding.site = cycle.edges.front().site;
      m_report.happened.push_back(finding);
      if (cycle.until != 0) continue;
      for (const WaitEdge& edge : cycle.edges) m_inDeadlock.push_back(edge.waiter);
    }
  }

  /// What was left waiting when the run came to its end by itself.
  void findHangs() {
    const std::int64_t now = deaths().lastInstant();
    const Moment moment = m_trace.at(now);
    const Waits waits = waitsOf(moment);
    const bool acting = m_trace.end() == RunEnd::timeLimit && somebodyCanAct(moment, waits);
    const std::vector<bool> stuck = stuckTasks(waits, !acting);
    std::vector<WaitEdge> edges;
    for (const WaitEdge& edge : graphOf(waits).edges)
      if (stuck[edge.waiter.value] && !isDeadlocked(edge.waiter)) edges.push_back(edge);
    if (!acting) addOutsideWaits(moment, waits, edges);
    edges = withoutMissedCalls(std::move(edges));
    const bool explained = !m_inDeadlock.empty() || m_lostWakeup;
    if (!edges.empty() || (!explained && !acting)) addHang(now, std::move(edges));
    if (acting) {
      Finding finding;
      finding.kind = FindingKind::timeLimit;
      finding.time = m_trace.endTime();
      m_report.happened.push_back(finding);
    }
  }

  bool somebodyCanAct(const Moment& moment, const Waits& waits) const {
    for (std::size_t i = kMainTask.value; i < moment.tasks.size(); ++i) {
      const TaskMoment& task = moment.tasks[i];
      if (waits.tasks[i].ended || task.state == State::unborn) continue;
      if (!waits.tasks[i].waiting || waits.tasks[i].timed) return true;
    }
    return false;
  }

  bool isDeadlocked(TaskId task) const {
    return std::find(m_inDeadlock.begin(), m_inDeadlock.end(), task) != m_inDeadlock.end();
  }

  /// Nobody could run, yet these tasks wait in nothing that Lockstep knows: a system call of
  /// theirs.
  void addOutsideWaits(const Moment& moment, const Waits& waits,
                       std::vector<WaitEdge>& edges) const {
    for (std::size_t i = kMainTask.value; i < moment.tasks.size(); ++i) {
      const TaskMoment& task = moment.tasks[i];
      if (waits.tasks[i].ended || waits.tasks[i].waiting || task.state != State::blocked) continue;
      WaitEdge edge;
      edge.waiter = TaskId{static_cast<std::uint16_t>(i)};
      edge.since = task.since;
      edge.site = task.site;
      edges.push_back(edge);
    }
  }

  /// Takes out the waits whose call came too early, and reports them by resource.
  std::vector<WaitEdge> withoutMissedCalls(std::vector<WaitEdge> edges) {
    std::map<ResourceId, Finding> missed;
    std::erase_if(edges, [&](const WaitEdge& edge) {
      if (edge.operation != Operation::wait) return false;
      const auto call = m_reading.missedCall(edge.resource, edge.waiter, edge.since);
      if (!call) return false;
      Finding& finding = missed[edge.resource];
      finding.kind = FindingKind::lostWakeup;
      finding.time = call->time;
      finding.task = call->task;
      finding.site = call->site;
      finding.resource = edge.resource;
      finding.edges.push_back(edge);
      return true;
    });
    for (const auto& [resource, finding] : missed) m_report.happened.push_back(finding);
    m_lostWakeup = !missed.empty();
    return edges;
  }

  void addHang(std::int64_t now, std::vector<WaitEdge> edges) {
    Finding finding;
    finding.kind = FindingKind::hang;
    finding.time = edges.empty() ? now : 0;
    for (const WaitEdge& edge : edges) finding.time = std::max(finding.time, edge.since);
    if (!edges.empty()) {
      finding.task = edges.front().waiter;
      finding.resource = edges.front().resource;
      finding.site = edges.front().site;
    }
    finding.edges = std::move(edges);
    m_report.happened.push_back(finding);
  }

  /// How long a zombie was left by a parent that did something else than to wait for children: who
  /// joins them one after the other leaves nobody, ns.
  std::int64_t neglect(const Interval& zombie, TaskId parent) const {
    std::int64_t left = zombie.end - zombie.start;
    const Lane& lane = m_trace.lane(parent);
    for (std::size_t i = lane.find(zombie.start).value_or(0); i < lane.size(); ++i) {
      const Interval interval = lane.interval(i);
      if (interval.start >= zombie.end) break;
      if (interval.state == State::blocked && interval.reason == Operation::join)
        left -= std::max<std::int64_t>(
            0, std::min(interval.end, zombie.end) - std::max(interval.start, zombie.start));
    }
    return left;
  }

  void findZombies() {
    for (const TaskInfo& task : m_trace.tasks()) {
      // What the supervisor reaps is Lockstep's own doing, like init's.
      if (task.id == kSupervisor || task.parent == kSupervisor || task.kind != TaskKind::process)
        continue;
      const Lane& lane = m_trace.lane(task.id);
      for (std::size_t i = lane.size(); i > 0; --i) {
        const Interval interval = lane.interval(i - 1);
        if (interval.state != State::zombie && interval.state != State::terminated) break;
        if (interval.state != State::zombie) continue;
        if (deaths().byCleanUp(task.id) || neglect(interval, task.parent) < kZombieTime) continue;
        Finding finding;
        finding.kind = FindingKind::zombie;
        finding.task = task.id;
        finding.peer = task.parent;
        finding.time = interval.start;
        finding.until = i == lane.size() ? 0 : interval.end;
        m_report.happened.push_back(finding);
      }
    }
  }

  void findOrphans() {
    for (const TaskInfo& task : m_trace.tasks()) {
      if (task.id == kSupervisor || task.kind != TaskKind::process || !task.parent.valid())
        continue;
      const TaskId parent = deaths().leader(task.parent);
      const auto left = deaths().time(parent);
      if (parent == kSupervisor || !left || deaths().byCleanUp(parent)) continue;
      const auto end = deaths().time(task.id);
      const Lane& lane = m_trace.lane(task.id);
      if ((end && *end <= *left) || lane.size() == 0) continue;
      Finding finding;
      finding.kind = FindingKind::orphan;
      finding.task = task.id;
      finding.peer = parent;
      finding.time = *left;
      finding.until = end && !deaths().byCleanUp(task.id) ? *end : 0;
      m_report.happened.push_back(finding);
    }
  }

  void findLoss() {
    if (m_trace.lostCount() == 0) return;
    Finding finding;
    finding.kind = FindingKind::lostEvents;
    finding.time = m_trace.gaps().empty() ? m_trace.startTime() : m_trace.gaps().front().start;
    finding.count = static_cast<std::int64_t>(m_trace.lostCount());
    m_report.happened.push_back(finding);
  }

  void sum() {
    for (std::size_t i = 0; i < m_trace.resources().size(); ++i)
      m_report.resources.push_back(
          m_reading.resourceSums(ResourceId{static_cast<std::uint32_t>(i)}));
    std::array<std::int64_t, kEvidences> evidence{};
    for (const TaskInfo& task : m_trace.tasks())
      if (task.id != kSupervisor) m_report.tasks.push_back(sumsOf(task.id, evidence));
    std::int64_t total = 0;
    for (const std::int64_t time : evidence) total += time;
    for (std::size_t i = 0; total > 0 && i < evidence.size(); ++i)
      m_report.evidence[i] = static_cast<double>(evidence[i]) / static_cast<double>(total);
  }

  TaskSums sumsOf(TaskId task, std::array<std::int64_t, kEvidences>& evidence) {
    TaskSums sums;
    sums.task = task;
    sums.events = m_trace.taskEventCount(task);
    sums.holdTime = m_reading.lockHoldTime(task);
    const Lane& lane = m_trace.lane(task);
    for (std::size_t i = 0; i < lane.size(); ++i) {
      const Interval interval = lane.interval(i);
      const std::int64_t length = interval.end - interval.start;
      sums.states[static_cast<std::size_t>(interval.state)] += length;
      if (counts(interval.state)) evidence[static_cast<std::size_t>(interval.evidence)] += length;
      if (interval.state == State::blocked && interval.resource.valid()) {
        sums.waitTime += length;
        if (interval.resource.value < m_report.resources.size())
          m_report.resources[interval.resource.value].waitTime += length;
      }
      if (interval.state != State::running || i + 1 == lane.size()) continue;
      ++sums.switches;
      if (lane.interval(i + 1).state == State::ready) ++sums.preemptions;
    }
    return sums;
  }

  /// In Step mode Lockstep chose the order of every two accesses: another choice would have made
  /// another one.
  void addPossibleRaces() {
    for (Finding race : m_reading.detectors().races()) {
      race.happened = false;
      m_report.possible.push_back(std::move(race));
    }
  }

  bool lacksTasks() const {
    return std::ranges::any_of(m_report.happened, [this](const Finding& finding) {
      return finding.kind == FindingKind::failedStart &&
             (endedQuietly(m_trace.end()) || finding.task == kSupervisor);
    });
  }

  Verdict verdict() const {
    const auto found = [this](FindingKind kind) {
      return std::any_of(m_report.happened.begin(), m_report.happened.end(),
                         [kind](const Finding& finding) { return finding.kind == kind; });
    };
    if (m_trace.end() == RunEnd::running) return Verdict::running;
    // What the run came to; a crash that made the others hang is among the findings.
    if (found(FindingKind::deadlock)) return Verdict::deadlock;
    // Who waits for a task that never came to be does not hang by its own doing.
    if (lacksTasks()) return Verdict::crashed;
    if (found(FindingKind::lostWakeup)) return Verdict::lostWakeup;
    if (found(FindingKind::hang) || found(FindingKind::timeLimit)) return Verdict::hang;
    if (found(FindingKind::crashed)) return Verdict::crashed;
    if (found(FindingKind::lostUpdate)) return Verdict::lostUpdate;
    if (found(FindingKind::race)) return Verdict::race;
    return m_trace.end() == RunEnd::stopped ? Verdict::stopped : Verdict::completed;
  }

  const Trace& m_trace;
  Reading m_reading;
  Report m_report;
  std::vector<TaskId> m_inDeadlock;
  bool m_lostWakeup = false;
};

}  // namespace

Report analyse(const Trace& trace) { return Analyst(trace).run(); }

}  // namespace lockstep
