// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

#include "trace/trace.h"

/// Hold spans and arrows, in the order of their ends:
///
///     rows   [start,end] [start,end] ...            ends never go back
///     least  least start of rows 0..63, 64..127 ... and again of 64 of those, and so on
///
/// What touches [from, to] is then: all rows from the first that ends at or after `from` while they
/// end by `to`; and beyond, those few that start by `to`, which the least starts lead to. So a
/// query costs the logarithm of the rows and what it answers. Spans still open and signals still
/// pending have no end yet; they wait in small lists of their own.

namespace lockstep {

namespace {

constexpr std::size_t kFan = 64;

/// Items of a queue among which a get looks for its own.
constexpr std::size_t kSearched = 1024;

/// Rows that are never moved: a vector of millions would be copied again and again as it grows.
template <class Row>
class RowStore {
 public:
  std::size_t size() const { return m_size; }
  const Row& operator[](std::size_t i) const { return m_chunks[i / kChunk][i % kChunk]; }
  void push_back(const Row& row) {
    if (m_size % kChunk == 0) m_chunks.emplace_back().reserve(kChunk);
    m_chunks.back().push_back(row);
    ++m_size;
  }

 private:
  static constexpr std::size_t kChunk = 1024;
  std::vector<std::vector<Row>> m_chunks;
  std::size_t m_size = 0;
};

/// Places of rows in a store of them, in the order of the rows' ends. Row has `start()` and
/// `end()`. The store comes with each call: several indexes share one.
template <class Row>
class SpanIndex {
 public:
  using Store = RowStore<Row>;

  void add(const Store& store, std::size_t row) {
    // Most come in order; a death is noticed late, a woken waiter is known when its call returns.
    std::size_t place = m_order.size();
    while (place > 0 && store[m_order[place - 1]].end() > store[row].end()) --place;
    if (place == size()) {
      m_order.push_back(static_cast<std::uint32_t>(row));
      append(store[row].start());
    } else {
      m_order.insert(m_order.begin() + static_cast<std::ptrdiff_t>(place),
                     static_cast<std::uint32_t>(row));
      refresh(store, place);
    }
  }

  std::size_t size() const { return m_order.size(); }
  const Row& row(const Store& store, std::size_t i) const { return store[m_order[i]]; }

  /// Index of the first row that ends at or after `time`.
  std::size_t firstEndingAt(const Store& store, std::int64_t time) const {
    const auto found =
        std::partition_point(m_order.begin(), m_order.end(),
                             [&](std::uint32_t place) { return store[place].end() < time; });
    return static_cast<std::size_t>(found - m_order.begin());
  }

  /// Calls `visit(row)` for each row that touches [from, to] until it answers false.
  template <class Visit>
  void touching(const Store& store, std::int64_t from, std::int64_t to, Visit visit) const {
    std::size_t i = firstEndingAt(store, from);
    for (; i < size() && row(store, i).end() <= to; ++i)
      if (!visit(row(store, i))) return;
    while ((i = nextStartingBy(store, to, i)) < size())
      if (!visit(row(store, i++))) return;
  }

 private:
  /// The first row at or after `i` that starts by `time`, or size().
  std::size_t nextStartingBy(const Store& store, std::int64_t time, std::size_t i) const {
    while (i < size()) {
      const std::size_t skipped = skippable(time, i);
      if (skipped == 0 && row(store, i).start() <= time) return i;
      i += std::max<std::size_t>(skipped, 1);
    }
    return size();
  }

  /// Size of the largest block that begins at `i` and holds no row that starts by `time`, or 0.
  std::size_t skippable(std::int64_t time, std::size_t i) const {
    std::size_t skipped = 0;
    std::size_t block = kFan;
    for (const std::vector<std::int64_t>& least : m_least) {
      if (i % block != 0 || least[i / block] <= time) break;
      skipped = block;
      block *= kFan;
    }
    return skipped;
  }

