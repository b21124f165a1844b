// SPDX-License-Identifier: GPL-3.0-or-later
#include "abstract_program.h"

#include <algorithm>

#include "base/check.h"

namespace lockstep::abstract {

Thing lock(std::uint32_t id) { return {ResourceKind::lock, id}; }
Thing semaphore(std::uint32_t id, std::int64_t permits) {
  return {ResourceKind::semaphore, id, permits};
}
Thing condition(std::uint32_t id, const Thing& lock) {
  return {ResourceKind::condition, id, 0, lock.id};
}
Thing event(std::uint32_t id) { return {ResourceKind::event, id}; }
Thing barrier(std::uint32_t id, std::int64_t parties) {
  return {ResourceKind::barrier, id, parties};
}
Thing queue(std::uint32_t id, std::int64_t slots) { return {ResourceKind::queue, id, slots}; }
Thing value(std::uint32_t id, std::int64_t initial) {
  return {ResourceKind::sharedValue, id, initial};
}

Do Do::orTimeout() const {
  Do other = *this;
  other.timed = true;
  return other;
}

Do Do::onZeroSkip(std::size_t operations) const {
  Do other = *this;
  other.skipOnZero = operations;
  return other;
}

Do Do::onOtherSkip(std::size_t operations) const {
  Do other = *this;
  other.skipOnOther = operations;
  return other;
}

Do acquire(const Thing& thing) { return {Operation::acquire, thing}; }
Do release(const Thing& thing) { return {Operation::release, thing}; }
Do load(const Thing& value) { return {Operation::load, value}; }
Do store(const Thing& value, std::int64_t number) { return {Operation::store, value, number}; }
Do storeSum(const Thing& value, std::int64_t amount) {
  return {Operation::store, value, amount, true};
}
Do wait(const Thing& thing) { return {Operation::wait, thing}; }
Do notify(const Thing& condition) { return {Operation::notify, condition}; }
Do notifyAll(const Thing& condition) { return {Operation::notifyAll, condition}; }
Do set(const Thing& event) { return {Operation::set, event}; }
Do clear(const Thing& event) { return {Operation::clear, event}; }
Do isSet(const Thing& event) { return {Operation::isSet, event}; }
Do put(const Thing& queue, std::int64_t item) { return {Operation::put, queue, item}; }
Do get(const Thing& queue) { return {Operation::get, queue}; }
Do qsize(const Thing& queue) { return {Operation::qsize, queue}; }
Do sleep() { return {Operation::sleep, {}}; }
Do isAlive(std::size_t task) { return {Operation::isAlive, {}, static_cast<std::int64_t>(task)}; }
Do end() { return {Operation::end, {}}; }
Do say() {
  Do word{Operation::say, {}};
  word.local = true;
  return word;
}

std::set<std::string> Executions::words() const {
  std::set<std::string> words;
  for (const auto& [verdict, count] : verdicts) words.insert(verdict);
  return words;
}

namespace {

/// Depth-first over copies of the machine. Knows no more of schedulers than the form of a choice.
class Counter {
 public:
  Counter(std::optional<std::uint32_t> preemptions, bool everyStep)
      : m_most(preemptions), m_everyStep(everyStep) {}

  void visit(Machine machine, std::uint32_t running, std::uint32_t preemptions) {
    Situation now = machine.situation();
    for (bool found = !m_everyStep; found;) {
      found = false;
      for (const Offer& offer : now.offers) {
        if (!offer.local) continue;
        machine.take(offer.able.at(0));
        now = machine.situation();
        found = true;
        break;
      }
    }
    if (machine.over()) {
      ++m_found.total;
      ++m_found.verdicts[machine.verdict()];
      m_found.finalStates.insert(machine.state());
      return;
    }
    bool couldGoOn = false;
    for (const Offer& offer : now.offers)
      for (const Choice& choice : offer.able)
        if (offer.task.value == running && choice.act != Act::timeout) couldGoOn = true;
    for (const Offer& offer : now.offers) {
      for (const Choice& choice : offer.able) {
        const bool preempts = couldGoOn && offer.task.value != running && !offer.local;
        if (m_most && preemptions + (preempts ? 1 : 0) > *m_most) continue;
        Machine next = machine;
        next.take(choice);
        visit(next, offer.local ? running : offer.task.value, preemptions + (preempts ? 1 : 0));
      }
    }
  }
  Executions found() const { return m_found; }

