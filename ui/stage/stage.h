// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "stage/placements.h"
#include "stage/scene.h"
#include "theme/theme.h"
#include "view/viewpoint.h"

class QHelpEvent;

namespace lockstep::ui {

/// The clock that effects run on.
struct StageMotion {
  /// How much trace time passes in one millisecond of playback; 0 draws end states only.
  double nsPerMs = 0;
  bool moving = false;   ///< it plays: what is too fast to be followed is counted instead
  bool reduced = false;  ///< nothing moves; what flies rests half way

  StageMotion(double rate = 0, bool plays = false, bool still = false)
      : nsPerMs(rate), moving(plays), reduced(still) {}
  friend bool operator==(const StageMotion&, const StageMotion&) = default;
};

/// Paints the stage of a viewpoint at its playhead without a widget: a pure function of
/// (trace, playhead, motion, size).
void paintStage(QPainter& painter, const QRectF& area, const Viewpoint& view, const Theme& theme,
                const StageMotion& motion);
/// As above, without title, counts and legend; where nothing is, the ground stays as it is.
void paintStageAlone(QPainter& painter, const QRectF& area, const Viewpoint& view,
                     const Theme& theme, const StageMotion& motion);

class StageModel;

class Stage : public QWidget {
  Q_OBJECT
 public:
  Stage(Viewpoint& view, QWidget* parent = nullptr);
  ~Stage() override;
  void setTheme(const Theme& theme);
  void setPlaybackRate(double nsPerMs);
  /// Whether the playhead moves by itself, by playback or at the live edge.
  void setMoving(bool moving);
  void setReducedMotion(bool reduced);
  const StageMotion& motion() const;

  /// Where the user has put things. Told by placementsMoved(), forgotten with the trace.
  const Placements& placements() const;
  /// Can be undone from here on, but not further back.
  void setPlacements(const Placements& placements);
  bool canUndoPlacing() const;
  void undoPlacing();
  /// Puts everything back to where it would stand; can be undone.
  void resetPlacements();
  /// What Step mode marks; not while a step is played.
  void setSteps(const StepsOnStage& steps);
  const StepsOnStage& steps() const;
  /// Shows that instant in place of the playhead's; nothing: the playhead's again.
  void setInstant(const std::optional<PlaybackInstant>& instant);
  /// What is drawn now.
  Scene scene() const;
  /// While tasks are being created: words in place of what there is, and how many of the tasks are
  /// there (0 .. 1) where that is worth a bar. Empty words: no longer.
  void setStarting(const QString& words, std::optional<double> progress);
  QString startingWords() const;
  std::optional<double> startingProgress() const;
  QSize minimumSizeHint() const override;
  Viewpoint& viewpoint() const;
  /// What is on the stage and where, brought up to date; design pixels.
  const StageModel& model() const;

 Q_SIGNALS:
  /// By the user.
  void placementsMoved();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool event(QEvent* event) override;

 private:
  bool isOwnKey(const QKeyEvent& event) const;
  void moveSelected(const QPointF& by);
  void put(const StageItem& item, const QPointF& middle);
  void keepForUndo(Placements before);
  bool showTip(const QHelpEvent& help);
  void announceItems();
  void announceSelection();

  struct Impl;
  std::unique_ptr<Impl> m;
};

}  // namespace lockstep::ui