  /// Counts in the last row.
  void append(std::int64_t start) {
    std::size_t i = size() - 1;
    for (std::size_t level = 0;; ++level) {
      i /= kFan;
      if (level == m_least.size()) {
        // The first block above holds all that is below.
        const bool lowest = level == 0;
        m_least.push_back(
            {lowest ? start
                    : *std::min_element(m_least[level - 1].begin(), m_least[level - 1].end())});
        return;
      }
      std::vector<std::int64_t>& least = m_least[level];
      if (i == least.size()) {
        least.push_back(start);
      } else {
        // What is no news here is none above.
        if (least[i] <= start) return;
        least[i] = start;
      }
      if (least.size() == 1) return;
    }
  }

  /// Brings the least starts up to date for all rows from `first` on.
  void refresh(const Store& store, std::size_t first) {
    std::size_t from = first / kFan;
    std::size_t below = size();
    for (std::size_t level = 0;; ++level) {
      if (level == m_least.size()) m_least.emplace_back();
      const std::size_t blocks = (below + kFan - 1) / kFan;
      m_least[level].resize(blocks);
      for (std::size_t block = from; block < blocks; ++block)
        m_least[level][block] = leastOf(store, level, block);
      if (blocks <= 1) return;
      below = blocks;
      from /= kFan;
    }
  }

  std::int64_t leastOf(const Store& store, std::size_t level, std::size_t block) const {
    const std::size_t first = block * kFan;
    const std::size_t last =
        std::min(first + kFan, level == 0 ? size() : m_least[level - 1].size());
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = first; i < last; ++i)
      least = std::min(least, level == 0 ? row(store, i).start() : m_least[level - 1][i]);
    return least;
  }

  std::vector<std::uint32_t> m_order;
  std::vector<std::vector<std::int64_t>> m_least;
};

struct HoldRow {
  std::int64_t taken = 0;
  std::int64_t given = 0;
  ResourceId resource;
  bool abandoned = false;
  std::int64_t start() const { return taken; }
  std::int64_t end() const { return given; }
};

struct ArrowRow {
  std::int64_t sent = 0;
  std::int64_t received = 0;
  std::int64_t value = 0;
  ResourceId resource;
  TaskId from;
  TaskId to;
  ArrowKind kind = ArrowKind::wake;
  ValueKind valueKind = ValueKind::none;
  bool ended = false;  ///< it ended a wait of the receiver
  std::int64_t start() const { return sent; }
  std::int64_t end() const { return received; }
  Arrow arrow() const { return {kind, from, to, sent, received, resource, value, valueKind}; }
};

/// A hold that has not ended.
struct OpenHold {
  std::int64_t taken = 0;
  ResourceId resource;
  std::int32_t depth = 1;
};

template <class Row>
[[gnu::noinline]] void grow(std::vector<Row>& rows, std::size_t size) {
  rows.resize(size);
}

template <class Row>
Row& at(std::vector<Row>& rows, std::size_t index) {
  if (index >= rows.size()) grow(rows, index + 1);
  return rows[index];
}

/// What may end another task's wait on the same resource.
bool isAct(const Event& event) {
  switch (event.operation) {
    case Operation::release:
    case Operation::notify:
    case Operation::notifyAll:
    case Operation::set:
    case Operation::abortBarrier:
    case Operation::resetBarrier:
      return event.phase == Phase::done;
    case Operation::put:
    case Operation::get:
      return event.phase == Phase::done && event.outcome == Outcome::ok;
    case Operation::wait:  // the last to reach a barrier
      return event.phase == Phase::request;
    default:
      return false;
  }
}

}  // namespace

struct Relations::Impl {
  struct TaskRelations {
    SpanIndex<HoldRow> holds;  ///< ended ones
    std::vector<OpenHold> open;
    SpanIndex<ArrowRow> arrows;  ///< from or to it
    bool blocked = false;        ///< slept in the operation it is in
    std::int64_t resumed = 0;    ///< first event after the sleep of a condition's wait; 0: none
    bool inWait = false;
    std::int64_t started = 0;  ///< its parent's `start` request
    std::int64_t ended = 0;    ///< its `end` event
  };
  struct Queued {
    std::int64_t time = 0;
    std::int64_t bits = 0;
    TaskId from;
  };

