// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/film.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QStandardPaths>
#include <algorithm>
#include <cmath>
#include <utility>

#include "pictures/picture_file.h"

namespace lockstep::ui {

namespace {

struct Text {
  Q_DECLARE_TR_FUNCTIONS(Film)
};

QString encoder() { return QStandardPaths::findExecutable(QStringLiteral("ffmpeg")); }

Error fault(const QString& sentence) { return Error{sentence.toStdString()}; }

/// In the child, before it becomes ffmpeg: it does not hear a Ctrl+C that is for us, and does not
/// outlive us.
void keepToUs() {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

}  // namespace

std::int64_t FilmPlan::timeOf(int frame) const {
  if (frame >= frames - 1) return to;
  return std::min(to, from + static_cast<std::int64_t>(std::llround(nsPerFrame * frame)));
}

Result<FilmPlan> planFilm(std::int64_t from, std::int64_t to, int fps,
                          std::optional<double> speed) {
  if (from >= to) return fault(Text::tr("the range of an animation must not be empty"));
  if (fps < 1 || fps > kMostFps)
    return fault(
        Text::tr("an animation has 1 to %1 frames a second, not %2").arg(kMostFps).arg(fps));
  if (speed && !(*speed > 0 && std::isfinite(*speed)))
    return fault(Text::tr("the speed of an animation must be positive"));
  const double span = static_cast<double>(to - from);
  const double seconds = speed ? span / 1e9 / *speed : kStandardSeconds;
  if (seconds * fps > kMostFrames)
    return fault(Text::tr("an animation has at most %1 frames, not %2: make the range shorter, the "
                          "speed higher or the frames fewer")
                     .arg(kMostFrames)
                     .arg(seconds * fps, 0, 'f', 0));
  FilmPlan plan{from, to, fps, 0, 0};
  plan.frames = std::max(2, static_cast<int>(std::ceil(seconds * fps)) + 1);
  plan.nsPerFrame = speed ? *speed * 1e9 / fps : span / (plan.frames - 1);
  return plan;
}

bool isFilm(const QString& file) {
  const QString ending = fileEnding(file);
  return ending == QLatin1String("gif") || ending == QLatin1String("mp4");
}

Result<void> checkFilm(const QString& file) {
  if (encoder().isEmpty())
    return fault(
        Text::tr("an animation needs ffmpeg, which is not installed; apt-get install "
                 "ffmpeg, or save pictures as PNG, SVG or PDF"));
  return FileInProgress::check(file.toStdString());
}

Film::Film(QString file, QSize size, const FilmPlan& plan, Paint paint, QObject* parent)
    : QObject(parent),
      m_file(std::move(file)),
      m_size(size),
      m_plan(plan),
      m_paint(std::move(paint)),
      m_out(m_file.toStdString()) {
  m_turn.setInterval(0);
  connect(&m_turn, &QTimer::timeout, this, &Film::paintNext);
  connect(&m_encoder, &QProcess::bytesWritten, this, [this] {
    if (!m_over && m_encoder.isWritable()) m_turn.start();
  });
  connect(&m_encoder, &QProcess::readyReadStandardError, this,
          [this] { m_said += m_encoder.readAllStandardError(); });
  connect(&m_encoder, &QProcess::finished, this, &Film::encoderEnded);
  connect(&m_encoder, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart)
      fail(Text::tr("ffmpeg cannot be started: %1").arg(m_encoder.errorString()));
  });
}

Film::~Film() { cancel(); }

Result<void> Film::start() {
  if (const auto ready = checkFilm(m_file); !ready) return ready.error();
  if (const auto opened = m_out.open(); !opened) return opened.error();
  m_encoder.setChildProcessModifier(&keepToUs);
  m_encoder.setStandardOutputFile(QProcess::nullDevice());
  m_encoder.start(encoder(), arguments(QString::fromStdString(m_out.partial())));
  m_turn.start();
  return {};
}

QStringList Film::arguments(const QString& out) const {
  QStringList words{QStringLiteral("-loglevel"),
                    QStringLiteral("error"),
                    QStringLiteral("-f"),
                    QStringLiteral("rawvideo"),
                    QStringLiteral("-pix_fmt"),
                    QStringLiteral("bgr0"),
                    QStringLiteral("-video_size"),
                    QStringLiteral("%1x%2").arg(m_size.width()).arg(m_size.height()),
                    QStringLiteral("-framerate"),
                    QString::number(m_plan.fps),
                    QStringLiteral("-i"),
                    QStringLiteral("pipe:0")};
  if (fileEnding(m_file) == QLatin1String("gif"))
    // A palette for each frame, so that no more than one frame is kept.
    words << QStringLiteral("-vf")
          << QStringLiteral(
                 "split[a][b];[a]palettegen=stats_mode=single[p];"
                 "[b][p]paletteuse=new=1:dither=none")
          << QStringLiteral("-f") << QStringLiteral("gif");
  else
    // What every player knows: sides that are even, colours at half resolution.
    words << QStringLiteral("-vf") << QStringLiteral("pad=ceil(iw/2)*2:ceil(ih/2)*2,format=yuv420p")
          << QStringLiteral("-c:v") << QStringLiteral("libx264") << QStringLiteral("-crf")
          << QStringLiteral("18") << QStringLiteral("-movflags") << QStringLiteral("+faststart")
          << QStringLiteral("-f") << QStringLiteral("mp4");
  return words << QStringLiteral("-y") << out;
}

void Film::paintNext() {
  if (m_painted == m_plan.frames) {
    // What it has not taken yet still comes to it.
    m_turn.stop();
    m_encoder.closeWriteChannel();
    return;
  }
  // The encoder is slower: it gets two frames ahead, not the whole film.
  constexpr int kAhead = 2;
  if (m_encoder.bytesToWrite() >= kAhead * qint64{4} * m_size.width() * m_size.height()) {
    m_turn.stop();
    return;
  }
  QImage picture(m_size, QImage::Format_RGB32);
  picture.fill(Qt::white);
  QPainter painter(&picture);
  m_paint(painter, m_plan.timeOf(m_painted));
  painter.end();
  m_encoder.write(reinterpret_cast<const char*>(picture.constBits()), picture.sizeInBytes());
  ++m_painted;
  Q_EMIT progressed(m_painted);
}

void Film::encoderEnded() {
  m_said += m_encoder.readAllStandardError();
  if (m_over) return;
  const bool good = m_encoder.exitStatus() == QProcess::NormalExit && m_encoder.exitCode() == 0 &&
                    m_painted == m_plan.frames;
  if (!good) {
    const QString why = QString::fromLocal8Bit(m_said).trimmed().section(QLatin1Char('\n'), -1);
    fail(why.isEmpty() ? Text::tr("ffmpeg ended before the animation did")
                       : Text::tr("ffmpeg could not make the animation: %1").arg(why));
    return;
  }
  m_over = true;
  const auto finished = m_out.finish();
  Q_EMIT ended(finished ? QString() : QString::fromStdString(finished.error().message));
}

void Film::fail(const QString& problem) {
  if (std::exchange(m_over, true)) return;
  m_turn.stop();
  Q_EMIT ended(problem);
}

void Film::cancel() {
  m_over = true;
  m_turn.stop();
  if (m_encoder.state() == QProcess::NotRunning) return;
  m_encoder.kill();
  m_encoder.waitForFinished();
}

}  // namespace lockstep::ui
