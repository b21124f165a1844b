// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <cstdint>
#include <memory>

#include "analysis/analysis.h"
#include "trace/trace.h"

namespace lockstep::ui {

/// In which the source of a scenario is read: what runs, or its twin.
enum class CodeLanguage : std::uint8_t { cpp, python };

/// The one owner of what is looked at: trace, playhead, visible range, selection, language of code.
/// Views read it, ask it to change, and repaint on its signals; setters ignore changes that change
/// nothing. Lives in the window's thread.
class Viewpoint : public QObject {
  Q_OBJECT
 public:
  explicit Viewpoint(QObject* parent = nullptr);

  /// Never null. Replaced as a whole when another run or recording is opened.
  const Trace& trace() const { return *m_trace; }
  /// For another thread, which may read it once its run has ended: nothing is appended then.
  std::shared_ptr<const Trace> sharedTrace() const { return m_trace; }
  const Relations& relations() const { return m_relations; }
  void setTrace(std::shared_ptr<Trace> trace);
  /// Takes trace and report of another viewpoint over; what it looks at of them is its own.
  void lookAt(const Viewpoint& other);
  /// The owner of the live run appended to the trace: once a frame at most.
  void traceGrew();
  /// The report of an ended run or an opened recording; `running` before.
  const Report& report() const { return m_report; }
  void setReport(Report report);
  /// The run has ended, but nobody has said yet what it came to.
  bool awaitsReport() const {
    return m_trace->end() != RunEnd::running && m_report.verdict == Verdict::running;
  }

  /// State of everything at the playhead; computed once per playhead, shared by all views.
  const Moment& moment() const;

  std::int64_t playhead() const { return m_playhead; }
  /// Clamped to the trace. Ends following.
  void setPlayhead(std::int64_t time);
  /// True: the playhead stays at the live edge and the range moves with it.
  bool following() const { return m_following; }
  void setFollowing(bool following);

  std::int64_t from() const { return m_from; }
  std::int64_t to() const { return m_to; }
  /// At least kLeastSpan long; may reach a little beyond the trace.
  void setRange(std::int64_t from, std::int64_t to);
  void fitRun();
  /// Factor < 1 zooms in; `anchor` keeps its place on the screen.
  void zoom(double factor, std::int64_t anchor);
  void pan(std::int64_t by);
  static constexpr std::int64_t kLeastSpan = 1'000;  ///< ns

  TaskId task() const { return m_task; }  ///< selected; not valid() for none
  void selectTask(TaskId task);
  ResourceId resource() const { return m_resource; }
  void selectResource(ResourceId resource);
  /// A stretch of time marked with the mouse, for per-state sums; from == to: none.
  std::int64_t markFrom() const { return m_markFrom; }
  std::int64_t markTo() const { return m_markTo; }
  void setMark(std::int64_t from, std::int64_t to);

  CodeLanguage codeLanguage() const { return m_codeLanguage; }
  void setCodeLanguage(CodeLanguage language);
  void switchCodeLanguage();

  // Moves of the playhead; each answers whether there was anywhere to go.
  bool stepEvent(int direction);      ///< of any task
  bool stepTaskEvent(int direction);  ///< of the selected task
  bool stepWake(int direction);
  /// Selects the task that shows this number everywhere (1 = main); nothing for an unknown one.
  void selectNumber(int number);

 Q_SIGNALS:
  void traceReplaced();
  void traceChanged();  ///< grew, or its report came
  void playheadChanged();
  void rangeChanged();
  void selectionChanged();  ///< task, resource or mark
  void followingChanged();
  void codeLanguageChanged();

 private:
  void placePlayhead(std::int64_t time);
  void placeRange(std::int64_t from, std::int64_t to);
  void moveToLiveEdge();
  /// Moves the playhead and brings it into the range.
  void goTo(std::int64_t time);

  std::shared_ptr<Trace> m_trace;
  Relations m_relations;
  Report m_report;
  mutable Moment m_moment;
  mutable bool m_momentValid = false;
  std::int64_t m_playhead = 0;
  std::int64_t m_from = 0;
  std::int64_t m_to = 1'000'000;
  std::int64_t m_markFrom = 0;
  std::int64_t m_markTo = 0;
  TaskId m_task;
  ResourceId m_resource;
  bool m_following = false;
  CodeLanguage m_codeLanguage = CodeLanguage::cpp;
};

}  // namespace lockstep::ui