 private:
  std::optional<std::uint32_t> m_most;
  bool m_everyStep;
  Executions m_found;
};

}  // namespace

Executions Program::executions(std::optional<std::uint32_t> preemptions, bool everyStep) const {
  Counter counter(preemptions, everyStep);
  counter.visit(Machine(*this), 0, 0);
  return counter.found();
}

Machine::Machine(const Program& program)
    : m_program(&program), m_tasks(program.scripts().size() + 1) {
  for (const Script& script : program.scripts()) {
    for (const Do& next : script) {
      if (next.thing.kind == ResourceKind::none) continue;
      Resource& resource = m_resources[next.thing.id];
      resource.thing = next.thing;
      const bool counts = next.thing.kind == ResourceKind::semaphore ||
                          next.thing.kind == ResourceKind::sharedValue;
      if (counts) resource.number = next.thing.initial;
    }
  }
}

const Do* Machine::pending(std::size_t task) const {
  const std::size_t next = m_tasks[task].next;
  return next < script(task).size() ? &script(task)[next] : nullptr;
}

Situation Machine::situation() const {
  Situation situation;
  situation.step = m_step;
  situation.last = m_last;
  for (std::size_t task = 1; task < m_tasks.size(); ++task)
    if (pending(task)) situation.offers.push_back(offer(task));
  return situation;
}

Offer Machine::offer(std::size_t task) const {
  const Do& next = *pending(task);
  const Stage stage = m_tasks[task].stage;
  Offer offer;
  offer.task = TaskId{static_cast<std::uint16_t>(task)};
  offer.next.task = offer.task;
  offer.next.operation = next.operation;
  offer.next.phase =
      stage == Stage::waiting || stage == Stage::called ? Phase::blocked : Phase::request;
  offer.next.site = SiteId{static_cast<std::uint16_t>(m_tasks[task].next + 1)};
  offer.kind = next.thing.kind;
  if (next.thing.kind != ResourceKind::none) offer.next.resource = ResourceId{next.thing.id};
  if (next.thing.kind == ResourceKind::condition) offer.inner = ResourceId{next.thing.inner};
  if (stage == Stage::reacquiring) {
    offer.next.operation = Operation::acquire;
    offer.next.resource = ResourceId{next.thing.inner};
    offer.kind = ResourceKind::lock;
    offer.inner = {};
  }
  offer.able = able(task, next);
  offer.local = next.local || stage == Stage::called;
  if (offer.able.empty()) offer.waitsFor = offer.next.resource;
  return offer;
}

std::vector<Choice> Machine::able(std::size_t task, const Do& next) const {
  const TaskId id{static_cast<std::uint16_t>(task)};
  const Stage stage = m_tasks[task].stage;
  std::vector<Choice> able;
  const bool picks = stage == Stage::asking && next.operation == Operation::notify;
  if (picks && !of(next).waiters.empty()) {
    for (const std::size_t waiter : of(next).waiters)
      able.push_back({id, Act::go, static_cast<std::uint32_t>(waiter)});
    return able;
  }
  if (canSucceed(task, next))
    able.push_back({id, Act::go});
  else if (next.timed && stage != Stage::reacquiring)
    able.push_back({id, Act::timeout});
  return able;
}

bool Machine::canSucceed(std::size_t task, const Do& next) const {
  const Stage stage = m_tasks[task].stage;
  if (stage == Stage::waiting) return false;
  if (stage == Stage::called) return true;
  if (stage == Stage::reacquiring) return m_resources.at(next.thing.inner).holder == 0;
  if (next.operation == Operation::acquire)
    return next.thing.kind == ResourceKind::lock ? of(next).holder == 0 : of(next).number > 0;
  if (next.operation == Operation::get) return !of(next).items.empty();
  if (next.operation == Operation::put)
    return next.thing.initial == 0 ||
           of(next).items.size() < static_cast<std::size_t>(next.thing.initial);
  return true;
}

void Machine::take(const Choice& choice) {
  const std::size_t task = choice.task.value;
  const Do* const next = pending(task);
  CHECK(next);
  const std::vector<Choice> allowed = able(task, *next);
  CHECK(std::find(allowed.begin(), allowed.end(), choice) != allowed.end());
  ++m_step;
  m_last = choice.task;
  if (choice.act == Act::timeout) {
    timeOut(task, *next);
  } else if (m_tasks[task].stage == Stage::asking) {
    perform(task, *next, choice);
  } else if (m_tasks[task].stage == Stage::called && next->thing.kind == ResourceKind::condition) {
    m_tasks[task].stage = Stage::reacquiring;
  } else {
    if (m_tasks[task].stage == Stage::reacquiring) m_resources.at(next->thing.inner).holder = task;
    finish(task, m_tasks[task].result);
  }
}

void Machine::perform(std::size_t task, const Do& next, const Choice& choice) {
  if (next.operation == Operation::isAlive)
    return finish(task, pending(static_cast<std::size_t>(next.amount)) ? 1 : 0);
  if (next.thing.kind == ResourceKind::none) return finish(task, 1);
  Resource& resource = of(next);
  std::int64_t result = 1;
  if (next.operation == Operation::wait) return performWait(task, next);
  if (next.operation == Operation::store) {
    performStore(task, next);
  } else if (next.operation == Operation::load) {
    result = resource.number;
    m_tasks[task].loaded[next.thing.id] = {resource.number, resource.version};
  } else if (next.operation == Operation::acquire) {
    if (next.thing.kind == ResourceKind::lock) resource.holder = task;
    if (next.thing.kind == ResourceKind::semaphore) --resource.number;
  } else if (next.operation == Operation::release) {
    if (next.thing.kind == ResourceKind::semaphore) ++resource.number;
    if (next.thing.kind == ResourceKind::lock) CHECK(resource.holder == task);
    if (next.thing.kind == ResourceKind::lock) resource.holder = 0;
  } else if (next.operation == Operation::notify) {
    if (choice.pick == Choice::kNoPick) resource.unheard = true;
    if (choice.pick != Choice::kNoPick) call(resource, choice.pick);
  } else if (next.operation == Operation::notifyAll) {
    if (resource.waiters.empty()) resource.unheard = true;
    callAll(resource);
  } else if (next.operation == Operation::set) {
    resource.number = 1;
    callAll(resource);
  } else if (next.operation == Operation::clear) {
    resource.number = 0;
  } else if (next.operation == Operation::isSet) {
    result = resource.number;
  } else if (next.operation == Operation::put) {
    resource.items.push_back(next.amount);
  } else if (next.operation == Operation::get) {
    result = resource.items.front();
    resource.items.pop_front();
  } else {
    CHECK(next.operation == Operation::qsize);
    result = static_cast<std::int64_t>(resource.items.size());
  }
  finish(task, result);
}

void Machine::performWait(std::size_t task, const Do& next) {
  Resource& resource = of(next);
  m_tasks[task].result = 1;
  if (next.thing.kind == ResourceKind::event && resource.number == 1) return finish(task, 1);
  if (next.thing.kind == ResourceKind::barrier && ++resource.number == next.thing.initial) {
    resource.number = 0;
    callAll(resource);
    return finish(task, 1);
  }
  if (next.thing.kind == ResourceKind::condition) {
    CHECK(m_resources.at(next.thing.inner).holder == task);
    m_resources.at(next.thing.inner).holder = 0;
  }
  m_tasks[task].stage = Stage::waiting;
  resource.waiters.push_back(task);
}

void Machine::performStore(std::size_t task, const Do& next) {
  Resource& resource = of(next);
  const auto loaded = m_tasks[task].loaded.find(next.thing.id);
  const bool known = loaded != m_tasks[task].loaded.end();
  if (known && loaded->second.second != resource.version) m_lostUpdate = true;
  resource.number = next.amount + (next.adds && known ? loaded->second.first : 0);
  ++resource.version;
}

void Machine::call(Resource& resource, std::size_t waiter) {
  const auto place = std::find(resource.waiters.begin(), resource.waiters.end(), waiter);
  CHECK(place != resource.waiters.end());
  resource.waiters.erase(place);
  m_tasks[waiter].stage = Stage::called;
}

void Machine::callAll(Resource& resource) {
  while (!resource.waiters.empty()) call(resource, resource.waiters.front());
}

void Machine::timeOut(std::size_t task, const Do& next) {
  if (m_tasks[task].stage == Stage::asking) return finish(task, 0);
  call(of(next), task);
  m_tasks[task].result = 0;
  if (next.thing.kind == ResourceKind::condition)
    m_tasks[task].stage = Stage::reacquiring;
  else
    finish(task, 0);
}

void Machine::finish(std::size_t task, std::int64_t result) {
  const Do& done = *pending(task);
  m_tasks[task].result = result;
  m_tasks[task].stage = Stage::asking;
  m_tasks[task].next += 1 + (result == 0 ? done.skipOnZero : done.skipOnOther);
}

bool Machine::over() const {
  for (std::size_t task = 1; task < m_tasks.size(); ++task)
    if (pending(task) && !able(task, *pending(task)).empty()) return false;
  return true;
}

bool Machine::stuckInCircle() const {
  for (std::size_t first = 1; first < m_tasks.size(); ++first) {
    std::size_t task = first;
    for (std::size_t steps = 0; task != 0 && steps < m_tasks.size(); ++steps) {
      if (!pending(task)) break;
      const auto wanted = m_resources.find(offer(task).next.resource.value);
      const bool forLock =
          wanted != m_resources.end() && wanted->second.thing.kind == ResourceKind::lock;
      task = forLock ? wanted->second.holder : 0;
      if (task == first) return true;
    }
  }
  return false;
}

std::string Machine::verdict() const {
  bool stuck = false;
  bool unheard = false;
  for (std::size_t task = 1; task < m_tasks.size(); ++task) {
    stuck = stuck || pending(task);
    const bool waits = pending(task) && m_tasks[task].stage == Stage::waiting;
    unheard = unheard || (waits && of(*pending(task)).unheard);
  }
  if (stuck) return stuckInCircle() ? "deadlock" : unheard ? "lost-wakeup" : "hang";
  return m_lostUpdate ? "lost-update" : "completed";
}

std::string Machine::state() const {
  std::string text = m_lostUpdate ? "lost " : "";
  for (std::size_t i = 1; i < m_tasks.size(); ++i) {
    const Task& task = m_tasks[i];
    text += "task " + std::to_string(task.next) + ' ' +
            std::to_string(static_cast<int>(task.stage)) + ' ' + std::to_string(task.result);
    for (const auto& [id, read] : task.loaded)
      text += " loaded " + std::to_string(id) + '=' + std::to_string(read.first) + " v" +
              std::to_string(read.second);
    text += '\n';
  }
  for (const auto& [id, resource] : m_resources) {
    text += "resource " + std::to_string(id) + ' ' + std::to_string(resource.holder) + ' ' +
            std::to_string(resource.number) + " v" + std::to_string(resource.version) +
            (resource.unheard ? " unheard" : "");
    for (const std::int64_t item : resource.items) text += " item " + std::to_string(item);
    for (const std::size_t waiter : resource.waiters) text += " waiter " + std::to_string(waiter);
    text += '\n';
  }
  return text;
}

std::uint64_t Machine::fingerprint() const {
  Fingerprint hash;
  hash.add(state());
  return hash.value();
}

StepWords describe(const Offer& offer) {
  StepWords words;
  words.task = "worker " + std::to_string(offer.task.value);
  words.operation = offer.next.operation;
  words.waiting = offer.next.phase == Phase::blocked;
  if (offer.next.resource.valid())
    words.resource =
        std::string(name(offer.kind)) + ' ' + std::to_string(offer.next.resource.value);
  words.site = "script.cpp:" + std::to_string(offer.next.site.value);
  return words;
}

Outcome run(const Program& program, Scheduler& scheduler, std::uint32_t mostSteps) {
  Outcome outcome;
  Machine machine(program);
  for (std::uint32_t step = 0; !machine.over(); ++step) {
    outcome.result.cutShort = step == mostSteps;
    if (outcome.result.cutShort) break;
    const Situation now = machine.situation();
    const std::optional<Choice> choice = scheduler.choose(now);
    if (!choice) break;
    outcome.steps.push_back({*choice, ableTasks(now), describe(*now.offer(choice->task))});
    machine.take(*choice);
  }
  outcome.result.verdict = machine.verdict();
  outcome.result.bad = outcome.result.verdict != "completed";
  outcome.state = machine.state();
  return outcome;
}

Runner runner(const Program& program) {
  return [&program](Scheduler& scheduler) { return run(program, scheduler).result; };
}

Executions explore(const Program& program, Search& search) {
  Executions found;
  while (!search.done()) {
    const Outcome outcome = run(program, search);
    if (!search.runEnded(outcome.result.cutShort)) continue;
    ++found.total;
    ++found.verdicts[outcome.result.verdict];
    found.finalStates.insert(outcome.state);
  }
  return found;
}

Executions explore(const Program& program, const SearchOptions& options) {
  Search search(options);
  return explore(program, search);
}

Program twoLocks() {
  const Thing a = lock(1);
  const Thing b = lock(2);
  return {{acquire(a), acquire(b), release(b), release(a)},
          {acquire(b), acquire(a), release(a), release(b)}};
}

Program lostUpdate(std::size_t tasks) {
  const Thing counter = value(1);
  return Program(std::vector<Script>(tasks, {load(counter), storeSum(counter)}));
}

Program lostWakeup() {
  const Thing mutex = lock(1);
  const Thing changed = condition(2, mutex);
  const Thing ready = value(3);
  return {{load(ready).onOtherSkip(3), acquire(mutex), wait(changed), release(mutex)},
          {store(ready, 1), acquire(mutex), notify(changed), release(mutex)}};
}

Program philosophers(std::size_t count) {
  std::vector<Script> guests;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Thing left = lock(i);
    const Thing right = lock((i + 1) % static_cast<std::uint32_t>(count));
    guests.push_back({acquire(left), acquire(right), release(right), release(left)});
  }
  return Program(guests);
}

