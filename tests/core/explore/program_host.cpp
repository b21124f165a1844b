// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <variant>

#include "abstract_program.h"
#include "base/check.h"
#include "scenarios/host_main.h"
#include "scenarios/scenario.h"

/// A host whose one scenario, "program", plays an abstract program on real tasks and primitives.
/// The parameter `program` is an index of knownPrograms(), or 1000 + the seed of a random one.

namespace lockstep {
namespace {

using Object = std::variant<Lock, Semaphore, Condition, Flag, Barrier, Queue, SharedValue>;
using Objects = std::map<std::uint32_t, Object>;

void make(const abstract::Thing& thing, const abstract::Program& program, Objects& objects) {
  if (thing.kind == ResourceKind::none || objects.contains(thing.id)) return;
  const std::string name = "thing " + std::to_string(thing.id);
  switch (thing.kind) {
    case ResourceKind::lock:
      objects.emplace(thing.id, Lock(name));
      return;
    case ResourceKind::semaphore:
      objects.emplace(thing.id, Semaphore(name, static_cast<int>(thing.initial)));
      return;
    case ResourceKind::condition: {
      make({ResourceKind::lock, thing.inner}, program, objects);
      objects.emplace(thing.id, Condition(name, std::get<Lock>(objects.at(thing.inner))));
      return;
    }
    case ResourceKind::event:
      objects.emplace(thing.id, Flag(name));
      return;
    case ResourceKind::barrier:
      objects.emplace(thing.id, Barrier(name, static_cast<int>(thing.initial)));
      return;
    case ResourceKind::queue:
      objects.emplace(thing.id, Queue(name, static_cast<int>(thing.initial)));
      return;
    case ResourceKind::sharedValue:
      objects.emplace(thing.id, SharedValue(name, static_cast<std::int32_t>(thing.initial)));
      return;
    default:
      CHECK(false);
  }
}

/// A task of a program.
class Player {
 public:
  using Tasks = std::vector<std::unique_ptr<Task>>;
  Player(Objects objects, const Tasks& tasks) : m_objects(std::move(objects)), m_tasks(tasks) {}

  void play(const abstract::Script& script) {
    for (std::size_t i = 0; i < script.size(); ++i) {
      m_result = 1;
      act(script[i]);
      i += m_result == 0 ? script[i].skipOnZero : script[i].skipOnOther;
    }
  }

 private:
  template <class T>
  T& of(const abstract::Do& next) {
    return std::get<T>(m_objects.at(next.thing.id));
  }

  void act(const abstract::Do& next) {
    const Timeout timeout = next.timed ? Timeout(1.0) : Timeout();
    switch (next.operation) {
      case Operation::acquire:
        if (next.thing.kind == ResourceKind::semaphore)
          m_result = of<Semaphore>(next).acquire(true, timeout);
        else
          m_result = of<Lock>(next).acquire(true, timeout);
        return;
      case Operation::release:
        if (next.thing.kind == ResourceKind::semaphore)
          of<Semaphore>(next).release();
        else
          of<Lock>(next).release();
        return;
      case Operation::load:
        m_result = m_loaded[next.thing.id] = of<SharedValue>(next).load();
        return;
      case Operation::store:
        of<SharedValue>(next).store(
            static_cast<std::int32_t>(next.amount + (next.adds ? m_loaded[next.thing.id] : 0)));
        return;
      case Operation::wait:
        wait(next, timeout);
        return;
      case Operation::notify:
        of<Condition>(next).notify();
        return;
      case Operation::notifyAll:
        of<Condition>(next).notifyAll();
        return;
      case Operation::set:
        of<Flag>(next).set();
        return;
      case Operation::clear:
        of<Flag>(next).clear();
        return;
      case Operation::isSet:
        m_result = of<Flag>(next).isSet();
        return;
      case Operation::put:
        put(next, timeout);
        return;
      case Operation::get:
        get(next, timeout);
        return;
      case Operation::qsize:
        m_result = of<Queue>(next).qsize();
        return;
      case Operation::sleep:
        sleep(0.001);
        return;
      case Operation::say:
        say("so");
        return;
      case Operation::isAlive:
        m_result = m_tasks.at(static_cast<std::size_t>(next.amount - 1))->isAlive();
        return;
      case Operation::end:
        return;  // the task's own, after the script
      default:
        CHECK(false);
    }
  }

  void wait(const abstract::Do& next, Timeout timeout) {
    if (next.thing.kind == ResourceKind::condition)
      m_result = of<Condition>(next).wait(timeout);
    else if (next.thing.kind == ResourceKind::event)
      m_result = of<Flag>(next).wait(timeout);
    else
      of<Barrier>(next).wait(timeout);
  }
  void put(const abstract::Do& next, Timeout timeout) {
    try {
      of<Queue>(next).put(Item::integer(next.amount), true, timeout);
    } catch (const FullError&) {
      m_result = 0;
    }
  }
  void get(const abstract::Do& next, Timeout timeout) {
    try {
      m_result = of<Queue>(next).get(true, timeout).bits;
    } catch (const EmptyError&) {
      m_result = 0;
    }
  }

  Objects m_objects;
  const Tasks& m_tasks;
  std::map<std::uint32_t, std::int64_t> m_loaded;
  std::int64_t m_result = 1;
};

void playProgram(const Choices& choose) {
  const std::int64_t number = choose["program"];
  const abstract::Program program =
      number >= 1000 ? abstract::randomProgram(static_cast<std::uint64_t>(number - 1000))
                     : abstract::knownPrograms().at(static_cast<std::size_t>(number)).program;
  Objects objects;
  for (const abstract::Script& script : program.scripts())
    for (const abstract::Do& next : script) make(next.thing, program, objects);
  Player::Tasks tasks;
  for (std::size_t i = 0; i < program.scripts().size(); ++i)
    tasks.push_back(choose.task([&, i] { Player(objects, tasks).play(program.scripts()[i]); },
                                "worker " + std::to_string(i + 1)));
  for (auto& task : tasks) task->start();
  for (auto& task : tasks) task->join();
}

LOCKSTEP_SCENARIO("program", playProgram);

/// main looks at what its worker has done, and then whether it is over.
void peek(const Choices& choose) {
  SharedValue news("news");
  const auto worker = choose.task([news]() mutable { news.store(1); }, "worker");
  worker->start();
  const int seen = news.load();
  const bool over = worker->join(0.001);
  say(std::to_string(seen) + (over ? " over" : " not over"));
}

LOCKSTEP_SCENARIO("peek", peek);

}  // namespace
}  // namespace lockstep

int main() { return lockstep::hostMain(); }
