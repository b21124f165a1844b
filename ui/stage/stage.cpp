// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/stage.h"

#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "stage/captions.h"
#include "stage/paint.h"
#include "stage/stage_model.h"

namespace lockstep::ui {

namespace {

void paintModel(QPainter& painter, const QRectF& area, const StageModel& model,
                const Viewpoint& view, const Theme& theme, double rate) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(area, theme.bg);
  paintHeader(painter, model.header(), counts(model.structure()), theme);
  paintScene(painter, model.scene(view, rate), theme);
  painter.restore();
}

}  // namespace

void paintStage(QPainter& painter, const QRectF& area, const Viewpoint& view, const Theme& theme,
                double playbackNsPerMs) {
  StageModel model;
  model.update(view, area);
  paintModel(painter, area, model, view, theme, playbackNsPerMs);
}

struct Stage::Impl {
  Viewpoint& view;
  const Theme* theme = &lockstep::ui::theme(systemThemeKind());
  double rate = 0;
  StageModel model;
};

namespace {

/// Sentences are made when a screen reader asks for them.
class AccessibleStage : public QAccessibleWidget {
 public:
  AccessibleStage(Stage* stage, const Viewpoint& view)
      : QAccessibleWidget(stage, QAccessible::Graphic), m_view(view) {}

  QString text(QAccessible::Text which) const override {
    if (which == QAccessible::Name) return QCoreApplication::translate("Stage", "Stage");
    if (which != QAccessible::Description) return QAccessibleWidget::text(which);
    Structure structure;
    structure.update(m_view.trace());
    const QStringList list = sentences(structure, m_view.trace(), m_view.moment());
    return list.isEmpty() ? QCoreApplication::translate("Stage", "Pick a scenario to start.")
                          : list.join(QLatin1Char('\n'));
  }

 private:
  const Viewpoint& m_view;
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object) {
  auto* stage = qobject_cast<Stage*>(object);
  if (!stage) return nullptr;
  const auto* view = stage->property("viewpoint").value<const QObject*>();
  const auto* viewpoint = qobject_cast<const Viewpoint*>(view);
  return viewpoint ? new AccessibleStage(stage, *viewpoint) : nullptr;
}

}  // namespace

Stage::Stage(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m(std::make_unique<Impl>(Impl{.view = view, .model = {}})) {
  static const bool kInstalled = (QAccessible::installFactory(makeAccessible), true);
  Q_UNUSED(kInstalled)
  setProperty("viewpoint", QVariant::fromValue<const QObject*>(&view));
  setObjectName(QStringLiteral("stage"));
  setAccessibleName(tr("Stage"));
  setFocusPolicy(Qt::ClickFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  const auto repaint = [this] { update(); };
  connect(&view, &Viewpoint::traceReplaced, this, [this] {
    m->model = StageModel();
    update();
  });
  connect(&view, &Viewpoint::traceChanged, this, repaint);
  connect(&view, &Viewpoint::playheadChanged, this, repaint);
  connect(&view, &Viewpoint::selectionChanged, this, repaint);
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

QSize Stage::minimumSizeHint() const { return {320, 200}; }

void Stage::paintEvent(QPaintEvent*) {
  m->model.update(m->view, rect());
  QPainter painter(this);
  paintModel(painter, rect(), m->model, m->view, *m->theme, m->rate);
}

void Stage::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  m->model.update(m->view, rect());
  const Hit hit = hitTest(m->model.layout(), event->position());
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
  m->model.update(m->view, rect());
  const Hit hit = hitTest(m->model.layout(), help->pos());
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
