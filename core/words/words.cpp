// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "words/mark.h"

namespace lockstep {

namespace {

struct Slot {
  std::string_view name;
  std::string words;
};

/// Puts the slots' words where the template says {name}. A name without a slot stays as it is.
std::string fill(const std::string& sentence, std::initializer_list<Slot> slots) {
  std::string filled;
  for (std::size_t i = 0; i < sentence.size();) {
    const std::size_t close = sentence[i] == '{' ? sentence.find('}', i) : std::string::npos;
    if (close == std::string::npos) {
      filled += sentence[i++];
      continue;
    }
    const std::string_view name(sentence.data() + i + 1, close - i - 1);
    const auto* slot = std::find_if(slots.begin(), slots.end(), [name](const Slot& candidate) {
      return candidate.name == name;
    });
    filled += slot == slots.end() ? sentence.substr(i, close + 1 - i) : slot->words;
    i = close + 1;
  }
  return filled;
}

/// More waits than these are counted, not named.
constexpr std::size_t kNamedWaits = 6;

const ResourceInfo* infoOf(const Trace& trace, ResourceId resource) {
  return resource.value < trace.resources().size() ? &trace.resources()[resource.value] : nullptr;
}

ResourceKind kindOf(const Trace& trace, ResourceId resource) {
  const ResourceInfo* info = infoOf(trace, resource);
  return info ? info->kind : ResourceKind::none;
}

const ResourceMoment* find(const Moment& moment, ResourceId resource) {
  return resource.value < moment.resources.size() ? &moment.resources[resource.value] : nullptr;
}

/// The last event of the task's operation at or before `time`, for what a moment does not hold.
std::optional<Event> lastRequest(const Trace& trace, TaskId task, Operation operation,
                                 std::int64_t time) {
  std::size_t first = 0;
  std::size_t last = trace.taskEventCount(task);
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (trace.event(trace.taskEvent(task, middle)).time <= time) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  // Only what the probe says of itself can lie between.
  for (std::size_t n = first; n > 0 && first - n < 8; --n) {
    const Event event = trace.event(trace.taskEvent(task, n - 1));
    if (event.operation == operation && event.phase != Phase::done) return event;
  }
  return std::nullopt;
}

/// Which sentence tells of a wait; the same for a state, an edge and a finding.
enum class WaitKind {
  held,
  heldByItself,
  heldByDead,
  permits,
  permitsOfNobody,
  lock,
  notified,
  set,
  barrier,
  full,
  empty,
  join,
  signal,
  outside,
  other,
};

WaitKind waitKind(const Trace& trace, const WaitEdge& edge) {
  const ResourceKind kind = kindOf(trace, edge.resource);
  switch (edge.operation) {
    case Operation::acquire:
      if (isSemaphore(kind))
        return edge.holder.valid() ? WaitKind::permits : WaitKind::permitsOfNobody;
      if (!edge.holder.valid()) return WaitKind::lock;
      if (edge.holderDead) return WaitKind::heldByDead;
      return edge.holder == edge.waiter ? WaitKind::heldByItself : WaitKind::held;
    case Operation::wait:
      if (kind == ResourceKind::event) return WaitKind::set;
      return kind == ResourceKind::barrier ? WaitKind::barrier : WaitKind::notified;
    case Operation::put:
      return WaitKind::full;
    case Operation::get:
      return WaitKind::empty;
    case Operation::join:
      return WaitKind::join;
    case Operation::pause:
      return WaitKind::signal;
    case Operation::none:
      return WaitKind::outside;
    default:
      return WaitKind::other;
  }
}

/// `task waits ...`, without times: for a cycle.
const char* plainSentence(WaitKind kind) {
  switch (kind) {
    case WaitKind::held:
      return QT_TRANSLATE_NOOP("Words", "{task} waits for {resource}, held by {holder}");
    case WaitKind::heldByItself:
      return QT_TRANSLATE_NOOP("Words", "{task} waits for {resource}, which it holds itself");
    case WaitKind::heldByDead:
      return QT_TRANSLATE_NOOP("Words",
                               "{task} waits for {resource}, held by {holder}, which has ended");
    case WaitKind::permits:
      return QT_TRANSLATE_NOOP("Words",
                               "{task} waits for a permit of {resource}, taken by {holder}");
    case WaitKind::permitsOfNobody:
      return QT_TRANSLATE_NOOP("Words", "{task} waits for a permit of {resource}");
    case WaitKind::lock:
      return QT_TRANSLATE_NOOP("Words", "{task} waits for {resource}");
    case WaitKind::notified:
      return QT_TRANSLATE_NOOP("Words", "{task} waits in wait() on {resource} to be notified");
    case WaitKind::set:
      return QT_TRANSLATE_NOOP("Words", "{task} waits for {resource} to be set");
    case WaitKind::barrier:
      return QT_TRANSLATE_NOOP("Words", "{task} waits at {resource} for the others");
    case WaitKind::full:
      return QT_TRANSLATE_NOOP("Words", "{task} waits in put() on {resource}, which is full");
    case WaitKind::empty:
      return QT_TRANSLATE_NOOP("Words", "{task} waits in get() on {resource}, which is empty");
    case WaitKind::join:
      return QT_TRANSLATE_NOOP("Words", "{task} waits for {holder} to end");
    case WaitKind::signal:
      return QT_TRANSLATE_NOOP("Words", "{task} waits for a signal");
    case WaitKind::outside:
      return QT_TRANSLATE_NOOP("Words", "{task} waits outside Lockstep's operations");
    case WaitKind::other:
      return QT_TRANSLATE_NOOP("Words", "{task} waits in {operation}()");
  }
  return "";
}

/// `task waits ...`, with how long: for a hang. {since} is the time of the wait, {held} of the
/// hold.
const char* timedSentence(WaitKind kind) {
  switch (kind) {
    case WaitKind::held:
      return QT_TRANSLATE_NOOP("Words",
                               "{task} has waited {since} for {resource}, held by {holder}");
    case WaitKind::heldByItself:
      return QT_TRANSLATE_NOOP("Words",
                               "{task} has waited {since} for {resource}, which it holds itself");
    case WaitKind::heldByDead:
      return QT_TRANSLATE_NOOP(
          "Words", "{task} has waited {since} for {resource}, held by {holder}, which has ended");
    case WaitKind::permits:
      return QT_TRANSLATE_NOOP(
          "Words", "{task} has waited {since} for a permit of {resource}, taken by {holder}");
    case WaitKind::permitsOfNobody:
      return QT_TRANSLATE_NOOP("Words", "{task} has waited {since} for a permit of {resource}");
    case WaitKind::lock:
      return QT_TRANSLATE_NOOP("Words", "{task} has waited {since} for {resource}");
    case WaitKind::notified:
      return QT_TRANSLATE_NOOP("Words",
                               "{task} has waited {since} in wait() on {resource} to be notified");
    case WaitKind::set:
      return QT_TRANSLATE_NOOP("Words", "{task} has waited {since} for {resource} to be set");
    case WaitKind::barrier:
      return QT_TRANSLATE_NOOP("Words", "{task} has waited {since} at {resource} for the others");
    case WaitKind::full:
      return QT_TRANSLATE_NOOP("Words",
                               "{task} has waited {since} in put() on {resource}, which is full");
    case WaitKind::empty:
      return QT_TRANSLATE_NOOP("Words",
                               "{task} has waited {since} in get() on {resource}, which is empty");
    case WaitKind::join:
      return QT_TRANSLATE_NOOP("Words", "{task} has waited {since} for {holder} to end");
    case WaitKind::signal:
      return QT_TRANSLATE_NOOP("Words", "{task} has waited {since} for a signal");
    case WaitKind::outside:
      return QT_TRANSLATE_NOOP("Words", "{task} has waited {since} outside Lockstep's operations");
    case WaitKind::other:
      return QT_TRANSLATE_NOOP("Words", "{task} has waited {since} in {operation}()");
  }
  return "";
}

/// `blocked: waits ...`: for the state of one task, whose name stands beside it.
const char* stateSentence(WaitKind kind) {
  switch (kind) {
    case WaitKind::held:
      return QT_TRANSLATE_NOOP("Words",
                               "blocked: waits for {resource}, held by {holder} since {held}");
    case WaitKind::heldByItself:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits for {resource}, which it holds itself");
    case WaitKind::heldByDead:
      return QT_TRANSLATE_NOOP("Words",
                               "blocked: waits for {resource}, held by {holder}, which has ended");
    case WaitKind::permits:
      return QT_TRANSLATE_NOOP("Words",
                               "blocked: waits for a permit of {resource}, taken by {holder}");
    case WaitKind::permitsOfNobody:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits for a permit of {resource}");
    case WaitKind::lock:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits for {resource}");
    case WaitKind::notified:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits in wait() on {resource} to be notified");
    case WaitKind::set:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits for {resource} to be set");
    case WaitKind::barrier:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits at {resource} for the others");
    case WaitKind::full:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits in put() on {resource}, which is full");
    case WaitKind::empty:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits in get() on {resource}, which is empty");
    case WaitKind::join:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits for {holder} to end");
    case WaitKind::signal:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits for a signal");
    case WaitKind::outside:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits outside Lockstep's operations");
    case WaitKind::other:
      return QT_TRANSLATE_NOOP("Words", "blocked: waits in {operation}()");
  }
  return "";
}

/// `Plato waits for fork 2, held by Kant since 1.20 ms`: as plainSentence, where a holder has a
/// time.
const char* edgeSentence(WaitKind kind) {
  if (kind == WaitKind::held)
    return QT_TRANSLATE_NOOP("Words", "{task} waits for {resource}, held by {holder} since {held}");
  return plainSentence(kind);
}

/// The edges of one waiter, merged: its holders' names are one list.
struct Waiting {
  WaitEdge edge;
  std::vector<TaskId> holders;
};

std::vector<Waiting> byWaiter(const std::vector<WaitEdge>& edges) {
  std::vector<Waiting> waits;
  for (const WaitEdge& edge : edges) {
    if (waits.empty() || waits.back().edge.waiter != edge.waiter) waits.push_back({edge, {}});
    if (edge.holder.valid()) waits.back().holders.push_back(edge.holder);
  }
  return waits;
}

/// Says sentences about one trace in one language.
class Speaker {
 public:
  Speaker(const Words& words, const Trace& trace) : m_words(words), m_trace(trace) {}

