// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <cstdint>
#include <functional>
#include <span>

#include "view/viewpoint.h"

namespace lockstep::ui {

/// Moves the playhead on a clock of its own: at 1 : n of real speed, or from event to event at so
/// many a second. Pauses at the trace's end; where the trace still grows it follows the live edge
/// from there. Somebody else's move of the playhead is taken as the new place to go on from.
class Playback : public QObject {
  Q_OBJECT
 public:
  /// Nanoseconds of any steady clock; injected by tests.
  using Clock = std::function<std::int64_t()>;
  enum class Mode : std::uint8_t { time, events };

  explicit Playback(Viewpoint& view, Clock clock = {}, QObject* parent = nullptr);

  /// Starts at the playhead, or at the trace's start if the playhead is at its end.
  void play();
  void pause();
  bool playing() const { return m_playing; }

  Mode mode() const { return m_mode; }
  void setMode(Mode mode);
  /// Slow motion, 1 : slowness(); one of slownesses().
  double slowness() const;
  int slownessStop() const { return m_slownessStop; }
  void setSlownessStop(int stop);
  double eventsPerSecond() const;
  int eventStop() const { return m_eventStop; }
  void setEventStop(int stop);
  /// How much trace time passes in 1 ms of playback; 0 while it goes from event to event.
  double nsPerMs() const;
  /// Live: at the end, follow instead of pausing.
  void setLive(bool live) { m_live = live; }

  /// Moves the playhead to where the clock says it is. The timer calls it 60 times a second.
  void tick();

  static std::span<const double> slownesses();  ///< 1, 2, 5, 10 ... 100000
  static std::span<const double> eventRates();  ///< events a second
  static constexpr int kStandardSlowness = 7;   ///< 1 : 200
  static constexpr int kStandardEventRate = 2;

 Q_SIGNALS:
  void playingChanged(bool playing);
  void rateChanged();

 private:
  void rebase();
  void tickTime(std::int64_t now);
  void tickEvents(std::int64_t now);
  void reachEnd();
  void setPlaying(bool playing);

  Viewpoint& m_view;
  Clock m_clock;
  QTimer m_timer;
  Mode m_mode = Mode::time;
  int m_slownessStop = kStandardSlowness;
  int m_eventStop = kStandardEventRate;
  bool m_playing = false;
  bool m_live = false;
  std::int64_t m_baseTime = 0;   // ns of the trace at m_baseClock
  std::int64_t m_baseClock = 0;  // ns of the clock
  std::int64_t m_setTo = 0;      // where this put the playhead last
};

}  // namespace lockstep::ui
