// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/anchor.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "events/vocabulary.h"

namespace lockstep {
namespace {

struct Word {
  std::string text;
  bool quoted = false;
};

Result<std::vector<Word>> wordsIn(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
    } else if (text[i] == '"') {
      const std::size_t end = text.find('"', i + 1);
      if (end == std::string_view::npos) return Error{"a name in double quotes is not closed"};
      words.push_back({std::string(text.substr(i + 1, end - i - 1)), true});
      i = end + 1;
    } else {
      const std::size_t end = std::min(text.find(' ', i), text.size());
      words.push_back({std::string(text.substr(i, end - i)), false});
      i = end;
    }
  }
  return words;
}

std::optional<int> numberNamed(std::string_view word) {
  constexpr std::string_view kNames[] = {"last", "first", "second", "third"};
  for (int number = 0; number < 4; ++number)
    if (word == kNames[number]) return number;
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const std::string_view rest = word.substr(static_cast<std::size_t>(end - word.data()));
  const bool ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  return error == std::errc() && number > 0 && ordinal ? std::optional(number) : std::nullopt;
}

std::optional<Operation> operationNamed(std::string_view word) {
  for (int i = 1; i < kOperations; ++i)
    if (name(static_cast<Operation>(i)) == word) return static_cast<Operation>(i);
  return std::nullopt;
}

std::optional<State> stateNamed(std::string_view word) {
  for (int i = 0; i < kStates; ++i)
    if (name(static_cast<State>(i)) == word) return static_cast<State>(i);
  return std::nullopt;
}

/// Reads the words one by one.
class Reader {
 public:
  explicit Reader(std::vector<Word> words) : m_words(std::move(words)) {}
  bool done() const { return m_next == m_words.size(); }
  const Word& peek() const { return m_words[m_next]; }
  std::string take() { return m_words[m_next++].text; }
  /// Takes the next word if it is this one.
  bool take(std::string_view keyword) {
    if (done() || peek().quoted || peek().text != keyword) return false;
    ++m_next;
    return true;
  }
  /// The name after a keyword, or nothing where the keyword is not there.
  Result<std::string> nameAfter(std::string_view keyword) {
    if (!take(keyword)) return std::string();
    if (done()) return Error{'"' + std::string(keyword) + "\" needs a name after it"};
    return take();
  }
  Result<void> finish() const {
    if (done()) return {};
    return Error{"don't know what \"" + peek().text + "\" means here"};
  }

 private:
  std::vector<Word> m_words;
  std::size_t m_next = 0;
};

Result<Anchor> readState(Reader& reader) {
  Anchor anchor;
  anchor.kind = Anchor::Kind::state;
  if (reader.done()) return Error{"\"when\" needs a task: when TASK is STATE"};
  anchor.task = reader.take();
  if (!reader.take("is") || reader.done()) return Error{"it should read: when TASK is STATE"};
  const std::string word = reader.take();
  const auto state = stateNamed(word);
  if (!state) return Error{"there is no state \"" + word + '"'};
  anchor.state = *state;
  auto resource = reader.nameAfter("on");
  if (!resource) return resource.error();
  anchor.resource = *resource;
  if (const auto end = reader.finish(); !end) return end.error();
  return anchor;
}

Result<Anchor> readEvent(Reader& reader, Anchor::Kind kind) {
  Anchor anchor;
  anchor.kind = kind;
  if (!reader.done() && !reader.peek().quoted)
    if (const auto number = numberNamed(reader.peek().text)) {
      anchor.number = *number;
      reader.take();
    }
  if (reader.done() || reader.peek().quoted)
    return Error{"it names no operation, such as acquire or put"};
  const std::string word = reader.take();
  const auto operation = operationNamed(word);
  if (!operation) return Error{"there is no operation \"" + word + '"'};
  anchor.operation = *operation;
  if (!reader.done() && reader.peek().quoted) {
    if (*operation != Operation::say && *operation != Operation::phase)
      return Error{"only say and phase have words of their own"};
    anchor.words = reader.take();
  }
  auto task = reader.nameAfter("by");
  if (!task) return task.error();
  anchor.task = *task;
  auto resource = reader.nameAfter("on");
  if (!resource) return resource.error();
  anchor.resource = *resource;
  if (const auto end = reader.finish(); !end) return end.error();
  return anchor;
}

bool isNamed(const Trace& trace, TaskId id, const std::string& name) {
  return name.empty() || (id.value < trace.tasks().size() && trace.tasks()[id.value].name == name);
}

