// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "lesson/record.h"
#include "lesson/shelf.h"

namespace lockstep::cli {
namespace {

using nlohmann::ordered_json;

ordered_json toJson(const Lesson& lesson) {
  return {{"id", lesson.id},
          {"language", lesson.language},
          {"title", lesson.title},
          {"goal", lesson.goal},
          {"scenario", lesson.scenario},
          {"minutes", lesson.minutes},
          {"steps", lesson.steps.size()}};
}

}  // namespace

int lessons(const LessonOptions& options) {
  LessonShelf shelf = ownLessons();
  if (!options.folder.empty()) {
    LessonShelf more = lessonsIn(options.folder);
    if (options.check) shelf = {};  // one's own are what one wants to hear of
    shelf.add(std::move(more));
  }
  std::vector<std::string> faults = shelf.faults;
  if (options.check) {
    becomeReaper();
    catchInterrupts();
    ProgressLine progress(true);
    for (const Lesson& lesson : shelf.lessons) {
      progress.show(lesson.file);
      for (std::string& fault : rehearse(lesson, [] { return interrupted() != 0; }))
        faults.push_back(std::move(fault));
    }
  }
  if (options.json) {
    ordered_json all = ordered_json::array();
    for (const Lesson& lesson : shelf.lessons) all.push_back(toJson(lesson));
    std::cout << ordered_json{{"lessons", all}, {"faults", faults}}.dump(2) << "\n";
  } else {
    for (const Lesson& lesson : shelf.lessons)
      fmt::print("{:<20} {:<6} {} ({} steps, {} min)\n", lesson.id, lesson.language, lesson.title,
                 lesson.steps.size(), lesson.minutes);
  }
  if (interrupted() != 0) return 128 + interrupted();
  for (const std::string& fault : faults) badInput(fault);
  return faults.empty() ? kCompleted : kBadInput;
}

}  // namespace lockstep::cli
