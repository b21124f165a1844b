// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "theme/theme.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// Paints the stage of a viewpoint at its playhead without a widget: a pure function of
/// (trace, playhead, size). `playbackNsPerMs` is how much trace time passes in one millisecond of
/// playback; effects last their nominal time on that clock, 0 draws end states only.
void paintStage(QPainter& painter, const QRectF& area, const Viewpoint& view, const Theme& theme,
                double playbackNsPerMs);

class StageModel;

class Stage : public QWidget {
  Q_OBJECT
 public:
  Stage(Viewpoint& view, QWidget* parent = nullptr);
  ~Stage() override;
  void setTheme(const Theme& theme);
  void setPlaybackRate(double nsPerMs);
  /// While tasks are being created: words in place of what there is, and how many of the tasks are
  /// there (0 .. 1) where that is worth a bar. Empty words: no longer.
  void setStarting(const QString& words, std::optional<double> progress);
  QString startingWords() const;
  std::optional<double> startingProgress() const;
  QSize minimumSizeHint() const override;
  Viewpoint& viewpoint() const;
  /// What is on the stage and where, brought up to date; design pixels.
  const StageModel& model() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void announceItems();
  void announceSelection();

  struct Impl;
  std::unique_ptr<Impl> m;
};

}  // namespace lockstep::ui
