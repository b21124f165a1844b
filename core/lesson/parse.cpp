// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>

#include "lesson/lesson.h"
#include "scenarios/scenario_info.h"
#include "session/request.h"

/// A lesson's file is read line by line: front matter, then steps (##) with their fields and parts
/// (###). Where something is wrong, the first sentence about it is kept with its line.

namespace lockstep {
namespace {

constexpr std::size_t kCaptionLines = 2;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

template <class Number>
std::optional<Number> numberIn(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string> splitAt(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

struct Field {
  std::string key;
  std::string value;
};

/// `key: value` with a key of lower-case letters.
std::optional<Field> fieldIn(std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view key = line.substr(0, colon);
  if (!std::ranges::all_of(key, [](char c) { return c >= 'a' && c <= 'z'; })) return std::nullopt;
  return Field{std::string(key), std::string(trimmed(line.substr(colon + 2)))};
}

Result<Verdict> verdictNamed(std::string_view word) {
  std::string all;
  for (int i = 0; i <= static_cast<int>(Verdict::stopped); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    if (verdict == Verdict::running || verdict == Verdict::stopped) continue;
    if (name(verdict) == word) return verdict;
    all += (all.empty() ? "" : ", ") + std::string(name(verdict));
  }
  return Error{"there is no verdict \"" + std::string(word) + "\"; there are: " + all};
}

/// The options of `lockstep run SCENARIO`, as far as a lesson may use them.
Result<RunRequest> requestIn(std::string_view options, const std::string& scenario) {
  RunRequest request;
  request.scenario = scenario;
  const std::vector<std::string> words = splitAt(options, " ");
  for (std::size_t i = 0; i < words.size(); i += 2) {
    if (words[i].empty() && words.size() == 1) break;
    if (i + 1 == words.size()) return Error{words[i] + " needs a value"};
    const std::string& value = words[i + 1];
    if (words[i] == "--variant") {
      request.variant = value;
    } else if (words[i] == "--as") {
      request.as = value;
    } else if (words[i] == "--set") {
      const std::size_t equals = value.find('=');
      const auto number = equals == std::string::npos
                              ? std::nullopt
                              : numberIn<std::int64_t>(std::string_view(value).substr(equals + 1));
      if (!number) return Error{"--set needs NAME=NUMBER, not \"" + value + '"'};
      request.parameters[value.substr(0, equals)] = *number;
    } else {
      return Error{"a lesson knows --variant, --as and --set, not \"" + words[i] + '"'};
    }
  }
  if (const auto checked = checkRequest(request); !checked) return checked.error();
  return request;
}

Result<void> readSchedule(std::string_view text, LessonRun& run) {
  const std::vector<std::string> words = splitAt(text, " ");
  const bool alone = words.size() == 1;
  if (words[0] == "free" && alone) {
    run.schedule = LessonRun::Schedule::free;
    return {};
  }
  if (words[0] == "round-robin" && alone) {
    run.schedule = LessonRun::Schedule::roundRobin;
    return {};
  }
  if (words[0] == "random" && words.size() == 2)
    if (const auto seed = numberIn<std::uint64_t>(words[1])) {
      run.schedule = LessonRun::Schedule::random;
      run.seed = *seed;
      return {};
    }
  if (words[0] == "search" && words.size() == 2) {
    const auto wanted = verdictNamed(words[1]);
    if (!wanted) return wanted.error();
    run.schedule = LessonRun::Schedule::search;
    run.wanted = *wanted;
    return {};
  }
  return Error{"a schedule is free, round-robin, random SEED or search VERDICT"};
}

Result<std::vector<LessonPart>> partsIn(std::string_view text) {
  static const std::map<std::string, LessonPart> kParts{{"stage", LessonPart::stage},
                                                        {"timeline", LessonPart::timeline},
                                                        {"code", LessonPart::code},
                                                        {"events", LessonPart::events},
                                                        {"why", LessonPart::why}};
  std::vector<LessonPart> parts;
  for (const std::string& word : splitAt(text, ",")) {
    const auto found = kParts.find(word);
    if (found == kParts.end())
      return Error{"there is no \"" + word +
                   "\" to show; there are: stage, timeline, code, events, why"};
    parts.push_back(found->second);
  }
  return parts;
}

Result<void> readExpectation(std::string_view text, LessonTask& task) {
  const std::vector<std::string> words = splitAt(text, " ");
  if (words.size() != 2 || (words[0] != "some" && words[0] != "all"))
    return Error{"it should read: expect: some VERDICT, or: expect: all completed"};
  const auto verdict = verdictNamed(words[1]);
  if (!verdict) return verdict.error();
  task.expected = *verdict;
  task.always = words[0] == "all";
  return {};
}

/// Reads one file.
class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : m_rest(text) { m_lesson.file = file; }

  Result<Lesson> read() {
    readName();
    readFrontMatter();
    while (!failed() && nextLine()) takeLine();
    finishPart();
    if (!failed()) checkWhole();
    if (failed())
      return Error{m_lesson.file + ":" + std::to_string(m_failedLine) + ": " + m_failure};
    return std::move(m_lesson);
  }

 private:
  /// What the lines now belong to.
  enum class Part : std::uint8_t { story, text, question, hint, task, notes, reading };

  bool failed() const { return !m_failure.empty(); }
  void fail(std::string sentence, int line = 0) {
    if (failed()) return;
    m_failure = std::move(sentence);
    m_failedLine = line != 0 ? line : m_line;
  }
  bool nextLine() {
    if (m_rest.empty()) return false;
    const std::size_t end = std::min(m_rest.find('\n'), m_rest.size());
    m_current = m_rest.substr(0, end);
    if (m_current.ends_with('\r')) m_current.remove_suffix(1);
    m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
    ++m_line;
    return true;
  }

  void readName();
  void readFrontMatter();
  void takeLine();
  void beginStep(std::string_view title);
  void beginPart(std::string_view title);
  void takeStepField(const Field& field);
  void takeTaskField(const Field& field);
  void takeQuestionLine();
  void finishPart();
  void checkStep(const LessonStep& step);
  void checkWhole();
  /// Keeps the value of a result, or its sentence.
  template <class T>
  bool keep(Result<T> result, T& where) {
    if (result)
      where = std::move(*result);
    else
      fail(result.error().message);
    return static_cast<bool>(result);
  }

  Lesson m_lesson;
  std::string_view m_rest;
  std::string_view m_current;
  int m_line = 0;
  std::string m_failure;
  int m_failedLine = 1;
  Part m_part = Part::story;
  std::string m_text;         ///< of the part that is being read
  bool m_fieldsOpen = false;  ///< fields may still come
  bool m_hasAt = false;
};

void Parser::readName() {
  const std::string base = m_lesson.file.substr(m_lesson.file.rfind('/') + 1);
  const std::vector<std::string> parts = splitAt(base, ".");
  if (parts.size() != 3 || parts[2] != "md" || parts[0].empty() || parts[1].empty())
    return fail("a lesson's file is named ID.LANGUAGE.md, such as counter.en.md", 1);
  m_lesson.id = parts[0];
  m_lesson.language = parts[1];
}

void Parser::readFrontMatter() {
  if (failed()) return;
  if (!nextLine() || trimmed(m_current) != "---")
    return fail("a lesson begins with a line \"---\", then title, goal and scenario", 1);
  std::map<std::string, std::string> fields;
  while (nextLine() && trimmed(m_current) != "---") {
    const auto field = fieldIn(m_current);
    if (!field) return fail("this is no \"key: value\"; the front matter ends with \"---\"");
    static constexpr std::array<std::string_view, 5> kKnown{"title", "goal", "scenario", "order",
                                                            "minutes"};
    if (std::ranges::find(kKnown, field->key) == kKnown.end())
      return fail("there is no \"" + field->key +
                  "\" here; there are: title, goal, scenario, order, minutes");
    if (!fields.emplace(field->key, field->value).second)
      return fail('"' + field->key + "\" is there twice");
    if (field->key == "order" || field->key == "minutes") {
      const auto number = numberIn<int>(field->value);
      if (!number || *number < 0) return fail('"' + field->key + "\" needs a number");
      (field->key == "order" ? m_lesson.order : m_lesson.minutes) = *number;
    }
    if (field->key == "scenario" && !findScenario(field->value))
      return fail("there is no scenario \"" + field->value + "\"; see: lockstep list");
  }
  if (trimmed(m_current) != "---") return fail("the front matter is not closed by \"---\"");
  for (const char* key : {"title", "goal", "scenario"})
    if (fields[key].empty()) return fail("the front matter has no \"" + std::string(key) + '"');
  m_lesson.title = fields["title"];
  m_lesson.goal = fields["goal"];
  m_lesson.scenario = fields["scenario"];
}

void Parser::takeLine() {
  if (m_current.starts_with("## ")) return beginStep(trimmed(m_current.substr(3)));
  if (m_current.starts_with("### ")) return beginPart(trimmed(m_current.substr(4)));
  if (m_fieldsOpen) {
    if (const auto field = fieldIn(m_current))
      return m_part == Part::task ? takeTaskField(*field) : takeStepField(*field);
    m_fieldsOpen = false;
  }
  if (m_part == Part::question) return takeQuestionLine();
  m_text.append(m_current).push_back('\n');
}

void Parser::beginStep(std::string_view title) {
  finishPart();
  if (!m_lesson.steps.empty()) checkStep(m_lesson.steps.back());
  if (failed()) return;
  LessonStep step;
  step.title = title;
  step.line = m_line;
  step.show = {LessonPart::stage};
  m_lesson.steps.push_back(std::move(step));
  m_part = Part::text;
  m_fieldsOpen = true;
  m_hasAt = false;
}

void Parser::beginPart(std::string_view title) {
  finishPart();
  if (m_lesson.steps.empty()) return fail("\"###\" needs a step (\"## Title\") before it");
  LessonStep& step = m_lesson.steps.back();
  m_fieldsOpen = false;
  if (title == "Question") {
    if (step.question) return fail("a step has one question");
    step.question.emplace();
    m_part = Part::question;
  } else if (title == "Hint") {
    m_part = Part::hint;
  } else if (title == "Task") {
    if (step.task) return fail("a step has one task");
    step.task.emplace();
    step.task->line = m_line;
    m_part = Part::task;
    m_fieldsOpen = true;
  } else if (title == "Notes") {
    m_part = Part::notes;
  } else if (title == "Reading") {
    m_part = Part::reading;
  } else {
    fail("there is no part \"" + std::string(title) +
         "\"; there are: Question, Hint, Task, Notes, Reading");
  }
}

void Parser::takeStepField(const Field& field) {
  LessonStep& step = m_lesson.steps.back();
  if (field.key == "run") {
    LessonRun run;
    run.line = m_line;
    if (keep(requestIn(field.value, m_lesson.scenario), run.request))
      m_lesson.runs.push_back(std::move(run));
  } else if (field.key == "schedule") {
    if (m_lesson.runs.empty()) return fail("\"schedule\" needs a \"run\" before it");
    if (const auto read = readSchedule(field.value, m_lesson.runs.back()); !read)
      fail(read.error().message);
  } else if (field.key == "at") {
    m_hasAt = keep(parseAnchor(field.value), step.at);
  } else if (field.key == "show") {
    keep(partsIn(field.value), step.show);
  } else if (field.key == "select") {
    step.select = field.value;
  } else if (field.key == "zoom") {
    const auto number = numberIn<int>(field.value);
    if (field.value != "all" && (!number || *number < 1))
      return fail("\"zoom\" needs a number of events, or \"all\"");
    step.zoom = field.value == "all" ? std::nullopt : number;
  } else if (field.key == "caption") {
    step.caption = splitAt(field.value, "||");
    if (step.caption.size() > kCaptionLines) fail("a caption has at most two lines");
  } else {
    fail("there is no \"" + field.key +
         "\" here; there are: run, schedule, at, show, select, zoom, caption");
  }
}

void Parser::takeTaskField(const Field& field) {
  LessonTask& task = *m_lesson.steps.back().task;
  if (field.key == "lines") {
    task.lines = splitAt(field.value, ",");
    const ScenarioInfo* scenario = findScenario(m_lesson.scenario);
    for (const std::string& line : task.lines) {
      const auto known = std::ranges::find(scenario->parameters, line, &ParameterInfo::name);
      if (known == scenario->parameters.end() || !known->line)
        return fail("scenario " + m_lesson.scenario + " has no switchable line \"" + line + '"');
    }
  } else if (field.key == "from") {
    keep(requestIn(field.value, m_lesson.scenario), task.from);
  } else if (field.key == "expect") {
    if (const auto read = readExpectation(field.value, task); !read) fail(read.error().message);
  } else {
    fail("there is no \"" + field.key + "\" in a task; there are: lines, from, expect");
  }
}

void Parser::takeQuestionLine() {
  Question& question = *m_lesson.steps.back().question;
  const bool right = m_current.starts_with("- [x] ");
  if (right || m_current.starts_with("- [ ] ")) {
    question.choices.push_back({std::string(trimmed(m_current.substr(6))), right, {}});
  } else if (question.choices.empty()) {
    m_text.append(m_current).push_back('\n');
  } else if (const std::string_view words = trimmed(m_current); !words.empty()) {
    if (!m_current.starts_with("  "))
      return fail("an explanation is indented by two blanks under its choice");
    std::string& explanation = question.choices.back().explanation;
    explanation.append(explanation.empty() ? "" : "\n").append(words);
  }
}

/// Gives the text that was read to the part that it belongs to.
void Parser::finishPart() {
  const std::size_t first = m_text.find_first_not_of('\n');
  std::string text;
  if (first != std::string::npos)
    text = m_text.substr(first, m_text.find_last_not_of('\n') - first + 1);
  m_text.clear();
  if (m_part == Part::story) {
    m_lesson.story = std::move(text);
    return;
  }
  LessonStep& step = m_lesson.steps.back();
  switch (m_part) {
    case Part::story:
      break;
    case Part::text:
      step.text = std::move(text);
      break;
    case Part::question:
      step.question->text = std::move(text);
      break;
    case Part::hint:
      step.hints.push_back(std::move(text));
      break;
    case Part::task:
      step.task->text = std::move(text);
      break;
    case Part::notes:
      step.notes = std::move(text);
      break;
    case Part::reading:
      step.reading = std::move(text);
      break;
  }
}

void Parser::checkStep(const LessonStep& step) {
  if (m_lesson.runs.empty())
    return fail("the first step needs a \"run\", such as: run: --variant locked", step.line);
  if (!m_hasAt) return fail("this step has no \"at\", the moment that it shows", step.line);
  if (step.question) {
    const auto& choices = step.question->choices;
    if (choices.size() < 2 || choices.size() > 9)
      return fail("a question needs 2 to 9 choices (\"- [ ] ...\")", step.line);
    if (std::ranges::none_of(choices, &LessonChoice::right))
      return fail("no choice of the question is right (\"- [x] ...\")", step.line);
  }
  if (step.task && step.task->from.scenario.empty())
    return fail("the task needs \"from\", the run that the learner starts with", step.task->line);
  m_lesson.steps.back().run = m_lesson.runs.size() - 1;
}

void Parser::checkWhole() {
  if (m_lesson.steps.empty()) return fail("the lesson has no step (\"## Title\")");
  checkStep(m_lesson.steps.back());
}

}  // namespace

Result<Lesson> parseLesson(std::string_view text, const std::string& file) {
  return Parser(text, file).read();
}

}  // namespace lockstep
