// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <memory>

#include "pictures/film.h"
#include "stage/stage.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace lockstep::ui {

/// Saves what is shown as a picture, or a range of the run as an animation: asks what, how large
/// and how fast, then works with its progress in sight until it is done or cancelled. Not modal;
/// paints with a viewpoint of its own, so that the window stays free. Of ended runs and recordings
/// only.
class PictureDialog : public QDialog {
  Q_OBJECT
 public:
  enum class Kind : std::uint8_t { picture, animation };

  PictureDialog(Kind kind, const Viewpoint& view, const Theme& theme, double nsPerMs,
                QWidget* parent = nullptr);
  ~PictureDialog() override;

  /// Begins; the result comes as saved() or in the dialog.
  void saveTo(const QString& file);
  bool working() const { return m_film != nullptr; }
  QString problem() const;
  /// Of the animation as it is chosen now.
  Result<FilmPlan> plan() const;
  QSize pictureSize() const;
  /// However it is closed, an animation that is not done is cancelled.
  void done(int result) override;

 Q_SIGNALS:
  /// Its file is there.
  void saved(const QString& file);

 private:
  void addChoices(QFormLayout& form);
  void addAnimationChoices(QFormLayout& form);
  void tellLength();
  void askFile();
  void paint(QPainter& painter, const StageMotion& motion, bool vector);
  void filmEnded(const QString& file, const QString& problem);
  void showWorking(bool working);

  Kind m_kind;
  Viewpoint m_view;
  const Theme* m_theme;
  double m_nsPerMs;  ///< of the playback
  std::int64_t m_playhead;
  std::int64_t m_from, m_to;  ///< what the timeline shows
  QComboBox* m_what;
  QComboBox* m_size;
  QComboBox* m_range = nullptr;
  QComboBox* m_speed = nullptr;
  QSpinBox* m_fps = nullptr;
  QLabel* m_note;
  QProgressBar* m_progress;
  QPushButton* m_save;
  QPushButton* m_close;
  std::unique_ptr<Film> m_film;
};

}  // namespace lockstep::ui
