// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/schedule.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <optional>
#include <set>

namespace lockstep {

namespace {

constexpr std::string_view kMark = "lockstep-schedule ";
constexpr unsigned kVersion = 1;
constexpr std::string_view kParameter = "set.";

std::string escaped(std::string_view text) {
  std::string words;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      words += '\\';
      words += letter;
    } else if (byte < 0x20 || byte == 0x7f) {
      char code[5];
      std::snprintf(code, sizeof code, "\\x%02x", byte);
      words += code;
    } else {
      words += letter;
    }
  }
  return words;
}

std::string inQuotes(std::string_view text) { return '"' + escaped(text) + '"'; }

/// The whole text as a number, without sign for unsigned ones.
template <class Number>
std::optional<Number> numberIn(std::string_view text, int base = 10) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Undoes escaped(); nothing for an escape that it does not write.
std::optional<std::string> unescaped(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::size_t plainUntil = std::min(text.find('\\'), text.size());
    plain += text.substr(0, plainUntil);
    text.remove_prefix(plainUntil);
    if (text.empty()) break;
    if (text.size() >= 2 && (text[1] == '"' || text[1] == '\\')) {
      plain += text[1];
      text.remove_prefix(2);
    } else if (text.size() >= 4 && text[1] == 'x') {
      const auto byte = numberIn<unsigned char>(text.substr(2, 2), 16);
      if (!byte) return std::nullopt;
      plain += static_cast<char>(*byte);
      text.remove_prefix(4);
    } else {
      return std::nullopt;
    }
  }
  return plain;
}

template <class Value, class Name>
std::optional<Value> named(std::string_view word, int count, Name nameOf) {
  for (int i = 0; i < count; ++i)
    if (nameOf(static_cast<Value>(i)) == word) return static_cast<Value>(i);
  return std::nullopt;
}

/// Reads one line from left to right.
class Line {
 public:
  explicit Line(std::string_view text) : m_rest(text) {}

  bool atEnd() const { return m_rest.empty(); }
  std::string_view rest() const { return m_rest; }
  bool take(std::string_view literal) {
    if (m_rest.substr(0, literal.size()) != literal) return false;
    m_rest.remove_prefix(literal.size());
    return true;
  }
  template <class Number>
  std::optional<Number> number() {
    return numberIn<Number>(takeUntil(m_rest.find_first_not_of("0123456789")));
  }
  std::string_view word() { return takeUntil(m_rest.find_first_of(" :")); }
  std::optional<std::string> quotedText() {
    if (!take("\"")) return std::nullopt;
    std::size_t end = 0;
    while (end < m_rest.size() && m_rest[end] != '"') end += m_rest[end] == '\\' ? 2 : 1;
    if (end >= m_rest.size()) return std::nullopt;
    const std::optional<std::string> text = unescaped(takeUntil(end));
    take("\"");
    return text;
  }

 private:
  std::string_view takeUntil(std::size_t end) {
    const std::string_view taken = m_rest.substr(0, end);
    m_rest.remove_prefix(taken.size());
    return taken;
  }

  std::string_view m_rest;
};

Result<TaskId> taskIn(Line& line) {
  const auto number = line.number<std::uint16_t>();
  if (!number || !TaskId{*number}.valid()) return Error{"expected the number of a task"};
  return TaskId{*number};
}

Result<Choice> choiceIn(Line& line) {
  Choice choice;
  if (!line.take(" #")) return Error{"expected a task, such as #2"};
  const Result<TaskId> task = taskIn(line);
  if (!task) return task.error();
  choice.task = *task;
  const auto act = line.take(" ")
                       ? named<Act>(line.word(), kActs, [](Act known) { return name(known); })
                       : std::nullopt;
  if (!act) return Error{"expected go, timeout, deliver or alarm"};
  choice.act = *act;
  if (!line.take(" pick ")) return choice;
  const auto pick = line.number<std::uint32_t>();
  if (!pick || *pick == Choice::kNoPick) return Error{"expected a number after 'pick'"};
  choice.pick = *pick;
  return choice;
}

Result<std::vector<TaskId>> ableIn(Line& line) {
  std::vector<TaskId> able;
  if (!line.take(" among ")) return Error{"expected 'among' and the tasks that were able"};
  if (line.take("none")) return able;
  do {
    const Result<TaskId> task = taskIn(line);
    if (!task) return task.error();
    able.push_back(*task);
  } while (line.take(","));
  return able;
}

