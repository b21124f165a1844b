// SPDX-License-Identifier: GPL-3.0-or-later
#include "interchange/text_timeline.h"

#include <algorithm>
#include <array>
#include <optional>

#include "interchange/rows.h"
#include "words/mark.h"

namespace lockstep {

namespace {

struct Glyph {
  const char* text;
  const char* colour;  ///< ANSI
};

constexpr Glyph kPartly{"▄", "32"};

Glyph glyphOf(State state) {
  switch (state) {
    case State::unborn:
      return {" ", ""};
    case State::created:
      return {"+", "36"};
    case State::ready:
      return {"▒", "33"};
    case State::running:
      return {"█", "32"};
    case State::blocked:
      return {"─", "31"};
    case State::stopped:
      return {"‖", "35"};
    case State::zombie:
      return {"z", "34"};
    case State::terminated:
      return {"·", "90"};
    case State::unknown:
      return {"?", "90"};
  }
  return {" ", ""};
}

/// Length as a terminal shows it, near enough: bytes that begin a character.
std::size_t lengthOf(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

/// The first `length` characters, filled up with blanks.
std::string fitted(const std::string& text, std::size_t length) {
  std::string cut;
  std::size_t count = 0;
  for (const char byte : text) {
    if ((byte & 0xc0) != 0x80 && ++count > length) break;
    // A name from a hostile recording must not steer the terminal.
    cut += static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f ? '?' : byte;
  }
  const std::size_t have = lengthOf(cut);
  return cut + std::string(length - std::min(have, length), ' ');
}

class TextPainter {
 public:
  TextPainter(const Trace& trace, const Report& report, const TextTimelineOptions& options,
              const Words& words)
      : m_trace(trace), m_report(report), m_colour(options.colour), m_words(words) {
    for (const TaskInfo& task : trace.tasks())
      if (task.id != kSupervisor && trace.lane(task.id).size() > 0) m_tasks.push_back(task.id);
    std::size_t longest = 4;
    for (const TaskId task : m_tasks) longest = std::max(longest, lengthOf(label(task)));
    m_label = std::min<std::size_t>(longest, 24);
    const auto width = static_cast<std::size_t>(std::max(options.width, 40));
    m_columns = width - std::min(m_label + 2, width - 10);
    m_span = std::max<std::int64_t>(1, trace.endTime() - trace.startTime());
  }

  std::string paint() {
    title();
    if (m_tasks.empty()) {
      m_out += m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "No task has been seen.")) + "\n";
      return m_out;
    }
    axis();
    m_relations.update(m_trace);
    for (const TaskId task : m_tasks) {
      lane(task);
      holds(task);
    }
    legend();
    findings();
    return m_out;
  }

 private:
  std::string label(TaskId task) const {
    return std::to_string(task.value) + " " + taskLabel(m_trace, task);
  }

  std::int64_t border(std::size_t column) const {
    return m_trace.startTime() +
           static_cast<std::int64_t>(static_cast<double>(m_span) * static_cast<double>(column) /
                                     static_cast<double>(m_columns));
  }
  std::size_t columnOf(std::int64_t time) const {
    const double part =
        static_cast<double>(time - m_trace.startTime()) / static_cast<double>(m_span);
    const double column = std::clamp(part, 0.0, 1.0) * static_cast<double>(m_columns);
    return std::min(static_cast<std::size_t>(column), m_columns - 1);
  }

  void title() {
    const RunInfo& run = m_trace.run();
    m_out += fitted(run.scenario + " (" + run.variant + ", " + run.as + ")",
                    lengthOf(run.scenario + run.variant + run.as) + 5);
    m_out += ": " + m_words.verdict(m_trace, m_report) + "\n\n";
  }

  /// Times from the start, at every round number that leaves room for its word.
  void axis() {
    const auto room = static_cast<double>(m_span) * 12 / static_cast<double>(m_columns);
    std::int64_t decade = 1;
    while (static_cast<double>(decade) * 10 < room) decade *= 10;
    std::int64_t step = decade * 10;
    for (const int factor : {5, 2, 1})
      if (static_cast<double>(decade * factor) >= room) step = decade * factor;
    std::string line(m_columns, ' ');
    for (std::int64_t time = 0; time <= m_span; time += step) {
      const std::size_t column = columnOf(m_trace.startTime() + time);
      const std::string words = "|" + (time == 0 ? std::string("0") : Words::duration(time));
      if (column + words.size() <= m_columns) line.replace(column, words.size(), words);
    }
    m_out += std::string(m_label + 2, ' ') + line + "\n";
  }

