// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lesson/anchor.h"
#include "session/session.h"

/// A lesson: a Markdown file that asks before it tells. docs/lessons.md describes the format.

namespace lockstep {

/// The run behind some steps, and who schedules it.
struct LessonRun {
  enum class Schedule : std::uint8_t { free, roundRobin, random, search };
  RunRequest request;
  Schedule schedule = Schedule::free;
  std::uint64_t seed = 0;               ///< random
  Verdict wanted = Verdict::completed;  ///< search: the first schedule that ends so
  int line = 0;                         ///< of the file, from 1
};

/// What a step needs to be seen.
enum class LessonPart : std::uint8_t { stage, timeline, code, events, why };

struct LessonChoice {
  std::string text;  ///< Markdown
  bool right = false;
  std::string explanation;  ///< Markdown; shown when it is chosen
};

struct Question {
  std::string text;  ///< Markdown
  std::vector<LessonChoice> choices;
};

/// Something for the learner to bring about by switching lines of the scenario.
struct LessonTask {
  std::vector<std::string> lines;  ///< the parameters that may be touched
  RunRequest from;                 ///< where the learner starts
  Verdict expected = Verdict::completed;
  bool always = false;  ///< every schedule must end so; else one is enough
  std::string text;     ///< Markdown
  int line = 0;
};

struct LessonStep {
  std::string title;
  std::size_t run = 0;  ///< index into Lesson::runs
  Anchor at;
  std::vector<LessonPart> show;
  std::string select;                ///< a task; empty: none
  std::optional<int> zoom;           ///< events around the moment; nothing: the whole run
  std::vector<std::string> caption;  ///< one or two lines
  std::string text;                  ///< Markdown
  std::optional<Question> question;
  std::vector<std::string> hints;  ///< Markdown, mild ones first
  std::optional<LessonTask> task;
  std::string notes;    ///< Markdown, for the presenter
  std::string reading;  ///< Markdown
  int line = 0;         ///< of its heading
};

struct Lesson {
  std::string id;        ///< the file's name without LANG.md
  std::string language;  ///< "en", "zh_CN"
  std::string file;
  std::string title;
  std::string goal;
  std::string scenario;
  std::string story;  ///< Markdown
  int order = 0;      ///< in the list of lessons
  int minutes = 0;
  std::vector<LessonRun> runs;
  std::vector<LessonStep> steps;
};

/// `file` is named ID.LANG.md. Fails with "FILE:LINE: what is wrong and what to do".
Result<Lesson> parseLesson(std::string_view text, const std::string& file);

}  // namespace lockstep
