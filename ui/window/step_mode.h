// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "step/forecast.h"
#include "view/step_axis.h"
#include "view/viewpoint.h"
#include "window/live_run.h"

namespace lockstep::ui {

/// One line of choices that was tried: a run from its start. The real tasks of all lines but the
/// last one are gone; what they did is in their recordings.
struct StepBranch {
  int parent = -1;       ///< number of the line that it leaves; -1: the first one
  std::size_t from = 0;  ///< steps that it has in common with that one
  QString name;          ///< given by the user; else empty
  RunRequest request;    ///< without a prefix
  std::vector<StepTaken> steps;
  std::map<std::size_t, Situation> situations;  ///< that were seen, by steps before them
  std::shared_ptr<Trace> trace;
  Verdict verdict = Verdict::running;
  RunEnd end = RunEnd::running;
  std::optional<std::size_t> difference;  ///< first step that another run does not have
};

/// Step mode: the learner chooses. What is shown is the recording at the viewpoint's playhead; a
/// choice at the live edge is granted to the real tasks, and another choice in the past starts the
/// run anew, repeats the steps up to there and takes it. Lives in the window's thread.
class StepMode : public QObject {
  Q_OBJECT
 public:
  StepMode(Viewpoint& view, LiveRun& live, QObject* parent = nullptr);

  bool on() const { return m_on; }
  /// Takes the run that goes on along.
  void setOn(bool on);
  /// What a run that is to be started now must ask for.
  RunRequest prepared(RunRequest request) const;

  /// Steps of the line that is shown; how many of them are at the playhead.
  std::size_t steps() const;
  std::size_t shown() const;
  bool inPast() const { return shown() < steps(); }
  /// The real tasks are parked and wait.
  bool waiting() const;
  /// They make steps by themselves.
  bool busy() const;
  /// The line begins with its first step, so that it can be repeated.
  bool repeatable() const;
  const StepAxis& axis() const { return m_axis; }
  const StepBranch* line() const;
  const Viewpoint& view() const { return m_view; }

  /// Where the choices are made: at the playhead. Without offers where nobody can be let go.
  Situation situation() const { return situationAt(shown()); }
  Situation situationAt(std::size_t steps) const;
  /// What a step without a pick lets go: the selected task if that is able, else the first one.
  std::optional<Choice> suggested() const;
  /// What came of step `number`, from 1; nothing while it goes on.
  std::optional<StepEffect> effectOfStep(std::size_t number) const;
  /// The step at the playhead in a sentence.
  QString told() const;

  void pick(const Choice& choice);
  /// Forward in the recording, or a step of the real tasks.
  void step();
  void back();
  void goTo(std::size_t steps);
  /// Takes the last choice at the playhead back: the run is repeated without it.
  void undo();
  void runOn();
  void runUntil(StepGoal goal);
  void pause();
  /// A breakpoint at a line, set or taken away.
  void toggleBreakpoint(const std::string& file, int line);
  const std::vector<Breakpoint>& breakpoints() const { return m_breakpoints; }

  const std::vector<StepBranch>& branches() const { return m_branches; }
  int current() const { return m_current; }
  void showBranch(int number);
  void nameBranch(int number, const QString& name);
  QString branchName(int number) const;
  /// Repeats `choices` as a line of its own and shows it from its first step on.
  void replay(const RunRequest& request, const std::vector<Choice>& choices, const QString& name);
  /// Marks a step of the line that is shown as the first that differs from another run, and goes
  /// there once it has been repeated.
  void markDifference(std::size_t step);
  std::optional<std::size_t> difference() const;

 Q_SIGNALS:
  void modeChanged();
  void changed();
  void branchesChanged();
  /// A run must be started; the owner does it.
  void runWanted(const lockstep::RunRequest& request);
  /// Something could not be done.
  void refused(const QString& sentence);

 private:
  /// What the next run that starts is meant to be.
  struct Plan {
    int branch = -1;  ///< goes on with this line
    StepBranch fresh;
    bool fromFirstStep = false;
    TaskId selected;
  };
  void runStarted();
  void takeVerdict();
  void runEnded();
  void pulled();
  void take(const StepView& view);
  void restart(std::size_t common, std::optional<Choice> then);
  void start(Plan plan, const RunRequest& request, std::vector<Choice> prefix);
  Situation rebuilt(std::size_t steps) const;
  StepBranch* branch();

  Viewpoint& m_view;
  LiveRun& m_live;
  bool m_on = false;
  bool m_goesToStart = false;  // when the line has been repeated
  std::shared_ptr<const StepView> m_steps;
  bool m_automatic = false;   // it was asked to make steps by itself
  std::uint64_t m_asked = 0;  // version of m_steps when it was
  std::uint64_t m_taken = 0;  // version of m_steps that is in its line
  StepAxis m_axis;
  std::vector<StepBranch> m_branches;
  int m_current = -1;
  std::optional<Plan> m_plan;
  std::vector<Breakpoint> m_breakpoints;
};

}  // namespace lockstep::ui