  std::string tell(const char* english, std::initializer_list<Slot> slots) const {
    return fill(m_words.inLanguage(english), slots);
  }
  std::string task(TaskId id) const { return m_words.taskName(m_trace, id); }
  std::string resource(ResourceId id) const { return m_words.resourceName(m_trace, id); }

  std::string tasks(const std::vector<TaskId>& ids) const {
    std::string list;
    for (const TaskId id : ids)
      list = list.empty() ? task(id)
                          : tell(QT_TRANSLATE_NOOP("Words", "{first}, {next}"),
                                 {{"first", list}, {"next", task(id)}});
    return list;
  }

  std::string wait(const char* english, const WaitEdge& edge, const std::vector<TaskId>& holders,
                   std::int64_t now) const {
    const std::string sentence = tell(
        english,
        {{"task", task(edge.waiter)},
         {"resource", resource(edge.resource)},
         {"holder", tasks(holders)},
         {"operation", std::string(name(edge.operation))},
         {"since", Words::duration(now - edge.since)},
         {"held", Words::duration(now - (edge.heldSince == 0 ? edge.since : edge.heldSince))}});
    return at(sentence, edge.site);
  }

  /// The sentence with its place, where there is one.
  std::string at(const std::string& sentence, SiteId site) const {
    const std::string place = Words::place(m_trace, site);
    if (place.empty()) return sentence;
    return tell(QT_TRANSLATE_NOOP("Words", "{sentence}, at {place}"),
                {{"sentence", sentence}, {"place", place}});
  }