std::vector<Known> knownPrograms() {
  const Thing mutex = lock(1);
  const Thing changed = condition(2, mutex);
  const Script locked{acquire(mutex), release(mutex)};
  const Script waiter{acquire(mutex), wait(changed), release(mutex)};
  const Script notifier{acquire(mutex), notify(changed), release(mutex)};
  const auto entering = [](std::int64_t permits) {
    return Script{acquire(semaphore(1, permits)), release(semaphore(1, permits))};
  };
  const Script meeting{wait(barrier(1, 2)), sleep()};
  const Thing news = value(1);
  const auto moving = [](std::int64_t slots) {
    const Thing items = queue(1, slots);
    return Program{{put(items, 1), put(items, 2)}, {get(items), get(items)}};
  };
  return {
      {"two locks", twoLocks(), {{"completed", 4}, {"deadlock", 2}}},
      {"lost update of two", lostUpdate(2), {{"completed", 2}, {"lost-update", 4}}},
      {"lost update of three", lostUpdate(3), {{"completed", 6}, {"lost-update", 84}}},
      {"lost wake-up", lostWakeup(), {{"completed", 7}, {"lost-wakeup", 1}}},
      {"three philosophers", philosophers(3), {{"completed", 162}, {"deadlock", 6}}},
      {"semaphore of one", {entering(1), entering(1)}, {{"completed", 2}}},
      {"semaphore of two", {entering(2), entering(2)}, {{"completed", 6}}},
      // Two orders to come and two to go on.
      {"barrier", {meeting, meeting}, {{"completed", 4}}},
      {"barrier that nobody else comes to", {meeting, {sleep()}}, {{"hang", 2}}},
      {"queue of one", moving(1), {{"completed", 1}}},
      {"queue of two", moving(2), {{"completed", 2}}},
      // Both wait before the call: 2 orders, and either is woken: 4. One comes before it and one
      // after: 2, and the late one joins before or after the woken one has gone on: 4. Both come
      // too late: 2.
      {"notify one", {waiter, waiter, notifier}, {{"hang", 8}, {"lost-wakeup", 2}}},
      // One after the other in two orders, or the second gives up between the first one's steps.
      {"timeout",
       {locked, {acquire(mutex).orTimeout().onZeroSkip(1), release(mutex)}},
       {{"completed", 3}}},
      // The call comes first; or the waiter is woken; or it gives up while the notifier has the
      // lock, or before that, and then has the lock before or after the notifier.
      {"wait with a timeout",
       {{acquire(mutex), wait(changed).orTimeout(), release(mutex)}, notifier},
       {{"completed", 5}}},
      // The one who asks may come between the last word of the other and its end.
      {"whether it lives", {{store(news, 1), end()}, {load(news), isAlive(1)}}, {{"completed", 6}}},
  };
}

