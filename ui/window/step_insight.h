// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "step/ahead.h"
#include "window/step_mode.h"

namespace lockstep::ui {

/// What is found out about a stepped run by playing it elsewhere: what each choice would lead to,
/// and where a run that ended badly was lost. Looks ahead when the learner rests for a moment.
class StepInsight : public QObject {
  Q_OBJECT
 public:
  explicit StepInsight(StepMode& mode, QObject* parent = nullptr);

  /// What `choice` would lead to at the playhead; nothing while it is not known.
  std::optional<StepEffect> effect(const Choice& choice) const;
  /// The choice that the user looks at, or else the one that a step would take.
  std::optional<Choice> considered() const;
  void consider(std::optional<Choice> choice);
  /// More will be said of the choices at the playhead. Once it no longer does, all that can be
  /// known of them has been told by changed().
  bool looksAhead() const { return m_rest.isActive() || m_looksAhead; }

  /// Of the line that is shown, which ended badly.
  std::optional<LastSafe> lastSafe() const { return m_lastSafe.found(); }
  bool searchesLastSafe() const { return m_lastSafe.busy(); }
  /// While a learner is asked what will happen, nobody says it.
  void setSecret(bool secret);
  bool secret() const { return m_secret; }
  /// Off: nothing is played ahead. For tests.
  void setAhead(bool on) { m_on = on; }

 Q_SIGNALS:
  void changed();
  /// It no longer looks ahead: see looksAhead().
  void settled();

 private:
  struct Place {
    int line = -1;
    std::size_t steps = 0;
    std::size_t offers = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };
  void follow();
  void ask();
  void searchLastSafe();
  void look();

  StepMode& m_mode;
  std::optional<Choice> m_considered;
  StepsAhead m_ahead;
  LastSafeSearch m_lastSafe;
  QTimer m_rest;  ///< how long nothing must change before it looks ahead
  QTimer m_look;  ///< runs while workers do
  Place m_place;
  Place m_searched;
  std::size_t m_known = 0;
  bool m_looksAhead = false;  ///< m_ahead was asked, and its end has not been told
  bool m_on = true;
  bool m_secret = false;
};

}  // namespace lockstep::ui
