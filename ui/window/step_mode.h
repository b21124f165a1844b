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

/// Whether a line can be started again and repeated up to any of its steps.
enum class Repeat : std::uint8_t {
  yes,
  freeRun,  ///< it was not in Step mode all the time
  unknown,  ///< a recording of a scenario, or of a variant, that is not there
  changed,  ///< a recording of a scenario that is another one now
};

/// One line of choices that was tried: a run from its start. The real tasks of all lines but the
/// last one are gone; what they did is in their recordings.
struct StepBranch {
  int parent = -1;       ///< number of the line that it leaves; -1: the first one
  std::size_t from = 0;  ///< steps that it has in common with that one
  QString name;          ///< given by the user; else empty
  RunRequest request;    ///< without a prefix
  Repeat repeat = Repeat::yes;
  std::vector<StepTaken> steps;
  std::map<std::size_t, Situation> situations;  ///< that were seen, by steps before them
  std::shared_ptr<Trace> trace;
  Verdict verdict = Verdict::running;
  RunEnd end = RunEnd::running;
  std::optional<std::size_t> difference;  ///< first step that another run does not have
};

/// Choices to be repeated as a line of its own.
struct StepReplay {
  RunRequest request;
  std::vector<Choice> choices;
  QString name;
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
  /// Another choice can be made in its past.
  bool repeatable() const { return line() && line()->repeat == Repeat::yes; }
  /// Why what is shown can only be looked at; empty where it can be repeated, or nothing is shown.
  QString whyNotRepeatable() const;
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
  /// Sets a breakpoint or takes it away. One at a resource ends with its scenario.
  void toggleBreakpoint(const Breakpoint& point);
  const std::vector<Breakpoint>& breakpoints() const { return m_breakpoints; }

  const std::vector<StepBranch>& branches() const { return m_branches; }
  int current() const { return m_current; }
  void showBranch(int number);
  void nameBranch(int number, const QString& name);
  QString branchName(int number) const;
  /// Repeats a line and shows it from its first step on.
  void replay(const StepReplay& wanted);
  /// Repeats both, with `step` marked in each as the first that the other has not, and shows the
  /// first one there.
  void compare(const StepReplay& one, const StepReplay& other, std::size_t step);
  std::optional<std::size_t> difference() const;
  /// A recording is about to be shown; its steps become the only line.
  void openRecording(std::shared_ptr<Trace> trace);

 Q_SIGNALS:
  void modeChanged();
  void changed();
  void branchesChanged();
  /// It went forward by this one step, from 1; not in an automatic run.
  void stepped(std::size_t number);
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
    std::size_t common = 0;        ///< steps that are repeated, not taken
    std::vector<StepTaken> steps;  ///< that it is to repeat, where they are known ...
    std::shared_ptr<Trace> trace;  ///< ... and their recording
    TaskId selected;
  };
  void runStarted();
  void takeVerdict();
  void runEnded();
  void pulled();
  void take(const StepView& view);
  void settle(std::size_t steps);
  void checkRepeated();
  void forward();
  void replayed();
  Plan planOf(const StepReplay& wanted) const;
  void restart(std::size_t common, std::optional<Choice> then);
  void start(Plan plan, const RunRequest& request, std::vector<Choice> prefix);
  Situation rebuilt(std::size_t steps) const;
  StepBranch* branch();

  Viewpoint& m_view;
  LiveRun& m_live;
  bool m_on = false;
  bool m_goesToStart = false;            // when the line has been repeated
  std::size_t m_settled = 0;             // steps when it waited last
  std::vector<StepTaken> m_repeats;      // steps that the run must repeat first
  std::shared_ptr<Trace> m_repeatsOf;    // their recording
  std::optional<StepReplay> m_compared;  // to be repeated next
  std::shared_ptr<const StepView> m_steps;
  bool m_automatic = false;   // it was asked to make steps by itself
  std::uint64_t m_asked = 0;  // version of m_steps when it was
  std::uint64_t m_taken = 0;  // version of m_steps that is in its line
  StepAxis m_axis;
  std::vector<StepBranch> m_branches;
  int m_current = -1;
  std::optional<Plan> m_plan;
  std::vector<Breakpoint> m_breakpoints;
  std::string m_breakpointsOf;  // scenario
};

}  // namespace lockstep::ui