  /// All waits of a finding; `now` for those that say how long.
  std::string waits(const std::vector<WaitEdge>& edges, std::optional<std::int64_t> now) const {
    const std::vector<Waiting> all = byWaiter(edges);
    std::string list;
    for (std::size_t i = 0; i < std::min(all.size(), kNamedWaits); ++i) {
      const WaitKind kind = waitKind(m_trace, all[i].edge);
      const std::string one = wait(now ? timedSentence(kind) : plainSentence(kind), all[i].edge,
                                   all[i].holders, now.value_or(0));
      list = list.empty() ? one
                          : tell(QT_TRANSLATE_NOOP("Words", "{first}; {next}"),
                                 {{"first", list}, {"next", one}});
    }
    if (all.size() <= kNamedWaits) return list;
    return tell(QT_TRANSLATE_NOOP("Words", "{waits}; and {count} more"),
                {{"waits", list}, {"count", std::to_string(all.size() - kNamedWaits)}});
  }

  /// "exit code 3", "SIGKILL".
  std::string signal(std::int64_t number) const {
    return std::string(signalName(static_cast<int>(number)));
  }

 private:
  const Words& m_words;
  const Trace& m_trace;
};

std::string blockedState(const Speaker& speaker, const Trace& trace, const Moment& moment,
                         const TaskMoment& task) {
  const bool known = task.reason != Operation::none;
  const Operation operation = known                          ? task.reason
                              : task.phase == Phase::blocked ? task.operation
                                                             : Operation::none;
  if (operation == Operation::sleep) {
    const std::optional<Event> event = lastRequest(trace, task.id, Operation::sleep, moment.time);
    if (!event)
      return speaker.at(speaker.tell(QT_TRANSLATE_NOOP("Words", "blocked: sleeps"), {}), task.site);
    return speaker.at(speaker.tell(QT_TRANSLATE_NOOP("Words", "blocked: sleeps {time}"),
                                   {{"time", Words::duration(event->value)}}),
                      event->site);
  }
  if (operation == Operation::stall)
    return speaker.tell(
        QT_TRANSLATE_NOOP("Words", "blocked: waits until Lockstep has read its events"), {});
  WaitEdge edge;
  edge.waiter = task.id;
  edge.operation = operation;
  edge.resource = task.resource.valid() ? task.resource : task.operand;
  edge.since = task.since;
  edge.site = task.site;
  std::vector<TaskId> holders;
  if (operation == Operation::join && task.peer.valid()) holders = {task.peer};
  if (operation == Operation::acquire) {
    if (const ResourceMoment* resource = find(moment, edge.resource)) {
      for (const Hold& hold : resource->holders) holders.push_back(hold.task);
      if (!holders.empty()) edge.heldSince = resource->holders.front().since;
    }
  }
  if (!holders.empty()) {
    edge.holder = holders.front();
    edge.holderDead =
        edge.holder.value < moment.tasks.size() && moment.tasks[edge.holder.value].ended;
  }
  const std::string sentence =
      speaker.wait(stateSentence(waitKind(trace, edge)), edge, holders, moment.time);
  if (!task.timed) return sentence;
  return speaker.tell(QT_TRANSLATE_NOOP("Words", "{sentence}, with a timeout"),
                      {{"sentence", sentence}});
}

std::string endedState(const Speaker& speaker, const TaskMoment& task, bool zombie) {
  if (task.exitCode < 0)
    return speaker.tell(
        zombie ? QT_TRANSLATE_NOOP("Words", "zombie: ended by {signal}, not yet reaped")
               : QT_TRANSLATE_NOOP("Words", "terminated: ended by {signal}"),
        {{"signal", speaker.signal(-task.exitCode)}});
  if (!task.ended)
    return speaker.tell(zombie ? QT_TRANSLATE_NOOP("Words", "zombie: ended, not yet reaped")
                               : QT_TRANSLATE_NOOP("Words", "terminated"),
                        {});
  return speaker.tell(
      zombie ? QT_TRANSLATE_NOOP("Words", "zombie: ended with exit code {code}, not yet reaped")
             : QT_TRANSLATE_NOOP("Words", "terminated: ended with exit code {code}"),
      {{"code", std::to_string(task.exitCode)}});
}

std::string crashSentence(const Speaker& speaker, const Finding& finding) {
  const std::string task = speaker.task(finding.task);
  if (finding.count != 0)
    return speaker.tell(
        QT_TRANSLATE_NOOP("Words", "crashed: {task} could not start its program: {error}"),
        {{"task", task},
         {"error", systemError("execve", static_cast<int>(finding.count)).message}});
  if (finding.value >= 0)
    return speaker.at(
        speaker.tell(QT_TRANSLATE_NOOP("Words", "crashed: {task} was aborted"), {{"task", task}}),
        finding.site);
  const std::string sentence =
      speaker.tell(QT_TRANSLATE_NOOP("Words", "crashed: {task} was ended by {signal}"),
                   {{"task", task}, {"signal", speaker.signal(-finding.value)}});
  return speaker.at(sentence, finding.site);
}

std::string lostUpdateSentence(const Speaker& speaker, const Finding& finding) {
  const char* english =
      finding.count == 1
          ? QT_TRANSLATE_NOOP("Words", "lost update: {task} overwrites a newer value of {resource}")
          : QT_TRANSLATE_NOOP("Words",
                              "lost update: {count} newer values of {resource} were overwritten, "
                              "the last by {task}");
  return speaker.at(speaker.tell(english, {{"count", std::to_string(finding.count)},
                                           {"resource", speaker.resource(finding.resource)},
                                           {"task", speaker.task(finding.task)}}),
                    finding.site);
}

/// The locks that the tasks of a cycle take, each while it holds the one before.
std::string possibleDeadlockSentence(const Speaker& speaker, const Finding& finding) {
  std::string list;
  for (std::size_t i = 0; i < finding.edges.size(); ++i) {
    const WaitEdge& edge = finding.edges[i];
    const WaitEdge& before = finding.edges[(i == 0 ? finding.edges.size() : i) - 1];
    const std::string one = speaker.at(
        speaker.tell(QT_TRANSLATE_NOOP("Words", "{task} takes {resource} while it holds {held}"),
                     {{"task", speaker.task(edge.waiter)},
                      {"resource", speaker.resource(edge.resource)},
                      {"held", speaker.resource(before.resource)}}),
        edge.site);
    list = list.empty() ? one
                        : speaker.tell(QT_TRANSLATE_NOOP("Words", "{first}; {next}"),
                                       {{"first", list}, {"next", one}});
  }
  return speaker.tell(QT_TRANSLATE_NOOP("Words", "possible deadlock: {orders}"),
                      {{"orders", list}});
}

std::string deadlockSentence(const Speaker& speaker, const Finding& finding) {
  if (!finding.happened) return possibleDeadlockSentence(speaker, finding);
  const std::string waits = speaker.waits(finding.edges, std::nullopt);
  if (finding.until == 0)
    return speaker.tell(QT_TRANSLATE_NOOP("Words", "deadlock: {waits}"), {{"waits", waits}});
  return speaker.tell(
      QT_TRANSLATE_NOOP("Words", "deadlock: {waits}; broken by a death after {time}"),
      {{"waits", waits}, {"time", Words::duration(finding.until - finding.time)}});
}

std::string raceSentence(const Speaker& speaker, const Finding& finding) {
  std::string both[2];
  for (std::size_t i = 0; i < std::min(finding.accesses.size(), std::size(both)); ++i) {
    const Access& access = finding.accesses[i];
    both[i] = speaker.at(speaker.tell(access.operation == Operation::store
                                          ? QT_TRANSLATE_NOOP("Words", "{task} stores {resource}")
                                          : QT_TRANSLATE_NOOP("Words", "{task} loads {resource}"),
                                      {{"task", speaker.task(access.task)},
                                       {"resource", speaker.resource(finding.resource)}}),
                         access.site);
  }
  return speaker.tell(QT_TRANSLATE_NOOP("Words", "race: {first}; {second}; nothing orders the two"),
                      {{"first", both[0]}, {"second", both[1]}});
}

std::string lostWakeupSentence(const Speaker& speaker, const Finding& finding, bool event,
                               std::int64_t now) {
  const std::initializer_list<Slot> slots = {{"task", speaker.task(finding.task)},
                                             {"resource", speaker.resource(finding.resource)}};
  if (finding.happened) {
    const std::string call = speaker.at(
        speaker.tell(event ? QT_TRANSLATE_NOOP("Words",
                                               "{task} sets {resource} too early, and it is "
                                               "cleared before the wait")
                           : QT_TRANSLATE_NOOP("Words", "{task} notifies {resource} too early"),
                     slots),
        finding.site);
    return speaker.tell(QT_TRANSLATE_NOOP("Words", "lost wake-up: {call}; {waits}"),
                        {{"call", call}, {"waits", speaker.waits(finding.edges, now)}});
  }
  const WaitEdge wait = finding.edges.empty() ? WaitEdge{} : finding.edges.front();
  const std::string call = speaker.at(
      speaker.tell(QT_TRANSLATE_NOOP("Words", "{task} notifies {resource}, and nobody waits there"),
                   slots),
      finding.site);
  const std::string blind =
      speaker.at(speaker.tell(QT_TRANSLATE_NOOP("Words", "{task} then waits without looking first"),
                              {{"task", speaker.task(wait.waiter)}}),
                 wait.site);
  return speaker.tell(QT_TRANSLATE_NOOP("Words", "possible lost wake-up: {call}; {wait}"),
                      {{"call", call}, {"wait", blind}});
}

std::string doubleReleaseSentence(const Speaker& speaker, const Finding& finding, bool permits) {
  return speaker.at(
      speaker.tell(
          permits ? QT_TRANSLATE_NOOP("Words",
                                      "double release: {task} releases {resource}, which has "
                                      "all its permits")
                  : QT_TRANSLATE_NOOP("Words",
                                      "double release: {task} releases {resource}, which it "
                                      "does not hold"),
          {{"task", speaker.task(finding.task)}, {"resource", speaker.resource(finding.resource)}}),
      finding.site);
}

std::string failedStartSentence(const Speaker& speaker, const Finding& finding) {
  return speaker.at(
      speaker.tell(
          QT_TRANSLATE_NOOP("Words", "failed start: {task} could not start {peer}: {error}"),
          {{"task", speaker.task(finding.task)},
           {"peer", speaker.task(finding.peer)},
           {"error", shortageOf(static_cast<int>(finding.value))}}),
      finding.site);
}

std::string starvationSentence(const Speaker& speaker, const Finding& finding) {
  return speaker.at(
      speaker.tell(
          finding.happened
              ? QT_TRANSLATE_NOOP("Words",
                                  "starvation: {task} could go on for {count} steps, and others "
                                  "were chosen every time")
              : QT_TRANSLATE_NOOP("Words",
                                  "possible starvation: {task} could go on for {count} steps "
                                  "before it was chosen"),
          {{"task", speaker.task(finding.task)}, {"count", std::to_string(finding.count)}}),
      finding.site);
}

std::string inversionSentence(const Speaker& speaker, const Finding& finding) {
  const TaskId holder = finding.edges.empty() ? TaskId{} : finding.edges.front().holder;
  return speaker.at(
      speaker.tell(
          finding.happened
              ? QT_TRANSLATE_NOOP("Words",
                                  "priority inversion: {task} waits for {resource}, held by "
                                  "{holder} of lower priority, while {peer} runs in its place")
              : QT_TRANSLATE_NOOP("Words",
                                  "possible priority inversion: {task} waits for {resource}, held "
                                  "by {holder} of lower priority, while {peer} runs, too"),
          {{"task", speaker.task(finding.task)},
           {"resource", speaker.resource(finding.resource)},
           {"holder", speaker.task(holder)},
           {"peer", speaker.task(finding.peer)}}),
      finding.site);
}

std::string lastingSentence(const Speaker& speaker, const Finding& finding) {
  const bool zombie = finding.kind == FindingKind::zombie;
  const bool over = finding.until != 0;
  const char* english =
      zombie
          ? (over ? QT_TRANSLATE_NOOP("Words",
                                      "zombie: {task} has ended, but {peer} reaps it only {time} "
                                      "later")
                  : QT_TRANSLATE_NOOP("Words",
                                      "zombie: {task} has ended, but {peer} never reaps it"))
          : (over ? QT_TRANSLATE_NOOP("Words",
                                      "orphan: {task} lives {time} longer than its parent {peer}")
                  : QT_TRANSLATE_NOOP("Words", "orphan: {task} outlives its parent {peer}"));
  return speaker.tell(english, {{"task", speaker.task(finding.task)},
                                {"peer", speaker.task(finding.peer)},
                                {"time", Words::duration(finding.until - finding.time)}});
}

/// What a call is given, as its code shows it.
std::string argumentOf(const Speaker& speaker, const Event& event) {
  switch (event.operation) {
    case Operation::put:
    case Operation::store:
      return Item{event.value,
                  event.operation == Operation::store ? ValueKind::integer : event.valueKind()}
          .toString();
    case Operation::kill:
      return speaker.task(event.peer()) + ", " + speaker.signal(event.value);
    case Operation::deliver:
    case Operation::handle:
      return speaker.signal(event.value);
    case Operation::sleep:
    case Operation::alarm:
      return Words::duration(event.value);
    case Operation::start:
    case Operation::join:
    case Operation::reap:
    case Operation::isAlive:
      return speaker.task(event.peer());
    case Operation::end:
    case Operation::setNice:
      return std::to_string(event.value);
    default:
      return {};
  }
}

/// What a call answered, for those that answer more than that they are done.
std::string answerOf(const Event& event) {
  switch (event.operation) {
    case Operation::get:
      return Item{event.value, event.valueKind()}.toString();
    case Operation::load:
    case Operation::qsize:
      return std::to_string(event.value);
    case Operation::full:
    case Operation::empty:
    case Operation::isSet:
    case Operation::isAlive:
      return event.value != 0 ? "True" : "False";
    default:
      return {};
  }
}

}  // namespace

std::string Words::duration(std::int64_t ns) {
  struct Unit {
    double size;
    const char* name;
  };
  static constexpr std::array kUnits{Unit{1, "ns"}, Unit{1e3, "us"}, Unit{1e6, "ms"},
                                     Unit{1e9, "s"}};
  const auto value = static_cast<double>(std::max<std::int64_t>(0, ns));
  if (value < 1000) return std::to_string(std::max<std::int64_t>(0, ns)) + " ns";
  for (std::size_t i = 1; i < kUnits.size(); ++i) {
    const double number = value / kUnits[i].size;
    const bool last = i + 1 == kUnits.size();
    if (number >= 999.5 && !last) continue;
    const int decimals = number < 9.995 ? 2 : number < 99.95 ? 1 : 0;
    char words[64];
    std::snprintf(words, sizeof words, "%.*f %s", decimals, number, kUnits[i].name);
    return words;
  }
  return {};
}

std::string Words::place(const Trace& trace, SiteId site) {
  const SiteInfo* info = site.valid() ? trace.site(site) : nullptr;
  if (!info || info->file.empty()) return {};
  return info->file + ":" + std::to_string(info->line);
}

std::string Words::taskName(const Trace& trace, TaskId task) const {
  if (task == kSupervisor) return inLanguage(QT_TRANSLATE_NOOP("Words", "Lockstep"));
  if (!task.valid()) return inLanguage(QT_TRANSLATE_NOOP("Words", "nobody"));
  if (task.value < trace.tasks().size() && !trace.tasks()[task.value].name.empty())
    return trace.tasks()[task.value].name;
  return fill(inLanguage(QT_TRANSLATE_NOOP("Words", "task {number}")),
              {{"number", std::to_string(task.value)}});
}

std::string Words::resourceName(const Trace& trace, ResourceId resource) const {
  if (!resource.valid()) return {};
  const ResourceInfo* info = infoOf(trace, resource);
  if (info && !info->name.empty()) return info->name;
  return fill(inLanguage(QT_TRANSLATE_NOOP("Words", "{kind} {number}")),
              {{"kind", std::string(name(kindOf(trace, resource)))},
               {"number", std::to_string(resource.value)}});
}

std::string Words::state(const Trace& trace, const Moment& moment, TaskId id) const {
  const Speaker speaker(*this, trace);
  const TaskMoment task = id.value < moment.tasks.size() ? moment.tasks[id.value] : TaskMoment{};
  switch (task.state) {
    case State::unborn:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "not created yet"));
    case State::created:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "new: created, has not run yet"));
    case State::ready:
      if (task.evidence == Evidence::step)
        return speaker.tell(
            QT_TRANSLATE_NOOP("Words", "ready: parked by Lockstep, goes on when it is chosen"), {});
      if (task.detail != Interval::kNoDetail)
        return speaker.tell(QT_TRANSLATE_NOOP("Words", "ready: woken by {task}, has no CPU"),
                            {{"task", taskName(trace, TaskId{task.detail})}});
      return inLanguage(QT_TRANSLATE_NOOP("Words", "ready: could run, has no CPU"));
    case State::running:
      if (task.detail != Interval::kNoDetail)
        return speaker.tell(QT_TRANSLATE_NOOP("Words", "running on CPU {cpu}"),
                            {{"cpu", std::to_string(task.detail)}});
      if (task.evidence == Evidence::probe)
        return inLanguage(
            QT_TRANSLATE_NOOP("Words", "running or ready: its own events cannot tell which"));
      return inLanguage(QT_TRANSLATE_NOOP("Words", "running"));
    case State::blocked:
      return blockedState(speaker, trace, moment, task);
    case State::stopped:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "stopped by a signal until it gets SIGCONT"));
    case State::zombie:
    case State::terminated:
      return endedState(speaker, task, task.state == State::zombie);
    case State::unknown:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "unknown: no evidence of what it does here"));
  }
  return {};
}

