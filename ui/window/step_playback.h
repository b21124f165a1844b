// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "stage/effects.h"
#include "window/playback.h"

namespace lockstep::ui {

/// Plays one step on a clock of its own, so that what took microseconds can be seen: its events in
/// slow motion first, then the rest of their effects. Keeps nothing but the beginning; what is
/// shown is a function of the clock. Quick: in a third of it.
///
///     ms of playback  0              kEvents                     kLength
///     run             granted ...... settled (stands still here)
///     effects         |------------- go on ----------------------|
class StepPlayback : public QObject {
  Q_OBJECT
 public:
  static constexpr int kLength = 600;  ///< ms
  static constexpr int kEvents = 120;  ///< ms

  explicit StepPlayback(Playback::Clock clock, QObject* parent = nullptr);

  /// The step that was let go at `granted` and had settled at `settled`; ns of the run. Nothing
  /// while motion is reduced.
  void play(std::int64_t granted, std::int64_t settled);
  void finish();
  bool playing() const { return m_timer.isActive(); }
  /// What is to be shown now; nothing while nothing is played.
  std::optional<PlaybackInstant> instant() const;

  void setReduced(bool reduced);
  bool reduced() const { return m_reduced; }
  void setQuick(bool quick) { m_quick = quick; }
  int length() const { return m_quick ? kLength / 3 : kLength; }  ///< ms

  /// Says moved(), and ends when it is over. The timer calls it 60 times a second.
  void tick();

 Q_SIGNALS:
  void moved();

 private:
  Playback::Clock m_clock;
  QTimer m_timer;
  std::int64_t m_begun = 0;  // ns of the clock
  std::int64_t m_granted = 0;
  std::int64_t m_settled = 0;
  bool m_reduced = false;
  bool m_quick = false;
};

}  // namespace lockstep::ui