Result<StepWords> wordsIn(Line& line) {
  StepWords words;
  const auto task = line.take(": ") ? line.quotedText() : std::nullopt;
  if (!task) return Error{"expected ': ' and the name of the task in quotes"};
  words.task = *task;
  if (!line.take(" ")) return Error{"expected an operation after the name of the task"};
  words.waiting = line.take("in ");
  const auto operation =
      named<Operation>(line.word(), kOperations, [](Operation known) { return name(known); });
  if (!operation) return Error{"there is no such operation"};
  words.operation = *operation;
  if (line.take(" @ ")) {
    const auto site = unescaped(line.rest());
    if (!site) return Error{"there is a broken escape after '@'"};
    words.site = *site;
    return words;
  }
  if (line.atEnd()) return words;
  const auto resource = line.take(" ") ? line.quotedText() : std::nullopt;
  if (!resource) return Error{"expected a resource in quotes, '@' or the end of the line"};
  words.resource = *resource;
  if (line.atEnd()) return words;
  const auto site = line.take(" @ ") ? unescaped(line.rest()) : std::nullopt;
  if (!site) return Error{"expected '@' and a place, or the end of the line"};
  words.site = *site;
  return words;
}

Result<ScheduleStep> stepIn(std::string_view text, std::size_t number) {
  Line line(text);
  if (line.number<std::size_t>() != number)
    return Error{"expected step number " + std::to_string(number)};
  ScheduleStep step;
  const Result<Choice> choice = choiceIn(line);
  if (!choice) return choice.error();
  Result<std::vector<TaskId>> able = ableIn(line);
  if (!able) return able.error();
  Result<StepWords> words = wordsIn(line);
  if (!words) return words.error();
  return ScheduleStep{*choice, std::move(*able), std::move(*words)};
}

/// The header: each key once, and all but parameters are needed.
class Header {
 public:
  explicit Header(Schedule& schedule) : m_schedule(schedule) {}

  Result<void> read(std::string_view line) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return Error{"expected key=value or a step"};
    const std::string_view key = line.substr(0, equals);
    if (!m_seen.insert(std::string(key)).second)
      return Error{"'" + escaped(key) + "' is there twice"};
    const auto value = unescaped(line.substr(equals + 1));
    if (!value || !assign(key, *value))
      return Error{"'" + escaped(key) + "' is unknown or has no such value"};
    return {};
  }

  Result<void> complete() const {
    for (const char* const key : {"scenario", "variant", "as", "operations"})
      if (m_seen.count(key) == 0) return Error{std::string("it has no line ") + key + "="};
    if (m_operations != m_schedule.operations())
      return Error{"its steps do not match its operations=" + toHex(m_operations)};
    return {};
  }

 private:
  bool assign(std::string_view key, const std::string& value) {
    if (key == "scenario") {
      m_schedule.scenario = value;
    } else if (key == "variant") {
      m_schedule.variant = value;
    } else if (key == "as") {
      m_schedule.as = value;
    } else if (key == "operations") {
      const auto hash = numberIn<std::uint64_t>(value, 16);
      m_operations = hash.value_or(0);
      return hash && value.size() == 16;
    } else {
      const auto name = unescaped(key);
      const auto number = numberIn<std::int64_t>(value);
      if (!name || name->substr(0, kParameter.size()) != kParameter || !number) return false;
      m_schedule.parameters[name->substr(kParameter.size())] = *number;
    }
    return true;
  }

  Schedule& m_schedule;
  std::set<std::string> m_seen;
  std::uint64_t m_operations = 0;
};

Result<void> checkMark(std::string_view line) {
  Line mark(line);
  const auto version = mark.take(kMark) ? mark.number<unsigned>() : std::nullopt;
  if (!version || !mark.atEnd()) return Error{"line 1: this is not a Lockstep schedule"};
  if (*version != kVersion)
    return Error{"this schedule has version " + std::to_string(*version) +
                 "; this Lockstep reads version " + std::to_string(kVersion)};
  return {};
}

}  // namespace

void Fingerprint::add(std::string_view bytes) {
  for (const char byte : bytes)
    m_value = (m_value ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
}

std::string toHex(std::uint64_t fingerprint) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(fingerprint));
  return digits;
}

