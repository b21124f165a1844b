// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/choice.h"

#include <algorithm>
#include <array>

namespace lockstep {

std::string_view name(Act act) {
  static constexpr std::array<std::string_view, kActs> kNames{"go", "timeout", "deliver", "alarm"};
  return kNames[static_cast<std::size_t>(act)];
}

const Offer* Situation::offer(TaskId task) const {
  for (const Offer& offer : offers)
    if (offer.task == task) return &offer;
  return nullptr;
}

std::vector<Choice> Situation::choices() const {
  std::vector<Choice> all;
  for (const Offer& offer : offers) all.insert(all.end(), offer.able.begin(), offer.able.end());
  return all;
}

bool Situation::allows(const Choice& choice) const {
  const Offer* const asked = offer(choice.task);
  if (!asked) return false;
  if (std::find(asked->able.begin(), asked->able.end(), choice) != asked->able.end()) return true;
  const bool canGo = std::any_of(asked->able.begin(), asked->able.end(),
                                 [](const Choice& able) { return able.act == Act::go; });
  return choice.act == Act::go && choice.pick == Choice::kNoPick &&
         asked->next.phase == Phase::request && !canGo;
}

Action actionOf(const Offer& offer, const Choice& choice) {
  return {choice, offer.next, offer.inner, offer.kind};
}

// Who depends on whom. Two acts of one task always do. Between tasks:
//
//                        | own  | resource           | wide
//     own                | free | free               | depends
//     resource           |      | same one: depends, | depends
//                        |      | but see below      |
//     wide               |      |                    | depends
//
// own       begin, add, sleep, say, phase, set_nice: nobody else can tell whether it has happened.
// resource  locks, semaphores, conditions, events, barriers, queues, values; also the timeout of a
//           wait for one. Different resources do not meet, where a condition is its lock, too: a
//           wait gives the lock back, and who is called wants it again. On one resource:
//             acquire, release of a lock   take it from each other
//             release + release            free on a Semaphore: permits add up. Not on a bounded
//                                          one, where the later of the two may be one too many
//             acquire of a semaphore       another acquire may get the last permit; beside a
//                                          release it decides whether a timeout can fire
//             wait, notify, notify_all     order decides who is called and which call is lost
//             set, clear, wait             as above; set + set differ in whom each of them wakes
//             barrier: wait, abort, reset  places are dealt in order of arrival
//             put, get                     items go in a row; the last place, the last item
//             load + load, is_set + is_set, qsize, full, empty among themselves: free, they read
//             store                        with any load or store: what is read, what is lost
// wide      start (numbers of tasks are dealt in order), end and abort (a process takes its threads
//           and what they hold along), join, reap and is_alive (they see the end that a task comes
//           to by itself after any of its acts), everything about signals (whom a signal ends or
//           interrupts is not known from here), create and destroy (numbers of resources), and
//           whatever the probe and the session write.
namespace {

enum class Reach : std::uint8_t { own, resource, wide };

Reach reachOf(Operation operation) {
  switch (operation) {
    case Operation::begin:
    case Operation::add:
    case Operation::sleep:
    case Operation::say:
    case Operation::phase:
    case Operation::setNice:
      return Reach::own;
    case Operation::acquire:
    case Operation::release:
    case Operation::wait:
    case Operation::notify:
    case Operation::notifyAll:
    case Operation::set:
    case Operation::clear:
    case Operation::isSet:
    case Operation::abortBarrier:
    case Operation::resetBarrier:
    case Operation::put:
    case Operation::get:
    case Operation::qsize:
    case Operation::full:
    case Operation::empty:
    case Operation::load:
    case Operation::store:
      return Reach::resource;
    case Operation::none:
    case Operation::start:
    case Operation::end:
    case Operation::join:
    case Operation::reap:
    case Operation::execFailed:
    case Operation::abortTask:
    case Operation::kill:
    case Operation::deliver:
    case Operation::pause:
    case Operation::alarm:
    case Operation::mask:
    case Operation::handle:
    case Operation::create:
    case Operation::destroy:
    case Operation::isAlive:
    case Operation::delay:
    case Operation::stall:
    case Operation::lost:
    case Operation::switchIn:
    case Operation::switchOut:
    case Operation::forked:
    case Operation::exited:
    case Operation::gap:
    case Operation::observed:
    case Operation::granted:
    case Operation::parked:
    case Operation::freed:
      return Reach::wide;
  }
  return Reach::wide;
}

Reach reachOf(const Action& action) {
  if (action.choice.act == Act::deliver || action.choice.act == Act::alarm) return Reach::wide;
  return reachOf(action.next.operation);
}

/// Whether it is not known which resources the act touches.
bool vague(const Action& action) {
  if (!action.next.resource.valid()) return true;
  const Operation operation = action.next.operation;
  const bool condition = action.kind == ResourceKind::condition || operation == Operation::notify ||
                         operation == Operation::notifyAll ||
                         (operation == Operation::wait && action.kind == ResourceKind::none);
  return condition && !action.inner.valid();
}

bool touches(const Action& action, ResourceId resource) {
  return resource.valid() && (action.next.resource == resource || action.inner == resource);
}

bool meet(const Action& one, const Action& other) {
  if (vague(one) || vague(other)) return true;
  return touches(one, other.next.resource) || touches(one, other.inner);
}

bool onlyReads(Operation operation) {
  return operation == Operation::load || operation == Operation::isSet ||
         operation == Operation::qsize || operation == Operation::full ||
         operation == Operation::empty;
}

bool addsPermit(const Action& action) {
  return action.next.operation == Operation::release && action.kind == ResourceKind::semaphore;
}

}  // namespace

bool independent(const Action& one, const Action& other) {
  if (one.choice.task == other.choice.task) return false;
  const Reach reach = reachOf(one);
  const Reach otherReach = reachOf(other);
  if (reach == Reach::wide || otherReach == Reach::wide) return false;
  if (reach == Reach::own || otherReach == Reach::own) return true;
  if (!meet(one, other)) return true;
  if (onlyReads(one.next.operation) && onlyReads(other.next.operation)) return true;
  return addsPermit(one) && addsPermit(other);
}

}  // namespace lockstep
