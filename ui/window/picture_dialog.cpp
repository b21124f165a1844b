// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/picture_dialog.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "pictures/picture_file.h"
#include "theme/zoom.h"
#include "timeline/timeline.h"
#include "window/recordings.h"

namespace lockstep::ui {

namespace {

enum What { kStageAndTimeline, kStageOnly, kTimelineOnly };
enum Range { kInSight, kWholeRun };
constexpr QSize kSizes[] = {{1280, 720}, {1920, 1080}, {1024, 768}, {640, 360}};
constexpr double kRealSpeed = 1;

QSpinBox* makeFps(QWidget* parent) {
  auto* box = new QSpinBox(parent);
  box->setRange(1, kMostFps);
  box->setValue(kStandardFps);
  return box;
}

}  // namespace

PictureDialog::PictureDialog(Kind kind, const Viewpoint& view, const Theme& theme, double nsPerMs,
                             QWidget* parent)
    : QDialog(parent),
      m_kind(kind),
      m_theme(&theme),
      m_nsPerMs(nsPerMs),
      m_playhead(view.playhead()),
      m_from(std::max(view.from(), view.trace().startTime())),
      m_to(std::min(view.to(), view.trace().endTime())) {
  setAttribute(Qt::WA_DeleteOnClose);
  m_view.lookAt(view);
  auto* layout = new QVBoxLayout(this);
  setMargins(*layout, 24, 20, 24, 20);
  setGap(*layout, 16);
  auto* form = new QFormLayout;
  form->setSpacing(px(10));
  addChoices(*form);
  if (kind == Kind::animation) addAnimationChoices(*form);
  layout->addLayout(form);
  m_note = new QLabel(this);
  m_note->setWordWrap(true);
  m_note->setProperty("role", "secondary");
  layout->addWidget(m_note);
  m_progress = new QProgressBar(this);
  m_progress->setAccessibleName(tr("Progress"));
  layout->addWidget(m_progress);
  m_save = new QPushButton(tr("Save as ..."), this);
  m_save->setProperty("primary", true);
  m_save->setDefault(true);
  m_close = new QPushButton(this);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(m_close);
  buttons->addWidget(m_save);
  layout->addLayout(buttons);
  connect(m_save, &QPushButton::clicked, this, &PictureDialog::askFile);
  connect(m_close, &QPushButton::clicked, this, &PictureDialog::close);
  setWindowTitle(kind == Kind::picture ? tr("Save picture") : tr("Save animation"));
  setMinimumWidth(px(400));
  showWorking(false);
  tellLength();
}

PictureDialog::~PictureDialog() = default;

void PictureDialog::addChoices(QFormLayout& form) {
  m_what = new QComboBox(this);
  m_what->addItems({tr("Stage and timeline"), tr("Stage"), tr("Timeline")});
  form.addRow(tr("Show"), m_what);
  m_size = new QComboBox(this);
  for (const QSize& size : kSizes)
    m_size->addItem(tr("%1 × %2").arg(size.width()).arg(size.height()));
  form.addRow(tr("Size"), m_size);
}

void PictureDialog::addAnimationChoices(QFormLayout& form) {
  m_range = new QComboBox(this);
  m_range->addItems({tr("What the timeline shows"), tr("The whole run")});
  form.addRow(tr("Range"), m_range);
  m_speed = new QComboBox(this);
  m_speed->addItem(tr("About 20 seconds"));
  if (m_nsPerMs > 0)
    m_speed->addItem(tr("As the playback, 1 : %1").arg(1e6 / m_nsPerMs), m_nsPerMs / 1e6);
  m_speed->addItem(tr("Real speed"), kRealSpeed);
  form.addRow(tr("Speed"), m_speed);
  m_fps = makeFps(this);
  form.addRow(tr("Frames a second"), m_fps);
  for (QComboBox* box : {m_range, m_speed})
    connect(box, &QComboBox::currentIndexChanged, this, &PictureDialog::tellLength);
  connect(m_fps, &QSpinBox::valueChanged, this, &PictureDialog::tellLength);
}

QSize PictureDialog::pictureSize() const {
  return kSizes[static_cast<std::size_t>(m_size->currentIndex())];
}

Result<FilmPlan> PictureDialog::plan() const {
  const bool whole = m_range->currentIndex() == kWholeRun;
  const Trace& trace = m_view.trace();
  const QVariant speed = m_speed->currentData();
  return planFilm(whole ? trace.startTime() : m_from, whole ? trace.endTime() : m_to,
                  m_fps->value(), speed.isValid() ? std::optional(speed.toDouble()) : std::nullopt);
}

void PictureDialog::tellLength() {
  if (m_kind == Kind::picture) return m_note->setText(tr("PNG, SVG or PDF, by the file's ending."));
  const auto planned = plan();
  m_save->setEnabled(static_cast<bool>(planned));
  m_note->setText(planned ? tr("GIF or MP4, by the file's ending: %1 frames, %2 s.")
                                .arg(planned->frames)
                                .arg(planned->seconds(), 0, 'f', 1)
                          : QString::fromStdString(planned.error().message));
}

QString PictureDialog::problem() const { return m_note->text(); }

void PictureDialog::askFile() {
  const QString ending = m_kind == Kind::picture ? QStringLiteral("png") : QStringLiteral("gif");
  QString name = suggestedName(m_view.trace());
  name.replace(QStringLiteral(".lockstep"), QLatin1Char('.') + ending);
  const QString kinds =
      m_kind == Kind::picture ? tr("Pictures (*.png *.svg *.pdf)") : tr("Animations (*.gif *.mp4)");
  QString file =
      QFileDialog::getSaveFileName(this, windowTitle(), QDir::home().filePath(name), kinds);
  if (file.isEmpty()) return;
  if (fileEnding(file).isEmpty()) file += QLatin1Char('.') + ending;
  saveTo(file);
}

void PictureDialog::paint(QPainter& painter, const StageMotion& motion, bool vector) {
  const QRectF area({0, 0}, QSizeF(pictureSize()));
  painter.fillRect(area, m_theme->bg);
  const int what = m_what->currentIndex();
  const double share = what == kStageOnly ? 1 : what == kTimelineOnly ? 0 : .58;
  const QRectF stage(area.topLeft(), QSizeF(area.width(), area.height() * share));
  if (share > 0) paintStage(painter, stage, m_view, *m_theme, motion);
  if (share < 1)
    paintTimeline(painter, area.adjusted(0, stage.height(), 0, 0), m_view, *m_theme, vector);
}

void PictureDialog::saveTo(const QString& file) {
  const bool whole = m_range && m_range->currentIndex() == kWholeRun;
  if (whole)
    m_view.fitRun();
  else
    m_view.setRange(m_from, m_to);
  if (m_kind == Kind::picture) {
    m_view.setPlayhead(m_playhead);
    const auto good = checkPicture(file);
    const auto done =
        good ? writePicture(file, pictureSize(),
                            [this](QPainter& painter, bool vector) { paint(painter, {}, vector); })
             : good;
    return filmEnded(file, done ? QString() : QString::fromStdString(done.error().message));
  }
  const auto planned = plan();
  if (!planned) return filmEnded(file, QString::fromStdString(planned.error().message));
  if (!isFilm(file)) return filmEnded(file, tr("An animation ends in .gif or .mp4."));
  m_film = std::make_unique<Film>(
      file, pictureSize(), *planned,
      [this, rate = planned->nsPerMs()](QPainter& painter, std::int64_t time) {
        m_view.setPlayhead(time);
        paint(painter, {rate, true}, false);
      });
  m_progress->setRange(0, planned->frames);
  connect(m_film.get(), &Film::progressed, m_progress, &QProgressBar::setValue);
  connect(m_film.get(), &Film::ended, this,
          [this, file](const QString& problem) { filmEnded(file, problem); });
  showWorking(true);
  if (const auto started = m_film->start(); !started)
    filmEnded(file, QString::fromStdString(started.error().message));
}

void PictureDialog::done(int result) {
  m_film.reset();
  QDialog::done(result);
}

void PictureDialog::filmEnded(const QString& file, const QString& problem) {
  // It may be the one who calls.
  if (m_film) m_film.release()->deleteLater();
  showWorking(false);
  if (!problem.isEmpty()) return m_note->setText(problem);
  Q_EMIT saved(file);
  close();
}

void PictureDialog::showWorking(bool working) {
  m_progress->setVisible(working);
  m_save->setVisible(!working);
  m_close->setText(working ? tr("Cancel") : tr("Close"));
  for (QWidget* choice : std::initializer_list<QWidget*>{m_what, m_size, m_range, m_speed, m_fps})
    if (choice) choice->setEnabled(!working);
}

}  // namespace lockstep::ui