bool isNamed(const Trace& trace, ResourceId id, const std::string& name) {
  return name.empty() || (id.valid() && id.value < trace.resources().size() &&
                          trace.resources()[id.value].name == name);
}

bool meets(const Anchor& anchor, const Trace& trace, const Event& event) {
  // A condition's own release and acquire of its lock are not the scenario's.
  return event.operation == anchor.operation && !event.has(kFlagInner) &&
         isNamed(trace, event.task, anchor.task) &&
         isNamed(trace, event.resource, anchor.resource) &&
         (anchor.words.empty() || trace.text(TextId{event.aux}) == anchor.words);
}

/// Operations that ask before they are done tell `before` by the request; the others have only
/// one event, and before is right before that.
bool asks(const Trace& trace, const Anchor& anchor) {
  for (std::size_t i = 0; i < trace.logSize(); ++i) {
    const Event event = trace.event(i);
    if (event.phase == Phase::request && meets(anchor, trace, event)) return true;
  }
  return false;
}

/// In Step mode: right before Lockstep lets the task go that asked at `index` of the log, or whose
/// act at `index` needed no asking. Otherwise right before the event itself.
std::int64_t timeBefore(const Trace& trace, std::size_t index) {
  const Event event = trace.event(index);
  const auto isGrant = [&](const Event& other) {
    return other.operation == Operation::granted && other.task == event.task;
  };
  if (event.phase == Phase::request) {
    for (std::size_t i = index + 1; i < trace.logSize(); ++i)
      if (const Event other = trace.event(i); isGrant(other)) return other.time - 1;
  } else {
    for (std::size_t i = index; i-- > 0;)
      if (const Event other = trace.event(i); isGrant(other)) return other.time - 1;
  }
  return event.time - 1;
}

std::optional<std::int64_t> timeOfEvent(const Anchor& anchor, const Trace& trace) {
  const bool before = anchor.kind == Anchor::Kind::before;
  const Phase phase = before && asks(trace, anchor) ? Phase::request : Phase::done;
  std::optional<std::size_t> found;
  int seen = 0;
  for (std::size_t i = 0; i < trace.logSize(); ++i) {
    const Event event = trace.event(i);
    if (event.phase != phase || !meets(anchor, trace, event)) continue;
    found = i;
    if (++seen == anchor.number) break;
  }
  if (!found || (anchor.number != Anchor::kLast && seen != anchor.number)) return std::nullopt;
  return before ? timeBefore(trace, *found) : trace.event(*found).time;
}

std::optional<std::int64_t> timeOfState(const Anchor& anchor, const Trace& trace) {
  for (const TaskInfo& task : trace.tasks()) {
    if (!task.id.valid() || task.name != anchor.task) continue;
    const Lane& lane = trace.lane(task.id);
    for (std::size_t i = 0; i < lane.size(); ++i) {
      const Interval interval = lane.interval(i);
      if (interval.state == anchor.state && isNamed(trace, interval.resource, anchor.resource))
        return interval.start;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Anchor> parseAnchor(std::string_view text) {
  auto words = wordsIn(text);
  if (!words) return words.error();
  Reader reader(std::move(*words));
  if (reader.take("when")) return readState(reader);
  if (reader.take("before")) return readEvent(reader, Anchor::Kind::before);
  if (reader.take("after")) return readEvent(reader, Anchor::Kind::after);
  Anchor anchor;
  if (reader.take("end"))
    anchor.kind = Anchor::Kind::end;
  else if (reader.take("verdict"))
    anchor.kind = Anchor::Kind::verdict;
  else if (!reader.take("start"))
    return Error{"a moment begins with start, end, verdict, before, after or when"};
  if (const auto end = reader.finish(); !end) return end.error();
  return anchor;
}

std::optional<std::int64_t> timeOf(const Anchor& anchor, const Trace& trace, const Report& report) {
  if (trace.empty()) return std::nullopt;
  switch (anchor.kind) {
    case Anchor::Kind::start:
      return trace.startTime();
    case Anchor::Kind::end:
      return trace.endTime();
    case Anchor::Kind::verdict:
      return report.happened.empty() ? trace.endTime() : report.happened.front().time;
    case Anchor::Kind::before:
    case Anchor::Kind::after:
      return timeOfEvent(anchor, trace);
    case Anchor::Kind::state:
      return timeOfState(anchor, trace);
  }
  return std::nullopt;
}

}  // namespace lockstep
