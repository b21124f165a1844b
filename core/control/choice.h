// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "events/event.h"

/// What may happen next in Step mode, and what is chosen. Everything that decides (the learner, a
/// scheduler, a search) sees a Situation and answers with one Choice of it.

namespace lockstep {

/// What Lockstep lets a parked task do.
enum class Act : std::uint8_t {
  go,  ///< its operation; a waiting task goes on. A disabled one attempts it and joins the queue
  timeout,  ///< its timed wait ends without success
  deliver,  ///< one pending signal reaches it: pick = number
  alarm,    ///< its process's timer fires: SIGALRM becomes pending
};
inline constexpr int kActs = 4;
std::string_view name(Act act);  ///< "go", "timeout", "deliver", "alarm"

struct Choice {
  TaskId task;
  Act act = Act::go;
  /// notify: the waiter that is woken (a task number); deliver: the signal; else kNoPick.
  std::uint32_t pick = kNoPick;

  static constexpr std::uint32_t kNoPick = 0xffffffff;
  friend bool operator==(const Choice&, const Choice&) = default;
  friend auto operator<=>(const Choice&, const Choice&) = default;
};

/// One parked task: what it asks for, and what it may do now.
struct Offer {
  TaskId task;
  Event next;                ///< phase request: before the operation; blocked: waits in it
  std::vector<Choice> able;  ///< what would succeed now; empty: disabled
  /// Matters to nobody else (it begins, ends, starts a child, joins one that has ended, wakes up
  /// after it was called): taken at once, no search branches on it.
  bool local = false;
  /// It would be local, but the task has made so many such steps in a row that it may do so for
  /// ever, as one that sleeps in a loop: the others come first.
  bool idles = false;
  // Why it is disabled.
  ResourceId waitsFor;  ///< next.resource, or a condition's lock
  /// Who holds it, or the task to be joined; not valid() for nobody in particular.
  TaskId holder;
  // What next.resource is. Left out, searches take more acts to depend on each other.
  ResourceKind kind = ResourceKind::none;
  ResourceId inner;  ///< condition: its lock
};

/// All live tasks are parked, asleep outside or gone.
struct Situation {
  std::uint32_t step = 0;     ///< grants so far
  std::vector<Offer> offers;  ///< by task id
  /// The task of the last grant; not valid() before the first.
  TaskId last;
  /// Live tasks that are not free to go on from a gate: they sleep or run outside of Lockstep's
  /// operations, or a signal has stopped their process.
  std::vector<TaskId> outside;
  /// Of these, the stopped ones: only a SIGCONT can bring them back.
  std::vector<TaskId> stopped;

  const Offer* offer(TaskId task) const;
  /// Every choice that is able, by task id.
  std::vector<Choice> choices() const;
  /// Whether it may be granted: it is able, or it is the attempt (go, without a pick) of a request
  /// that cannot succeed now.
  bool allows(const Choice& choice) const;
};

/// A choice and what it is about.
struct Action {
  Choice choice;
  Event next;                              ///< the operation it was about
  ResourceId inner;                        ///< condition: its lock
  ResourceKind kind = ResourceKind::none;  ///< of next.resource
};
Action actionOf(const Offer& offer, const Choice& choice);

/// Whether the two acts commute wherever both are able: doing them in either order leads to the
/// same state, and neither enables or disables the other. Errs on the side of false.
bool independent(const Action& one, const Action& other);

}  // namespace lockstep