  std::size_t next = 0;  ///< of the log
  std::int64_t liveEdge = 0;
  std::vector<TaskRelations> tasks;
  std::vector<std::deque<Queued>> queues;  ///< by resource
  RowStore<HoldRow> holdRows;              ///< as they came
  RowStore<ArrowRow> arrowRows;            ///< as they came
  SpanIndex<ArrowRow> arrows;              ///< all
  SpanIndex<ArrowRow> wakes;               ///< those that ended a wait
  std::vector<ArrowRow> pending;           ///< signals, by time
  std::vector<std::uint32_t> holders;      ///< by resource: open holds on it
  std::unordered_map<std::uint64_t, std::int64_t> lastAct;

  static std::uint64_t key(TaskId task, ResourceId resource) {
    return (std::uint64_t{resource.value} << 16) | task.value;
  }

  TaskRelations& task(TaskId id) { return at(tasks, id.value); }

  void addArrow(const ArrowRow& row) {
    const std::size_t place = arrowRows.size();
    arrowRows.push_back(row);
    arrows.add(arrowRows, place);
    if (row.ended) wakes.add(arrowRows, place);
    task(row.from).arrows.add(arrowRows, place);
    if (row.to != row.from) task(row.to).arrows.add(arrowRows, place);
  }

  std::int64_t actOf(TaskId who, ResourceId resource, std::int64_t otherwise) const {
    const auto found = lastAct.find(key(who, resource));
    return found == lastAct.end() ? otherwise : found->second;
  }

  static ResourceKind kindOf(const Trace& trace, ResourceId resource) {
    return resource.value < trace.resources().size() ? trace.resources()[resource.value].kind
                                                     : ResourceKind::none;
  }

  /// When the task's lane says it died; nothing while it lives.
  static std::optional<std::int64_t> death(const Trace& trace, TaskId id) {
    const Lane& lane = trace.lane(id);
    std::optional<std::int64_t> time;
    for (std::size_t i = lane.size(); i > 0; --i) {
      const Interval interval = lane.interval(i - 1);
      if (interval.state != State::zombie && interval.state != State::terminated) break;
      time = interval.start;
    }
    return time;
  }

  /// Scratches the event's resource where it is none.
  void read(const Trace& trace, Event& event) {
    if (!event.task.valid()) return;
    // A recording may come from anywhere: an id without a row is none.
    if (event.resource.valid() && event.resource.value >= trace.resources().size())
      event.resource = {};
    task(event.task);
    readWait(event);
    switch (event.operation) {
      case Operation::acquire:
        if (event.phase == Phase::done) acquired(trace, event);
        break;
      case Operation::release:
        released(trace, event);
        break;
      case Operation::wait:
        if (event.phase == Phase::done) woken(event, ArrowKind::wake);
        break;
      case Operation::put:
      case Operation::get:
        if (event.phase == Phase::done) moved(event);
        break;
      case Operation::start:
        if (event.phase == Phase::request && event.peer().valid())
          task(event.peer()).started = event.time;
        break;
      case Operation::begin:
        begun(event);
        break;
      case Operation::end:
        task(event.task).ended = event.time;
        closeHolds(trace, event.task, event.time);
        break;
      case Operation::join:
        if (event.phase == Phase::done) joined(trace, event);
        break;
      case Operation::kill:
        if (event.peer().valid() && event.outcome == Outcome::ok)
          pending.push_back({event.time,
                             event.time,
                             event.value,
                             {},
                             event.task,
                             event.peer(),
                             ArrowKind::signal,
                             ValueKind::none,
                             false});
        break;
      case Operation::deliver:
        if (event.phase == Phase::request) delivered(trace, event);
        break;
      default:
        break;
    }
    if (event.resource.valid() && isAct(event))
      lastAct[key(event.task, event.resource)] = event.time;
    if (event.phase == Phase::done && canBlock(event.operation)) task(event.task).blocked = false;
  }