  void put(const Glyph& glyph) {
    const bool coloured = m_colour && *glyph.colour != 0;
    if (coloured) m_out += std::string("\033[") + glyph.colour + "m";
    m_out += glyph.text;
    if (coloured) m_out += "\033[0m";
  }

  void lane(TaskId task) {
    m_out += fitted(label(task), m_label) + "  ";
    const Lane& lane = m_trace.lane(task);
    for (std::size_t column = 0; column < m_columns; ++column) {
      const Shares shares = lane.shares(border(column), border(column + 1));
      const auto most = std::max_element(shares.begin(), shares.end());
      const auto state = *most == 0 ? State::unborn : static_cast<State>(most - shares.begin());
      const bool partly =
          state != State::running && shares[static_cast<std::size_t>(State::running)] > 0;
      put(partly ? kPartly : glyphOf(state));
    }
    m_out += "\n";
  }

  /// Locks held, with their names where there is room; a second row where two overlap.
  void holds(TaskId task) {
    constexpr std::size_t kMost = 10'000;
    std::array<std::vector<std::string>, 2> rows;
    std::array<std::size_t, 2> used{};
    for (const HoldSpan& hold :
         m_relations.holds(task, m_trace.startTime(), m_trace.endTime(), kMost)) {
      const std::size_t first = columnOf(hold.start);
      const std::size_t last = std::max(first, columnOf(hold.end));
      const std::size_t row = first >= used[0] ? 0 : 1;
      if (first < used[row]) continue;
      used[row] = last + 1;
      if (rows[row].empty()) rows[row].assign(m_columns, " ");
      for (std::size_t column = first; column <= last; ++column) rows[row][column] = "═";
      write(rows[row], first, last, resourceLabel(m_trace, hold.resource));
    }
    for (const std::vector<std::string>& row : rows) {
      if (row.empty()) continue;
      m_out += std::string(m_label + 2, ' ');
      for (const std::string& cell : row) m_out += cell;
      m_out += "\n";
    }
  }

  /// Puts a name into the middle of a bar that has room for it. Only plain ASCII, one cell a byte.
  static void write(std::vector<std::string>& row, std::size_t first, std::size_t last,
                    const std::string& words) {
    const std::size_t length = last - first + 1;
    const bool plain = std::all_of(words.begin(), words.end(),
                                   [](char byte) { return byte >= 0x20 && byte < 0x7f; });
    if (!plain || words.size() + 2 > length) return;
    const std::size_t from = first + (length - words.size()) / 2;
    for (std::size_t i = 0; i < words.size(); ++i) row[from + i] = words[i];
  }

  void legend() {
    m_out += "\n" + std::string(m_label + 2, ' ');
    const auto entry = [this](const Glyph& glyph, const std::string& words) {
      put(glyph);
      m_out += " " + words + "   ";
    };
    entry(glyphOf(State::running), m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "running")));
    entry(kPartly, m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "partly running")));
    entry(glyphOf(State::ready), m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "ready")));
    entry(glyphOf(State::blocked), m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "blocked")));
    entry(glyphOf(State::created), m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "new")));
    entry(glyphOf(State::stopped), m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "stopped")));
    entry(glyphOf(State::zombie), m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "zombie")));
    entry(glyphOf(State::terminated), m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "terminated")));
    entry({"═", ""}, m_words.inLanguage(QT_TRANSLATE_NOOP("Words", "lock held")));
    m_out.erase(m_out.find_last_not_of(' ') + 1);
    m_out += "\n";
  }

  void findings() {
    if (!m_report.happened.empty() || !m_report.possible.empty()) m_out += "\n";
    for (const auto* findings : {&m_report.happened, &m_report.possible})
      for (const Finding& finding : *findings) m_out += m_words.finding(m_trace, finding) + "\n";
  }

  const Trace& m_trace;
  const Report& m_report;
  bool m_colour;
  const Words& m_words;
  Relations m_relations;
  std::vector<TaskId> m_tasks;
  std::size_t m_label = 0;
  std::size_t m_columns = 0;
  std::int64_t m_span = 1;
  std::string m_out;
};

}  // namespace

std::string textTimeline(const Trace& trace, const Report& report,
                         const TextTimelineOptions& options, const Words& words) {
  return TextPainter(trace, report, options, words).paint();
}

}  // namespace lockstep
