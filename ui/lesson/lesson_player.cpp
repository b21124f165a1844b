// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/lesson_player.h"

#include <algorithm>
#include <utility>

namespace lockstep::ui {

LessonPlayer::LessonPlayer(LessonShelf shelf, Record record, QObject* parent)
    : QObject(parent), m_shelf(std::move(shelf)), m_record(std::move(record)) {}

LessonPlayer::~LessonPlayer() { stopRuns(); }

void LessonPlayer::setLanguage(const QString& language) {
  if (m_language == language) return;
  m_language = language;
  if (!m_lesson) return;
  const Lesson* translated = m_shelf.find(m_lesson->id, language.toStdString());
  // One whose steps are others would be at the wrong place: its author is told so by a check.
  if (!translated || translated->steps.size() != m_lesson->steps.size()) return;
  m_lesson = translated;
  Q_EMIT changed();
}

const Lesson* LessonPlayer::of(const std::string& scenario) const {
  const auto lessons = m_shelf.in(m_language.toStdString());
  const auto found = std::ranges::find(lessons, scenario, &Lesson::scenario);
  return found == lessons.end() ? nullptr : *found;
}

bool LessonPlayer::open(const std::string& id) {
  const Lesson* lesson = m_shelf.find(id, m_language.toStdString());
  if (!lesson) return false;
  close();
  m_lesson = lesson;
  m_step = 0;
  m_visited = {0};
  m_progress.assign(lesson->steps.size(), {});
  for (std::size_t i = 0; i < lesson->steps.size(); ++i)
    if (const auto& question = lesson->steps[i].question)
      m_progress[i].hands.assign(question->choices.size(), 0);
  makeRuns();
  Q_EMIT changed();
  return true;
}

void LessonPlayer::close() {
  if (!m_lesson) return;
  stopRuns();
  m_lesson = nullptr;
  m_made.clear();
  m_shown = false;
  Q_EMIT changed();
}

int LessonPlayer::steps() const { return m_lesson ? static_cast<int>(m_lesson->steps.size()) : 0; }

const LessonStep* LessonPlayer::current() const {
  return m_lesson ? &m_lesson->steps[static_cast<std::size_t>(m_step)] : nullptr;
}

void LessonPlayer::goTo(int step) {
  if (step < 0 || step >= steps()) return;
  m_step = step;
  m_visited.insert(step);
  m_shown = false;
  Q_EMIT changed();
  showIfThere();
}

const LessonRecording* LessonPlayer::recording() const {
  if (!m_lesson) return nullptr;
  const auto& made = m_made[current()->run];
  return made && *made ? &**made : nullptr;
}

std::optional<std::int64_t> LessonPlayer::moment() const {
  const LessonRecording* made = recording();
  return made ? timeOf(current()->at, *made->trace, made->report) : std::nullopt;
}

/// So many events around the moment, half of them before it, and a little more.
std::optional<LessonPlayer::Range> LessonPlayer::range() const {
  const auto time = moment();
  if (!time || !current()->zoom) return std::nullopt;
  const Trace& trace = *recording()->trace;
  const std::size_t here = trace.firstAt(*time);
  const auto half = static_cast<std::size_t>(*current()->zoom + 1) / 2;
  const std::int64_t from = trace.event(here > half ? here - half : 0).time;
  const std::int64_t to = trace.event(std::min(here + half, trace.logSize() - 1)).time;
  const std::int64_t margin = (to - from) / 16;
  return Range{from - margin, to + margin};
}

TaskId LessonPlayer::task() const {
  const LessonRecording* made = recording();
  if (!made || current()->select.empty()) return {};
  const auto tasks = made->trace->tasks();
  const auto found = std::ranges::find(tasks, current()->select, &TaskInfo::name);
  return found == tasks.end() ? TaskId{} : found->id;
}

QString LessonPlayer::fault() const {
  if (!m_lesson) return {};
  const auto& made = m_made[current()->run];
  if (!made) return {};
  if (!*made) return QString::fromStdString(made->error().message);
  return moment() ? QString() : tr("The run has no such moment as this step is at.");
}

int LessonPlayer::runsMade() const {
  return static_cast<int>(
      std::ranges::count_if(m_made, [](const auto& made) { return made.has_value(); }));
}

int LessonPlayer::runs() const { return static_cast<int>(m_made.size()); }

void LessonPlayer::answer(int choice) {
  const LessonStep* step = current();
  if (!step || !step->question || choice < 0 ||
      choice >= static_cast<int>(step->question->choices.size()))
    return;
  ++progress().hands[static_cast<std::size_t>(choice)];
  progress().answered = choice;
  Q_EMIT changed();
}

const std::vector<int>& LessonPlayer::hands() const {
  static const std::vector<int> kNone;
  return m_lesson ? progress().hands : kNone;
}

int LessonPlayer::answered() const { return m_lesson ? progress().answered : -1; }

void LessonPlayer::moreHints() {
  const LessonStep* step = current();
  if (!step || progress().hints >= static_cast<int>(step->hints.size())) return;
  ++progress().hints;
  Q_EMIT changed();
}

int LessonPlayer::hints() const { return m_lesson ? progress().hints : 0; }

/// One run after the other: each has all CPUs to itself.
void LessonPlayer::makeRuns() {
  m_made.assign(m_lesson->runs.size(), std::nullopt);
  m_cancelled = std::make_shared<std::atomic<bool>>(false);
  const int generation = ++m_generation;
  m_thread = std::thread(
      [this, generation, runs = m_lesson->runs, record = m_record, cancelled = m_cancelled] {
        for (std::size_t i = 0; i < runs.size() && !*cancelled; ++i) {
          auto made = std::make_shared<Result<LessonRecording>>(
              record(runs[i], [cancelled] { return cancelled->load(); }));
          QMetaObject::invokeMethod(
              this, [this, generation, i, made] { take(generation, i, std::move(*made)); },
              Qt::QueuedConnection);
        }
      });
}

void LessonPlayer::stopRuns() {
  if (m_cancelled) *m_cancelled = true;
  ++m_generation;
  if (m_thread.joinable()) m_thread.join();
}

void LessonPlayer::take(int generation, std::size_t run, Result<LessonRecording> made) {
  if (generation != m_generation) return;
  m_made[run] = std::move(made);
  Q_EMIT changed();
  showIfThere();
}

void LessonPlayer::showIfThere() {
  if (m_shown || !moment()) return;
  m_shown = true;
  Q_EMIT showWanted();
}

}  // namespace lockstep::ui
