// SPDX-License-Identifier: GPL-3.0-or-later
#include "film_picture.h"

#include <QEventLoop>
#include <csignal>
#include <string>

#include "base/progress_line.h"
#include "end_signals.h"
#include "pictures/film.h"

namespace lockstep::ui {

Result<void> drawFilm(
    const Options& options, QSize size, std::int64_t from, std::int64_t to,
    const std::function<void(QPainter& painter, std::int64_t time, double nsPerMs)>& paint) {
  const auto plan =
      planFilm(from, to, options.fps == 0 ? kStandardFps : options.fps, options.speed);
  if (!plan) return plan.error();
  QString problem;
  int interrupted = 0;
  {
    QEventLoop loop;
    ProgressLine progress(true);
    Film film(options.picture, size, *plan,
              [&](QPainter& painter, std::int64_t time) { paint(painter, time, plan->nsPerMs()); });
    QObject::connect(&film, &Film::progressed, &loop, [&](int frames) {
      progress.show("frame " + std::to_string(frames) + " of " + std::to_string(plan->frames));
    });
    QObject::connect(&film, &Film::ended, &loop, [&](const QString& why) {
      problem = why;
      loop.quit();
    });
    const EndSignals end([&] {
      interrupted = EndSignals::last();
      film.cancel();
      loop.quit();
    });
    if (const auto started = film.start(); !started) return started.error();
    loop.exec();
  }
  // Whoever waits for the program sees what ended it.
  if (interrupted != 0) std::raise(interrupted);
  return problem.isEmpty() ? Result<void>() : Error{problem.toStdString()};
}

}  // namespace lockstep::ui