std::string toString(const StepWords& words) {
  std::string text = words.task + (words.waiting ? " in " : " ");
  text += name(words.operation);
  if (!words.resource.empty()) text += ' ' + words.resource;
  if (!words.site.empty()) text += " at " + words.site;
  return text;
}

bool sameOperation(const StepWords& one, const StepWords& other) {
  return one.task == other.task && one.operation == other.operation &&
         one.waiting == other.waiting && one.resource == other.resource;
}

std::string toString(const ScheduleStep& step) {
  std::string text = '#' + std::to_string(step.choice.task.value) + ' ';
  text += name(step.choice.act);
  if (step.choice.pick != Choice::kNoPick) text += " pick " + std::to_string(step.choice.pick);
  text += step.able.empty() ? " among none" : " among ";
  for (std::size_t i = 0; i < step.able.size(); ++i)
    text += (i == 0 ? "" : ",") + std::to_string(step.able[i].value);
  text += ": " + inQuotes(step.words.task) + (step.words.waiting ? " in " : " ");
  text += name(step.words.operation);
  if (!step.words.resource.empty()) text += ' ' + inQuotes(step.words.resource);
  if (!step.words.site.empty()) text += " @ " + escaped(step.words.site);
  return text;
}

std::vector<TaskId> ableTasks(const Situation& situation) {
  std::vector<TaskId> able;
  for (const Offer& offer : situation.offers)
    if (!offer.able.empty()) able.push_back(offer.task);
  return able;
}

std::uint64_t Schedule::operations() const {
  using namespace std::string_view_literals;
  Fingerprint hash;
  for (const ScheduleStep& step : steps) {
    for (const std::string_view part :
         {std::string_view(step.words.task), step.words.waiting ? "in"sv : ""sv,
          name(step.words.operation), std::string_view(step.words.resource)}) {
      hash.add(part);
      hash.add("\0"sv);
    }
  }
  return hash.value();
}

std::string Schedule::text() const {
  std::string text = std::string(kMark) + std::to_string(kVersion) + '\n';
  text += "scenario=" + escaped(scenario) + '\n';
  text += "variant=" + escaped(variant) + '\n';
  text += "as=" + escaped(as) + '\n';
  for (const auto& [name, value] : parameters)
    text += std::string(kParameter) + escaped(name) + '=' + std::to_string(value) + '\n';
  text += "operations=" + toHex(operations()) + '\n';
  for (std::size_t i = 0; i < steps.size(); ++i)
    text += std::to_string(i + 1) + ' ' + toString(steps[i]) + '\n';
  return text;
}

Result<Schedule> Schedule::parse(std::string_view text) {
  if (text.size() > kMaxBytes) return Error{"the schedule is larger than 64 MiB"};
  Schedule schedule;
  Header header(schedule);
  for (std::size_t number = 1; !text.empty() || number == 1; ++number) {
    const bool whole = text.find('\n') != std::string_view::npos;
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() + (whole ? 1 : 0));
    const std::string place = "line " + std::to_string(number) + ": ";
    if (line.size() > kMaxLine) return Error{place + "it is longer than 64 KiB"};
    if (number == 1) {
      if (const Result<void> mark = checkMark(line); !mark) return mark.error();
    } else if (!whole) {
      return Error{place + "it is cut off"};
    } else if (schedule.steps.empty() && (line.empty() || line[0] < '0' || line[0] > '9')) {
      if (const Result<void> read = header.read(line); !read)
        return Error{place + read.error().message};
    } else {
      Result<ScheduleStep> step = stepIn(line, schedule.steps.size() + 1);
      if (!step) return Error{place + step.error().message};
      schedule.steps.push_back(std::move(*step));
    }
  }
  if (const Result<void> complete = header.complete(); !complete)
    return Error{"the schedule is damaged: " + complete.error().message};
  return schedule;
}

Result<void> Schedule::save(const std::string& path) const {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text();
  file.close();
  if (!file) return systemError("write " + path);
  return {};
}

Result<Schedule> Schedule::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return systemError("open " + path);
  std::string text;
  // In pieces, so that neither a length nor a file without an end decides how much memory it takes.
  std::string piece(std::size_t{1} << 16, '\0');
  while (text.size() <= kMaxBytes && file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    text.append(piece, 0, static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) return systemError("read " + path);
  Result<Schedule> schedule = parse(text);
  if (!schedule) return Error{path + ": " + schedule.error().message};
  return schedule;
}

}  // namespace lockstep