namespace {

/// What random scripts are made of.
std::vector<Script> phrases() {
  const Thing a = lock(1);
  const Thing b = lock(2);
  const Thing changed = condition(3, a);
  const Thing permits = semaphore(4, 1);
  const Thing up = event(5);
  const Thing meeting = barrier(6, 2);
  const Thing items = queue(7, 1);
  const Thing counter = value(8);
  const Thing other = value(9);
  return {{acquire(a), release(a)},
          {acquire(a), acquire(b), release(b), release(a)},
          {acquire(b), acquire(a), release(a), release(b)},
          {acquire(b).orTimeout().onZeroSkip(2), storeSum(other), release(b)},
          {acquire(a), wait(changed), release(a)},
          {acquire(a), wait(changed).orTimeout().onZeroSkip(1), load(other), release(a)},
          {acquire(a), notify(changed), release(a)},
          {notify(changed)},
          {notifyAll(changed)},
          {acquire(permits), release(permits)},
          {acquire(permits)},
          {release(permits)},
          {acquire(permits).orTimeout().onZeroSkip(1), release(permits)},
          {set(up)},
          {clear(up)},
          {wait(up)},
          {wait(up).orTimeout().onZeroSkip(1), load(counter)},
          {isSet(up).onZeroSkip(1), store(other, 3)},
          {wait(meeting)},
          {put(items, 1)},
          {put(items, 2).orTimeout()},
          {get(items)},
          {get(items).orTimeout()},
          {qsize(items)},
          {load(counter), storeSum(counter)},
          {load(counter), say(), storeSum(counter)},
          {load(other)},
          {store(other, 1)},
          {sleep(), say()}};
}

}  // namespace

Program randomProgram(std::uint64_t seed) {
  constexpr std::size_t kMostOperations = 8;
  static const std::vector<Script> kPhrases = phrases();
  Dice dice(seed);
  std::vector<Script> scripts(2 + dice.below(2));
  std::size_t operations = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const Script& phrase = kPhrases[dice.below(kPhrases.size())];
    if (operations + phrase.size() > kMostOperations) continue;
    operations += phrase.size();
    Script& script = scripts[i % scripts.size()];
    script.insert(script.end(), phrase.begin(), phrase.end());
  }
  return Program(scripts);
}

}  // namespace lockstep::abstract