std::string Words::edge(const Trace& trace, const WaitEdge& edge, std::int64_t now) const {
  std::vector<TaskId> holders;
  if (edge.holder.valid()) holders.push_back(edge.holder);
  return Speaker(*this, trace).wait(edgeSentence(waitKind(trace, edge)), edge, holders, now);
}

std::string Words::finding(const Trace& trace, const Finding& finding) const {
  const Speaker speaker(*this, trace);
  switch (finding.kind) {
    case FindingKind::deadlock:
      return deadlockSentence(speaker, finding);
    case FindingKind::hang:
      if (finding.edges.empty())
        return inLanguage(
            QT_TRANSLATE_NOOP("Words", "hang: nothing could run, yet no task waits for another"));
      return speaker.tell(QT_TRANSLATE_NOOP("Words", "hang: {waits}"),
                          {{"waits", speaker.waits(finding.edges, trace.endTime())}});
    case FindingKind::lostUpdate:
      return lostUpdateSentence(speaker, finding);
    case FindingKind::race:
      return raceSentence(speaker, finding);
    case FindingKind::lostWakeup:
      return lostWakeupSentence(speaker, finding,
                                kindOf(trace, finding.resource) == ResourceKind::event,
                                trace.endTime());
    case FindingKind::abandonedLock:
      return speaker.at(
          speaker.tell(
              QT_TRANSLATE_NOOP("Words", "abandoned lock: {task} ended while it held {resource}"),
              {{"task", taskName(trace, finding.task)},
               {"resource", resourceName(trace, finding.resource)}}),
          finding.site);
    case FindingKind::doubleRelease:
      return doubleReleaseSentence(speaker, finding, isSemaphore(kindOf(trace, finding.resource)));
    case FindingKind::zombie:
    case FindingKind::orphan:
      return lastingSentence(speaker, finding);
    case FindingKind::crashed:
      return crashSentence(speaker, finding);
    case FindingKind::timeLimit:
      return speaker.tell(
          QT_TRANSLATE_NOOP("Words", "time limit: tasks could still run after {time}"),
          {{"time", duration(finding.time - trace.startTime())}});
    case FindingKind::lostEvents:
      return speaker.tell(
          finding.count == 1
              ? QT_TRANSLATE_NOOP("Words", "lost events: 1 record is missing")
              : QT_TRANSLATE_NOOP("Words", "lost events: {count} records are missing"),
          {{"count", std::to_string(finding.count)}});
    case FindingKind::failedStart:
      return failedStartSentence(speaker, finding);
    case FindingKind::starvation:
      return starvationSentence(speaker, finding);
    case FindingKind::priorityInversion:
      return inversionSentence(speaker, finding);
  }
  return {};
}

