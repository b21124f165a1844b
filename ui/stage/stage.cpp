// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/stage.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <utility>

#include "stage/accessible_stage.h"
#include "stage/captions.h"
#include "stage/paint.h"
#include "stage/stage_model.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

struct StartingNote {
  QString words;  ///< empty: nothing is being started
  std::optional<double> progress;
};

void paintProgress(QPainter& painter, const QRectF& header, double progress, const Theme& theme) {
  constexpr double kHeight = 3;
  const QRectF bar(header.left(), header.bottom() - kHeight, header.width(), kHeight);
  painter.fillRect(bar, theme.line);
  painter.fillRect(
      QRectF(bar.topLeft(), QSizeF(bar.width() * std::clamp(progress, 0.0, 1.0), kHeight)),
      theme.text);
}

void paintModel(QPainter& painter, const QRectF& area, const StageModel& model,
                const Viewpoint& view, const Theme& theme, double rate,
                const StartingNote& starting) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(area, theme.bg);
  const bool starts = !starting.words.isEmpty();
  paintHeader(painter, model.header(), starts ? starting.words : counts(model.structure()), theme);
  if (starting.progress) paintProgress(painter, model.header(), *starting.progress, theme);
  Scene scene = model.scene(view, rate);
  if (starts && !scene.notice.isEmpty()) scene.notice = starting.words;
  paintScene(painter, scene, theme);
  painter.restore();
}

}  // namespace

void paintStage(QPainter& painter, const QRectF& area, const Viewpoint& view, const Theme& theme,
                double playbackNsPerMs) {
  StageModel model;
  model.update(view, area);
  paintModel(painter, area, model, view, theme, playbackNsPerMs, {});
}

struct Stage::Impl {
  Viewpoint& view;
  const Theme* theme = &lockstep::ui::theme(systemThemeKind());
  double rate = 0;
  StartingNote starting;
  StageModel model;
  std::size_t announced = 0;  ///< items that screen readers know of
};

Stage::Stage(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m(std::make_unique<Impl>(Impl{.view = view, .starting = {}, .model = {}})) {
  static const bool kInstalled = (QAccessible::installFactory(&AccessibleStage::make), true);
  Q_UNUSED(kInstalled)
  setObjectName(QStringLiteral("stage"));
  setAccessibleName(tr("Stage"));
  setFocusPolicy(Qt::ClickFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  const auto repaint = [this] { update(); };
  connect(&view, &Viewpoint::traceReplaced, this, [this] {
    m->model = StageModel();
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
  if (m->rate == nsPerMs) return;
  m->rate = nsPerMs;
  update();
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
  paintModel(painter, designRect(*this), model(), m->view, *m->theme, m->rate, m->starting);
}

void Stage::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  const Hit hit = hitTest(model().layout(), toDesign(event->position()));
  if (hit.task.valid()) {
    m->view.selectTask(hit.task);
  } else if (hit.resource.valid()) {
    m->view.selectResource(hit.resource);
  } else {
    m->view.selectTask(TaskId{});
    m->view.selectResource(ResourceId{});
  }
}

bool Stage::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Hit hit = hitTest(model().layout(), toDesign(help->pos()));
  QString text;
  if (hit.task.valid())
    text = taskTip(m->view.trace(), m->view.moment(), hit.task);
  else if (const StageResource* resource = m->model.structure().drawnAs(hit.resource))
    text = resourceTip(*resource, m->view.moment());
  if (text.isEmpty()) {
    QToolTip::hideText();
    event->ignore();
  } else {
    QToolTip::showText(help->globalPos(), text, this);
  }
  return true;
}

}  // namespace lockstep::ui
