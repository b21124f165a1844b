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
  bool looksAhead() const { return m_ahead.busy() || m_rest.isActive(); }

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
  StepsAhead m_ahead;
  LastSafeSearch m_lastSafe;
  QTimer m_rest;  ///< how long nothing must change before it looks ahead
  QTimer m_look;  ///< runs while workers do
  Place m_place;
  Place m_searched;
  std::size_t m_known = 0;
  bool m_on = true;
  bool m_secret = false;
};

}  // namespace lockstep::ui