std::string Words::verdict(const Trace& trace, const Report& report) const {
  switch (report.verdict) {
    case Verdict::running:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "running"));
    case Verdict::completed:
      return inLanguage(
          QT_TRANSLATE_NOOP("Words", "completed: every task went its way to the end"));
    case Verdict::stopped:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "stopped by the user"));
    case Verdict::deadlock:
    case Verdict::hang:
    case Verdict::lostUpdate:
    case Verdict::lostWakeup:
    case Verdict::race:
    case Verdict::crashed:
      break;
  }
  // A crash begins with the task that could not be had.
  const FindingKind first =
      report.verdict == Verdict::crashed ? FindingKind::failedStart : kindOf(report.verdict);
  for (const FindingKind kind : {first, kindOf(report.verdict), FindingKind::timeLimit})
    for (const Finding& candidate : report.happened)
      if (candidate.kind == kind) return finding(trace, candidate);
  return std::string(name(report.verdict));
}

std::string Words::event(const Trace& trace, const Event& event) const {
  const Speaker speaker(*this, trace);
  if (event.operation == Operation::say)
    return speaker.tell(QT_TRANSLATE_NOOP("Words", "says: {text}"),
                        {{"text", trace.text(TextId{event.aux})}});
  if (event.operation == Operation::phase)
    return speaker.tell(QT_TRANSLATE_NOOP("Words", "now: {text}"),
                        {{"text", trace.text(TextId{event.aux})}});
  // Code reads the same in every language.
  std::string call = std::string(name(event.operation)) + "(" + argumentOf(speaker, event) + ")";
  if (event.resource.valid()) call = speaker.resource(event.resource) + "." + call;
  switch (event.phase) {
    case Phase::request:
      return call;
    case Phase::blocked:
      return speaker.tell(QT_TRANSLATE_NOOP("Words", "{call} must wait"), {{"call", call}});
    case Phase::done:
      break;
  }
  if (event.outcome != Outcome::ok)
    return speaker.tell(QT_TRANSLATE_NOOP("Words", "{call} ends: {outcome}"),
                        {{"call", call}, {"outcome", std::string(name(event.outcome))}});
  const std::string answer = answerOf(event);
  if (!answer.empty())
    return speaker.tell(QT_TRANSLATE_NOOP("Words", "{call} gives {answer}"),
                        {{"call", call}, {"answer", answer}});
  return speaker.tell(QT_TRANSLATE_NOOP("Words", "{call} done"), {{"call", call}});
}

