// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/stage.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <utility>

#include "stage/accessible_stage.h"
#include "stage/captions.h"
#include "stage/paint.h"
#include "stage/stage_impl.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

void paintProgress(QPainter& painter, const QRectF& header, double progress, const Theme& theme) {
  constexpr double kHeight = 3;
  const QRectF bar(header.left(), header.bottom() - kHeight, header.width(), kHeight);
  painter.fillRect(bar, theme.line);
  painter.fillRect(
      QRectF(bar.topLeft(), QSizeF(bar.width() * std::clamp(progress, 0.0, 1.0), kHeight)),
      theme.text);
}

void paintModel(QPainter& painter, const QRectF& area, const StageModel& model, Scene scene,
                const Theme& theme, const StartingNote& starting) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(area, theme.bg);
  const bool starts = !starting.words.isEmpty();
  paintHeader(painter, model.header(), starts ? starting.words : counts(model.structure()), theme);
  if (starting.progress) paintProgress(painter, model.header(), *starting.progress, theme);
  if (starts && !scene.notice.isEmpty()) scene.notice = starting.words;
  paintScene(painter, scene, theme);
  painter.restore();
}

}  // namespace

void paintStage(QPainter& painter, const QRectF& area, const Viewpoint& view, const Theme& theme,
                const StageMotion& motion) {
  StageModel model;
  model.update(view, area);
  paintModel(painter, area, model, model.scene(view, motion), theme, {});
}

void paintStageAlone(QPainter& painter, const QRectF& area, const Viewpoint& view,
                     const Theme& theme, const StageMotion& motion) {
  StageModel model;
  model.update(view, area, false);
  paintScene(painter, model.scene(view, motion), theme);
}

Stage::Stage(Viewpoint& view, QWidget* parent) : QWidget(parent), m(std::make_unique<Impl>(view)) {
  static const bool kInstalled = (QAccessible::installFactory(&AccessibleStage::make), true);
  Q_UNUSED(kInstalled)
  setObjectName(QStringLiteral("stage"));
  setAccessibleName(tr("Stage"));
  setFocusPolicy(Qt::ClickFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  const auto repaint = [this] { update(); };
  connect(&view, &Viewpoint::traceReplaced, this, [this] {
    m->model = StageModel();
    m->placements.clear();
    m->undo.clear();
    m->drag.reset();
    announceItems();
    update();
  });
  connect(&view, &Viewpoint::traceChanged, this, repaint);
  connect(&view, &Viewpoint::traceChanged, this, &Stage::announceItems);
  connect(&view, &Viewpoint::playheadChanged, this, repaint);
  connect(&view, &Viewpoint::selectionChanged, this, repaint);
  connect(&view, &Viewpoint::selectionChanged, this, &Stage::announceSelection);
}

Stage::~Stage() = default;

void Stage::setTheme(const Theme& theme) {
  m->theme = &theme;
  update();
}

void Stage::setPlaybackRate(double nsPerMs) {
  if (std::exchange(m->motion.nsPerMs, nsPerMs) != nsPerMs) update();
}

void Stage::setMoving(bool moving) {
  if (std::exchange(m->motion.moving, moving) != moving) update();
}

void Stage::setReducedMotion(bool reduced) {
  if (std::exchange(m->motion.reduced, reduced) != reduced) update();
}

const StageMotion& Stage::motion() const { return m->motion; }

void Stage::setSteps(const StepsOnStage& steps) {
  if (steps == m->steps) return;
  m->steps = steps;
  update();
}

const StepsOnStage& Stage::steps() const { return m->steps; }

void Stage::setInstant(const std::optional<PlaybackInstant>& instant) {
  if (!instant && !m->instant) return;
  m->instant = instant;
  if (m->instant) m->instant->still = m->motion.reduced;
  update();
}

Scene Stage::scene() const {
  const StageModel& shown = model();
  if (!m->instant) return shown.scene(m->view, m->motion, &m->steps);
  return shown.scene(m->view, *m->instant, m->view.trace().at(m->instant->now));
}

void Stage::setStarting(const QString& words, std::optional<double> progress) {
  if (words == m->starting.words && progress == m->starting.progress) return;
  m->starting = {words, progress};
  update();
}

QString Stage::startingWords() const { return m->starting.words; }
std::optional<double> Stage::startingProgress() const { return m->starting.progress; }

Viewpoint& Stage::viewpoint() const { return m->view; }

const StageModel& Stage::model() const {
  m->model.update(m->view, designRect(*this));
  m->model.place(m->placements);
  return m->model;
}

void Stage::announceItems() {
  if (!QAccessible::isActive()) return;
  const std::size_t items = stageItems(*this).size();
  if (std::exchange(m->announced, items) == items) return;
  QAccessibleEvent event(this, QAccessible::ObjectReorder);
  QAccessible::updateAccessibility(&event);
}

// What was chosen by a key is where a screen reader is from now on.
void Stage::announceSelection() {
  if (!hasFocus()) return;
  const int index = stageItemIndex(*this, {m->view.task(), {}});
  if (index < 0) return;
  QAccessibleEvent event(this, QAccessible::Focus);
  event.setChild(index);
  QAccessible::updateAccessibility(&event);
}

QSize Stage::minimumSizeHint() const { return px(QSize(320, 84)); }

void Stage::paintEvent(QPaintEvent*) {
  ZoomedPainter painter(this);
  paintModel(painter, designRect(*this), model(), scene(), *m->theme, m->starting);
}

bool Stage::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) return showTip(*static_cast<QHelpEvent*>(event));
  if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

bool Stage::showTip(const QHelpEvent& help) {
  const Hit hit = hitTest(model().layout(), toDesign(help.pos()));
  QString text;
  if (hit.task.valid())
    text = taskTip(m->view.trace(), m->view.moment(), hit.task);
  else if (const StageResource* resource = m->model.structure().drawnAs(hit.resource))
    text = resourceTip(*resource, m->view.moment());
  if (text.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(help.globalPos(), text, this);
  return true;
}

}  // namespace lockstep::ui
