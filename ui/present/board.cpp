// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/board.h"

#include <QPainter>
#include <algorithm>
#include <vector>

#include "present/accessible_board.h"
#include "present/board_ring.h"
#include "stage/effects.h"
#include "stage/paint.h"
#include "theme/labels.h"

namespace lockstep::ui {

namespace {

struct Text {
  Q_DECLARE_TR_FUNCTIONS(Board)
};

// In units of a board, whose smallest text is kLeastText where the projector's floor is 4.
constexpr double kBody = kLeastText * 4.8 / 4;
constexpr double kLeast = kLeastText * 4.6 / 4;
constexpr double kLegend = kLeast * 1.4;

Scale cardScale(double width, double disc, bool status) {
  Scale scale;
  scale.size = .4;
  scale.compact = true;
  scale.cards = true;
  scale.status = status;
  scale.disc = disc;
  scale.chip = 11.2;
  scale.icon = .99;
  scale.nameText = width < 110 ? kLeast : kBody;
  scale.statusText = kLeast;
  scale.cardWidth = width;
  scale.seats = width < 110 ? 1 : 2;
  return scale;
}

Scale tallScale(double width, bool status) {
  Scale scale = cardScale(width, 14.6, status);
  scale.tall = true;
  scale.nameText = kLeast;
  scale.seats = 1;
  return scale;
}

/// Cards with their words beside and then below their numbers; at the end numbers alone, which
/// their states' shapes tell apart.
std::vector<Scale> boardScales() {
  std::vector<Scale> scales;
  for (const double width : {172.0, 150.0, 134.0, 120.0, 108.0})
    scales.push_back(cardScale(width, 14.6, true));
  for (const double width : {110.0, 92.0, 80.0}) scales.push_back(tallScale(width, true));
  for (const double width : {92.0, 80.0}) scales.push_back(tallScale(width, false));
  scales.push_back(cardScale(92, 14.6, false));
  scales.push_back(tallScale(66, false));
  for (const double width : {97.0, 84.0}) {
    Scale brief = cardScale(width, 14.6, false);
    brief.brief = true;
    scales.push_back(brief);
  }
  Scale numbers = cardScale(38, 14.6, false);
  numbers.names = false;
  numbers.size = .1;
  numbers.labels = true;
  scales.push_back(numbers);
  numbers.labels = false;
  scales.push_back(numbers);
  return scales;
}

/// Full words and full ink: nothing on a projector may be faint, and a board says what state a task
/// is in, not how that is known.
void simplify(Scene& scene, TaskId selected, const Layout& layout, const Structure& structure) {
  const bool oneProcess = structure.processes().size() <= 1;
  for (ActorItem& actor : scene.actors) {
    // A card of its own is ringed as a whole.
    const bool alone = std::ranges::count(structure.tasks(), actor.id, &StageTask::process) == 1;
    if (layout.process(actor.id) && (oneProcess || alone)) actor.selected = false;
    actor.status = label(actor.state);
    actor.code = false;
    actor.shorter.clear();
    actor.badge.clear();
    actor.pid.clear();
    actor.opacity = 1;
    actor.offset = {};
  }
  for (BoxItem& box : scene.boxes) {
    box.offset = {};
    if (oneProcess) box.selected = box.place.id == selected;
  }
  for (LineItem& line : scene.lines) line.opacity = 1;
  std::erase_if(scene.resources, [](const ResourceItem& item) { return !item.exists; });
  // A padlock tells by its form what its figures say, and for how long is nobody's question here.
  for (ResourceItem& item : scene.resources)
    if (isLock(item.place.kind) || layout.kind == LayoutKind::ring) item.meta.clear();
  if (!scene.more.isEmpty()) scene.more = Text::tr("and more");
}

struct BoardLook {
  const Theme& theme;
  const Projector& projector;
  double unit;  ///< px
};

void paintCardActor(QPainter& painter, const ActorItem& actor, const Scale& scale,
                    const BoardLook& look) {
  // Rings and patterns keep a finer grain than words.
  const double grain = look.projector.pattern() / look.unit;
  const auto disc = [&](State state, double opacity) {
    painter.save();
    painter.setOpacity(opacity);
    painter.translate(actor.place.disc);
    painter.scale(grain, grain);
    drawActor(painter, look.theme, actor.number, state, {0, 0}, actor.radius / grain,
              actor.selected, actor.failed);
    painter.restore();
  };
  if (actor.fade < 1) disc(actor.before, 1);
  disc(actor.state, easeOut(actor.fade));
  if (!scale.names) return;
  const QColor ground = actor.boxed ? QColor() : look.theme.bg;
  paintText(painter, actor.place.name, actor.place.align, actor.name, uiFont(scale.nameText, 700),
            look.theme.text, ground);
  if (!scale.status) return;
  QRectF line = actor.place.status;
  line.setHeight(scale.statusLine());
  paintText(painter, line, actor.place.align, actor.status, uiFont(scale.statusText, 500),
            look.theme.text2, ground);
}

/// What a run is about, where a board has no room for all of it: of tasks and locks in a ring only
/// these; of others all but a main that only starts them and waits. Nothing if that is everything.
std::optional<Structure> essence(const Structure& whole) {
  const RingMembers ring = ringMembers(whole);
  std::vector<StageTask> tasks(whole.tasks().begin(), whole.tasks().end());
  std::vector<StageResource> resources(whole.resources().begin(), whole.resources().end());
  if (ring.locks.empty()) {
    std::erase_if(tasks, [&](const StageTask& task) {
      return task.id == kMainTask && std::ranges::none_of(resources, [&](const StageResource& r) {
               return whole.uses(task.id, r.id) != 0 || whole.uses(task.id, r.inner) != 0;
             });
    });
  } else {
    std::erase_if(tasks, [&](const StageTask& task) {
      return std::ranges::find(ring.tasks, task.id) == ring.tasks.end();
    });
    std::erase_if(resources, [&](const StageResource& resource) {
      return std::ranges::find(ring.locks, resource.id) == ring.locks.end();
    });
  }
  if (tasks.size() == whole.tasks().size() && resources.size() == whole.resources().size())
    return std::nullopt;
  Structure made(tasks, resources);
  for (const StageTask& task : tasks)
    for (const StageResource& resource : resources)
      for (const ResourceId id : {resource.id, resource.inner})
        if (id.valid()) made.addUse(task.id, id, static_cast<Use>(whole.uses(task.id, id)));
  return made;
}

bool saysAll(const Layout& layout) { return layout.hidden == 0 && layout.scale.names; }

// A few things are drawn larger, so that they fill the board.
constexpr double kEnlarged[] = {1.45, 1.2};

}  // namespace

QRectF BoardModel::area(const Projector& projector, double enlarged) const {
  // Lines have a width.
  constexpr double kEdge = 1.5;
  return QRectF({0, 0}, m_size / (projector.stage() * enlarged))
      .adjusted(kEdge, kEdge, -kEdge, -kEdge);
}

bool BoardModel::enlarge(const Projector& projector) {
  const std::vector<Scale> all = boardScales();
  const auto wide = std::span(all).first(2);
  for (const double factor : kEnlarged) {
    m_layout = arrange(m_structure, area(projector, factor), wide);
    m_unit = projector.stage() * factor;
    if (m_layout.hidden == 0 && m_layout.kind != LayoutKind::ring) return true;
  }
  m_unit = projector.stage();
  return false;
}

void BoardModel::fill(const QRectF& area) {
  const std::vector<Scale> scales = boardScales();
  m_structure = m_whole;
  m_layout = arrange(m_structure, area, scales);
  if (saysAll(m_layout)) return;
  const auto less = essence(m_whole);
  if (!less) return;
  const RingMembers ring = ringMembers(*less);
  auto layout = ring.locks.empty() ? std::nullopt : arrangeBoardRing(*less, ring, area, scales);
  if (!layout) layout = arrange(*less, area, scales);
  if (layout->hidden > 0 && m_layout.hidden == 0) return;
  m_structure = *less;
  m_layout = std::move(*layout);
}

void BoardModel::update(const Viewpoint& view, const QSizeF& size, const Projector& projector) {
  const bool changed = m_whole.update(view.trace());
  if (m_placed && !changed && size == m_size) return;
  m_size = size;
  m_placed = true;
  m_legend = QRectF();
  m_structure = m_whole;
  if (enlarge(projector)) return;
  const QRectF all = area(projector, 1);
  fill(all);
  if (m_layout.scale.names || m_layout.hidden > 0) return;
  // Numbers alone say nothing to who has not met them: a line says whose they are.
  const Structure structure = m_structure;
  const Layout without = m_layout;
  m_legend = QRectF(all.left(), all.bottom() - kLegend, all.width(), kLegend);
  fill(all.adjusted(0, 0, 0, -kLegend - 2));
  if (m_layout.hidden == 0) return;
  m_structure = structure;
  m_layout = without;
  m_legend = QRectF();
}

Scene BoardModel::scene(const Viewpoint& view, const PlaybackInstant& playback) const {
  const SceneInput input{m_structure,   m_layout, view.trace(), view.relations(),
                         view.moment(), playback, view.task(),  view.resource()};
  Scene scene = buildScene(input);
  simplify(scene, view.task(), m_layout, m_structure);
  return scene;
}

namespace {

/// "2 Plato   3 Aristotle ...": names lose letters where there is no room for all.
void paintLegend(QPainter& painter, const BoardModel& model, const Theme& theme) {
  constexpr double kGap = 6;
  const QRectF& line = model.legend();
  const QFont bold = uiFont(kLeast, 700), plain = uiFont(kLeast, 500);
  const auto numberWidth = [&](const StageTask& task) {
    return QFontMetricsF(bold).horizontalAdvance(QString::number(task.id.value)) + 3;
  };
  const auto nameWidth = [&](const StageTask& task) {
    return QFontMetricsF(plain).horizontalAdvance(task.name) + 1;
  };
  double fixed = 0, names = 0;
  for (const StageTask& task : model.structure().tasks()) {
    fixed += numberWidth(task) + kGap;
    names += nameWidth(task);
  }
  const double share = std::clamp((line.width() - fixed) / std::max(1.0, names), 0.0, 1.0);
  double x = line.left();
  for (const StageTask& task : model.structure().tasks()) {
    const double first = numberWidth(task), second = nameWidth(task) * share;
    paintText(painter, QRectF(x, line.top(), first, line.height()), Qt::AlignLeft,
              QString::number(task.id.value), bold, theme.text);
    paintText(painter, QRectF(x + first, line.top(), second, line.height()), Qt::AlignLeft,
              task.name, plain, theme.text);
    x += first + second + kGap;
  }
}

}  // namespace

void paintBoard(QPainter& painter, const BoardModel& model, const Viewpoint& view,
                const PlaybackInstant& playback, const Theme& theme, const Projector& projector) {
  const BoardLook look{theme, projector, model.unit()};
  Scene scene = model.scene(view, playback);
  const std::vector<ActorItem> actors = std::move(scene.actors);
  scene.actors.clear();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(look.unit, look.unit);
  paintScene(painter, scene, look.theme);
  for (const ActorItem& actor : actors) paintCardActor(painter, actor, scene.scale, look);
  if (!model.legend().isEmpty()) paintLegend(painter, model, theme);
  painter.restore();
}

Board::Board(Viewpoint& view, QWidget* parent)
    : QWidget(parent), m_view(view), m_theme(&theme(ThemeKind::projector)) {
  static const bool kInstalled = (QAccessible::installFactory(&AccessibleBoard::make), true);
  Q_UNUSED(kInstalled)
  setFocusPolicy(Qt::TabFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  const auto repaint = [this] { update(); };
  connect(&view, &Viewpoint::traceReplaced, this, [this] {
    m_model = BoardModel();
    update();
  });
  connect(&view, &Viewpoint::traceChanged, this, repaint);
  connect(&view, &Viewpoint::playheadChanged, this, repaint);
  connect(&view, &Viewpoint::selectionChanged, this, repaint);
}

void Board::setLook(const Theme& theme, const Projector& projector) {
  if (m_theme == &theme && m_projector == projector) return;
  m_theme = &theme;
  m_projector = projector;
  m_model = BoardModel();
  update();
}

void Board::setPlaybackRate(double nsPerMs) {
  if (m_rate == nsPerMs) return;
  m_rate = nsPerMs;
  update();
}

void Board::setGlide(std::optional<double> ms) {
  if (m_glide == ms) return;
  m_glide = ms;
  update();
}

const BoardModel& Board::model() const {
  m_model.update(m_view, size(), m_projector);
  return m_model;
}

// A glide passes at one ns of the run a ms, so that all effects have their nominal lengths whatever
// comes next. Where the next event is nearer than that there is no room for one.
PlaybackInstant Board::playback() const {
  const std::int64_t now = m_view.playhead();
  if (m_rate > 0 || !m_glide) return {now, m_rate};
  const Trace& trace = m_view.trace();
  const std::size_t next = trace.firstAt(now + 1);
  const bool room = next >= trace.logSize() ||
                    trace.event(next).time > now + static_cast<std::int64_t>(kGlideTime);
  if (!room) return {now, 0};
  return {now + static_cast<std::int64_t>(*m_glide), 1};
}

Hit Board::hitAt(const QPointF& point) const {
  return hitTest(model().layout(), point / model().unit());
}

QRectF Board::placeOf(const Hit& hit) const {
  const Layout& layout = model().layout();
  QRectF place;
  if (hit.task.valid()) {
    if (const ProcessPlace* box = layout.process(hit.task); box && !box->frame)
      place = box->box | box->tab;
    else if (const TaskPlace* task = layout.task(hit.task))
      place = task->whole | task->name | task->status;
  } else if (const ResourcePlace* resource = layout.resource(hit.resource)) {
    place = resource->body | resource->label;
  }
  const double unit = model().unit();
  return {place.topLeft() * unit, place.size() * unit};
}

void Board::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->bg);
  paintBoard(painter, model(), m_view, playback(), *m_theme, m_projector);
}

}  // namespace lockstep::ui
