// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/shelf.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

#include "scenarios/sources.h"

namespace lockstep {
namespace {

void put(LessonShelf& shelf, Result<Lesson> lesson) {
  if (lesson)
    shelf.lessons.push_back(std::move(*lesson));
  else
    shelf.faults.push_back(lesson.error().message);
}

void sort(std::vector<Lesson>& lessons) {
  std::ranges::sort(lessons, {}, [](const Lesson& lesson) {
    return std::tie(lesson.order, lesson.id, lesson.language);
  });
}

}  // namespace

const Lesson* LessonShelf::find(std::string_view id, std::string_view language) const {
  const Lesson* found = nullptr;
  for (const Lesson& lesson : lessons) {
    if (lesson.id != id) continue;
    if (lesson.language == language) return &lesson;
    if (!found || lesson.language == "en") found = &lesson;
  }
  return found;
}

std::vector<const Lesson*> LessonShelf::in(std::string_view language) const {
  std::vector<const Lesson*> list;
  for (const Lesson& lesson : lessons) {
    const Lesson* best = find(lesson.id, language);
    if (std::ranges::find(list, best) == list.end()) list.push_back(best);
  }
  return list;
}

void LessonShelf::add(LessonShelf more) {
  std::erase_if(lessons, [&](const Lesson& old) {
    return std::ranges::any_of(more.lessons, [&](const Lesson& fresh) {
      return fresh.id == old.id && fresh.language == old.language;
    });
  });
  std::ranges::move(more.lessons, std::back_inserter(lessons));
  std::ranges::move(more.faults, std::back_inserter(faults));
  sort(lessons);
}

LessonShelf ownLessons() {
  LessonShelf shelf;
  for (const EmbeddedFile& file : embeddedFiles())
    if (file.name.ends_with(".md")) put(shelf, parseLesson(file.text, std::string(file.name)));
  sort(shelf.lessons);
  return shelf;
}

LessonShelf lessonsIn(const std::string& folder) {
  LessonShelf shelf;
  std::error_code error;
  std::filesystem::directory_iterator files(folder, error);
  if (error) {
    shelf.faults.push_back(folder + ": " + error.message());
    return shelf;
  }
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : files)
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  std::ranges::sort(paths);
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad() || !file.is_open())
      shelf.faults.push_back(path.string() + ": cannot be read");
    else
      put(shelf, parseLesson(text, path.string()));
  }
  sort(shelf.lessons);
  return shelf;
}

}  // namespace lockstep
