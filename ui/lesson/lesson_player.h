// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "lesson/record.h"
#include "lesson/shelf.h"

namespace lockstep::ui {

/// The lesson that is open: at which step it is, what was answered, and the runs behind it, which a
/// thread of its own makes for real as soon as the lesson is opened. Lives in the window's thread.
class LessonPlayer : public QObject {
  Q_OBJECT
 public:
  /// Called in another thread.
  using Record = std::function<Result<LessonRecording>(const LessonRun&, const Cancelled&)>;

  explicit LessonPlayer(LessonShelf shelf, Record record = &lockstep::record,
                        QObject* parent = nullptr);
  /// Stops the runs that are being made, and waits for their end.
  ~LessonPlayer() override;

  const LessonShelf& shelf() const { return m_shelf; }
  /// Of the lessons from now on; an open one goes on at its step.
  void setLanguage(const QString& language);
  const QString& language() const { return m_language; }

  /// The first lesson about a scenario, in the language of the lessons; null where there is none.
  const Lesson* of(const std::string& scenario) const;
  /// False for an unknown id. Opening the open one starts it anew.
  bool open(const std::string& id);
  void close();
  /// Null while none is open.
  const Lesson* lesson() const { return m_lesson; }
  int steps() const;
  /// From 0.
  int step() const { return m_step; }
  const LessonStep* current() const;
  bool visited(int step) const { return m_visited.contains(step); }
  /// Out of range: nothing happens.
  void goTo(int step);
  void next() { goTo(m_step + 1); }
  void back() { goTo(m_step - 1); }

  /// Of the current step; null while its run is being made, or where that failed.
  const LessonRecording* recording() const;
  /// When the current step is, ns; nothing while it is not known.
  std::optional<std::int64_t> moment() const;
  /// What the timeline is to show of it, ns; nothing: the whole run.
  struct Range {
    std::int64_t from = 0;
    std::int64_t to = 0;
  };
  std::optional<Range> range() const;
  /// The task in focus; not valid() for none.
  TaskId task() const;
  /// Why the current step cannot be shown; empty when it can, or when that is not known yet.
  QString fault() const;
  /// Runs made so far, and all of them.
  int runsMade() const;
  int runs() const;

  /// The answer to the current question, from 0; of a class, one hand more for it.
  void answer(int choice);
  /// Choices that were given, by number of hands; empty where there is no question.
  const std::vector<int>& hands() const;
  /// The last choice; -1: none yet.
  int answered() const;
  void moreHints();
  /// Hints of the current step in sight.
  int hints() const;

 Q_SIGNALS:
  /// Another lesson, step or language, an answer or a hint, or a run that is now there.
  void changed();
  /// The current step can be shown, for the first time since one came to it.
  void showWanted();

 private:
  /// What happened to a step since its lesson was opened.
  struct Progress {
    std::vector<int> hands;
    int answered = -1;
    int hints = 0;
  };
  void makeRuns();
  void stopRuns();
  void take(int generation, std::size_t run, Result<LessonRecording> made);
  void showIfThere();
  Progress& progress() { return m_progress[static_cast<std::size_t>(m_step)]; }
  const Progress& progress() const { return m_progress[static_cast<std::size_t>(m_step)]; }

  LessonShelf m_shelf;
  Record m_record;
  QString m_language = QStringLiteral("en");
  const Lesson* m_lesson = nullptr;
  int m_step = 0;
  bool m_shown = false;
  std::set<int> m_visited;
  std::vector<Progress> m_progress;  // by step
  std::vector<std::optional<Result<LessonRecording>>> m_made;
  int m_generation = 0;  // of the runs that are being made
  std::shared_ptr<std::atomic<bool>> m_cancelled;
  std::thread m_thread;
};

}  // namespace lockstep::ui
