// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/lesson.h"

namespace lockstep {

/// The lessons that can be opened, in all their languages.
struct LessonShelf {
  std::vector<Lesson> lessons;      ///< by order, then id
  std::vector<std::string> faults;  ///< of files that are no lessons: "FILE:LINE: ..."

  /// In this language, else in English, else in any; null for an unknown id.
  const Lesson* find(std::string_view id, std::string_view language) const;
  /// One of each id, in the order of the list.
  std::vector<const Lesson*> in(std::string_view language) const;
  /// Lessons of the same id and language are replaced by those that come later.
  void add(LessonShelf more);
};

/// The lessons that the program carries.
LessonShelf ownLessons();
/// All ID.LANG.md of a folder. A folder that can't be read is a fault, too.
LessonShelf lessonsIn(const std::string& folder);

}  // namespace lockstep