  /// Follows whether the task sleeps in its operation, and when it is back from a condition.
  void readWait(const Event& event) {
    TaskRelations& self = task(event.task);
    if (self.inWait && self.resumed == 0 && event.operation == Operation::acquire)
      self.resumed = event.time;
    if (event.phase == Phase::done) return;
    if (!canBlock(event.operation)) return;
    if (event.operation == Operation::wait) {
      self.inWait = event.phase == Phase::blocked;
      self.resumed = 0;
    }
    self.blocked = event.phase == Phase::blocked;
  }

  void woken(const Event& event, ArrowKind kind) {
    TaskRelations& self = task(event.task);
    const bool slept = self.blocked || (event.operation == Operation::wait && self.inWait);
    const std::int64_t resumed = self.inWait && self.resumed != 0 ? self.resumed : event.time;
    if (event.operation == Operation::wait) self.inWait = false;
    const TaskId waker = event.peer();
    if (!slept || !waker.valid() || waker == event.task) return;
    const bool heard = event.outcome == Outcome::ok || event.outcome == Outcome::abandoned ||
                       event.outcome == Outcome::broken;
    if (!heard) return;
    const std::int64_t received = event.operation == Operation::wait ? resumed : event.time;
    const std::int64_t sent = std::min(actOf(waker, event.resource, received), received);
    addArrow({sent, received, 0, event.resource, waker, event.task, kind, ValueKind::none, true});
  }

  void acquired(const Trace& trace, const Event& event) {
    const bool took = event.outcome == Outcome::ok || event.outcome == Outcome::abandoned;
    const ResourceKind kind = kindOf(trace, event.resource);
    woken(event, isSemaphore(kind) ? ArrowKind::wake : ArrowKind::handOff);
    if (!took || !event.resource.valid()) return;
    if (isLock(kind)) takeFromOthers(trace, event);
    std::vector<OpenHold>& open = task(event.task).open;
    const auto held = std::find_if(open.begin(), open.end(), [&](const OpenHold& hold) {
      return hold.resource == event.resource;
    });
    if (held != open.end()) {
      ++held->depth;
    } else {
      open.push_back({event.time, event.resource, 1});
      ++at(holders, event.resource.value);
    }
  }