std::string Words::interval(const Trace& trace, const Interval& interval) const {
  const Speaker speaker(*this, trace);
  const std::string peer =
      interval.detail == Interval::kNoDetail ? "" : taskName(trace, TaskId{interval.detail});
  switch (interval.state) {
    case State::unborn:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "not created yet"));
    case State::created:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "new"));
    case State::ready:
      if (peer.empty()) return inLanguage(QT_TRANSLATE_NOOP("Words", "ready"));
      return speaker.tell(QT_TRANSLATE_NOOP("Words", "ready, woken by {task}"), {{"task", peer}});
    case State::running:
      if (peer.empty())
        return inLanguage(interval.evidence == Evidence::probe
                              ? QT_TRANSLATE_NOOP("Words", "running or ready")
                              : QT_TRANSLATE_NOOP("Words", "running"));
      return speaker.tell(QT_TRANSLATE_NOOP("Words", "running on CPU {cpu}"),
                          {{"cpu", std::to_string(interval.detail)}});
    case State::blocked:
      if (interval.reason == Operation::none)
        return inLanguage(QT_TRANSLATE_NOOP("Words", "blocked"));
      if (interval.reason == Operation::join && !peer.empty())
        return speaker.tell(QT_TRANSLATE_NOOP("Words", "blocked in join of {task}"),
                            {{"task", peer}});
      if (!interval.resource.valid())
        return speaker.tell(QT_TRANSLATE_NOOP("Words", "blocked in {operation}"),
                            {{"operation", std::string(name(interval.reason))}});
      return speaker.tell(QT_TRANSLATE_NOOP("Words", "blocked in {operation} of {resource}"),
                          {{"operation", std::string(name(interval.reason))},
                           {"resource", speaker.resource(interval.resource)}});
    case State::stopped:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "stopped"));
    case State::zombie:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "zombie"));
    case State::terminated:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "terminated"));
    case State::unknown:
      return inLanguage(QT_TRANSLATE_NOOP("Words", "unknown"));
  }
  return {};
}

}  // namespace lockstep
