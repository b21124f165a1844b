// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QSize>
#include <QString>
#include <QTimer>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "base/file_in_progress.h"
#include "base/result.h"

class QPainter;

/// A range of a run as a film: one picture after the other is painted and handed to ffmpeg, which
/// makes a GIF or an MP4 of them.

namespace lockstep::ui {

/// What time of the run each frame shows.
struct FilmPlan {
  std::int64_t from = 0;  ///< ns
  std::int64_t to = 0;    ///< ns
  int fps = 25;
  int frames = 0;
  double nsPerFrame = 0;

  /// The last frame shows `to`.
  std::int64_t timeOf(int frame) const;
  /// Of the run, in one ms of the film.
  double nsPerMs() const { return nsPerFrame * fps / 1000; }
  double seconds() const { return static_cast<double>(frames) / fps; }
};

inline constexpr int kStandardFps = 25;
inline constexpr int kMostFps = 60;
inline constexpr int kMostFrames = 20'000;
inline constexpr double kStandardSeconds = 20;

/// `speed` is seconds of the run in one second of the film; without it the film lasts about
/// kStandardSeconds. An error for an empty range, a frame rate that is not 1 .. kMostFps, a speed
/// that is not positive and for more than kMostFrames.
Result<FilmPlan> planFilm(std::int64_t from, std::int64_t to, int fps, std::optional<double> speed);

/// Whether a file's ending names a film: gif or mp4.
bool isFilm(const QString& file);
/// What of a film can fail before the work: ffmpeg is not installed, or the file cannot be written.
Result<void> checkFilm(const QString& file);

/// Makes a film in slices of one frame from the event loop of its thread. The file takes its place
/// when it is whole; a cancelled or failed film leaves nothing behind. Not to be used twice.
class Film : public QObject {
  Q_OBJECT
 public:
  /// Paints the picture of an instant, ns of the run.
  using Paint = std::function<void(QPainter& painter, std::int64_t time)>;

  /// `size` px; an MP4 gets one more column or row where that is odd.
  Film(QString file, QSize size, const FilmPlan& plan, Paint paint, QObject* parent = nullptr);
  ~Film() override;

  Result<void> start();
  /// No ended() comes after it.
  void cancel();
  const FilmPlan& plan() const { return m_plan; }

 Q_SIGNALS:
  void progressed(int frames);
  /// Once. Empty: the film is there; else one sentence about why it is not.
  void ended(const QString& problem);

 private:
  void paintNext();
  void encoderEnded();
  void fail(const QString& problem);
  QStringList arguments(const QString& out) const;

  QString m_file;
  QSize m_size;
  FilmPlan m_plan;
  Paint m_paint;
  FileInProgress m_out;
  QProcess m_encoder;
  QTimer m_turn;
  QByteArray m_said;  ///< by ffmpeg, when something was wrong
  int m_painted = 0;
  bool m_over = false;
};

}  // namespace lockstep::ui