  /// A lock has one owner: whoever else is still in the books died with it.
  void takeFromOthers(const Trace& trace, const Event& event) {
    if (at(holders, event.resource.value) == 0) return;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      const TaskId owner{static_cast<std::uint16_t>(i)};
      if (owner == event.task || tasks[i].open.empty()) continue;
      const auto died = death(trace, owner);
      close(owner, event.resource, std::min(died.value_or(event.time), event.time), true,
            died || event.outcome == Outcome::abandoned);
    }
  }

  void released(const Trace& trace, const Event& event) {
    if (event.phase != Phase::done || event.outcome != Outcome::ok || !event.resource.valid())
      return;
    const ResourceKind kind = kindOf(trace, event.resource);
    const bool wholly =
        kind == ResourceKind::lock || (kind == ResourceKind::rlock && event.value == 0);
    if (close(event.task, event.resource, event.time, wholly, false)) return;
    // A plain lock may be released, and a permit given, by somebody else: the first taker loses it.
    TaskId first;
    std::int64_t taken = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      for (const OpenHold& hold : tasks[i].open) {
        if (hold.resource != event.resource || hold.taken >= taken) continue;
        taken = hold.taken;
        first = TaskId{static_cast<std::uint16_t>(i)};
      }
    }
    if (first.valid()) close(first, event.resource, event.time, wholly, false);
  }

  /// Ends an open hold of the task, or lets it go one level up; false if it has none.
  bool close(TaskId owner, ResourceId resource, std::int64_t time, bool wholly, bool abandoned) {
    std::vector<OpenHold>& open = task(owner).open;
    const auto held = std::find_if(open.begin(), open.end(),
                                   [&](const OpenHold& hold) { return hold.resource == resource; });
    if (held == open.end()) return false;
    if (!wholly && --held->depth > 0) return true;
    holdRows.push_back({held->taken, std::max(held->taken, time), resource, abandoned});
    task(owner).holds.add(holdRows, holdRows.size() - 1);
    open.erase(held);
    --at(holders, resource.value);
    return true;
  }

  void closeHolds(const Trace& trace, TaskId owner, std::int64_t time) {
    const std::vector<OpenHold> open = task(owner).open;
    for (const OpenHold& hold : open)
      close(owner, hold.resource, time, true, isLock(kindOf(trace, hold.resource)));
  }

  void moved(const Event& event) {
    if (event.outcome != Outcome::ok || !event.resource.valid()) return;
    std::deque<Queued>& queue = at(queues, event.resource.value);
    if (event.operation == Operation::put) {
      woken(event, ArrowKind::wake);
      queue.push_back({event.time, event.value, event.task});
      return;
    }
    // The front one, but in a priority queue: the first that it can be. A get without its put
    // (lost, or made up) must not cost a search of all that was ever put.
    const auto last =
        queue.begin() + static_cast<std::ptrdiff_t>(std::min(queue.size(), kSearched));
    const auto item = std::find_if(
        queue.begin(), last, [&](const Queued& queued) { return queued.bits == event.value; });
    if (item == last) return;
    const Queued taken = *item;
    queue.erase(item);
    addArrow({taken.time, std::max(taken.time, event.time), event.value, event.resource, taken.from,
              event.task, ArrowKind::message, event.valueKind(), task(event.task).blocked});
  }

  void begun(const Event& event) {
    const TaskId parent = event.peer();
    if (!parent.valid() || parent == event.task) return;
    const std::int64_t started = task(event.task).started;
    addArrow({started == 0 ? event.time : started,
              event.time,
              0,
              {},
              parent,
              event.task,
              ArrowKind::fork,
              ValueKind::none,
              false});
  }

  void joined(const Trace& trace, const Event& event) {
    const TaskId child = event.peer();
    if (event.outcome != Outcome::ok || !child.valid() || child == event.task) return;
    std::int64_t ended = task(child).ended;
    if (ended == 0) ended = death(trace, child).value_or(event.time);
    addArrow({std::min(ended, event.time),
              event.time,
              event.value,
              {},
              child,
              event.task,
              ArrowKind::join,
              ValueKind::none,
              task(event.task).blocked});
  }

  void delivered(const Trace& trace, const Event& event) {
    const auto pidOf = [&](TaskId id) {
      return id.value < trace.tasks().size() ? trace.tasks()[id.value].pid : 0;
    };
    const auto meant = [&](const ArrowRow& row, bool exactly) {
      if (row.value != event.value) return false;
      if (event.peer().valid() && row.from != event.peer()) return false;
      // A signal to a process may be handled by any of its threads.
      return exactly ? row.to == event.task
                     : pidOf(row.to) != 0 && pidOf(row.to) == pidOf(event.task);
    };
    for (const bool exactly : {true, false}) {
      const auto found = std::find_if(pending.begin(), pending.end(),
                                      [&](const ArrowRow& row) { return meant(row, exactly); });
      if (found == pending.end()) continue;
      ArrowRow row = *found;
      pending.erase(found);
      row.to = event.task;
      row.received = std::max(row.sent, event.time);
      addArrow(row);
      return;
    }
  }

  /// Holders that died without a word, as far as their lanes tell.
  void closeHoldsOfDead(const Trace& trace) {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (tasks[i].open.empty()) continue;
      const TaskId owner{static_cast<std::uint16_t>(i)};
      if (const auto time = death(trace, owner)) closeHolds(trace, owner, *time);
    }
  }

  template <class Index>
  std::vector<Arrow> arrowsIn(const Index& index, TaskId only, std::int64_t from, std::int64_t to,
                              std::size_t most, bool* cut) const {
    std::vector<Arrow> found;
    bool more = false;
    const auto add = [&](const ArrowRow& row) {
      more = found.size() == most;
      if (!more) found.push_back(row.arrow());
      return !more;
    };
    index.touching(arrowRows, from, to, add);
    const auto firstPending = std::partition_point(
        pending.begin(), pending.end(), [from](const ArrowRow& row) { return row.sent < from; });
    for (auto row = firstPending; row != pending.end() && row->sent <= to && !more; ++row)
      if (!only.valid() || row->from == only || row->to == only) add(*row);
    std::stable_sort(found.begin(), found.end(),
                     [](const Arrow& a, const Arrow& b) { return a.received < b.received; });
    if (cut) *cut = more;
    return found;
  }
};

Relations::Relations() : m(std::make_unique<Impl>()) {}
Relations::~Relations() = default;
Relations::Relations(Relations&&) noexcept = default;
Relations& Relations::operator=(Relations&&) noexcept = default;

void Relations::update(const Trace& trace) {
  const std::size_t count = trace.logSize();
  if (count < m->next) *m = Impl{};
  for (; m->next < count; ++m->next) {
    // In place: a copy waits until all that was just written has arrived.
    Event event = trace.event(m->next);
    m->read(trace, event);
  }
  m->closeHoldsOfDead(trace);
  m->liveEdge = trace.endTime();
}

std::vector<HoldSpan> Relations::holds(TaskId task, std::int64_t from, std::int64_t to,
                                       std::size_t most, bool* cut) const {
  if (cut) *cut = false;
  std::vector<HoldSpan> found;
  if (task.value >= m->tasks.size()) return found;
  const Impl::TaskRelations& own = m->tasks[task.value];
  bool more = false;
  const auto add = [&](const HoldRow& row) {
    more = found.size() == most;
    if (!more) found.push_back({task, row.resource, row.taken, row.given, row.abandoned});
    return !more;
  };
  // The open ones first: they are few and must not fall to the limit.
  for (const OpenHold& hold : own.open)
    if (hold.taken <= to && m->liveEdge >= from && !more)
      add({hold.taken, std::max(hold.taken, m->liveEdge), hold.resource, false});
  if (!more) own.holds.touching(m->holdRows, from, to, add);
  std::stable_sort(found.begin(), found.end(),
                   [](const HoldSpan& a, const HoldSpan& b) { return a.start < b.start; });
  if (cut) *cut = more;
  return found;
}

std::vector<Arrow> Relations::arrows(std::int64_t from, std::int64_t to, std::size_t most,
                                     bool* cut) const {
  return m->arrowsIn(m->arrows, TaskId{}, from, to, most, cut);
}

std::vector<Arrow> Relations::arrowsOf(TaskId task, std::int64_t from, std::int64_t to,
                                       std::size_t most, bool* cut) const {
  static const SpanIndex<ArrowRow> kNone;
  const bool known = task.value < m->tasks.size();
  return m->arrowsIn(known ? m->tasks[task.value].arrows : kNone, task, from, to, most, cut);
}

std::optional<Arrow> Relations::nextWake(std::int64_t time) const {
  const std::size_t index = m->wakes.firstEndingAt(m->arrowRows, time + 1);
  if (index == m->wakes.size()) return std::nullopt;
  return m->wakes.row(m->arrowRows, index).arrow();
}

std::optional<Arrow> Relations::previousWake(std::int64_t time) const {
  const std::size_t index = m->wakes.firstEndingAt(m->arrowRows, time);
  if (index == 0) return std::nullopt;
  return m->wakes.row(m->arrowRows, index - 1).arrow();
}

}  // namespace lockstep
