// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/scene.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "stage/captions.h"
#include "stage/paths.h"
#include "stage/scene_parts.h"
#include "stage/stage_text.h"

namespace lockstep::ui {

namespace {

constexpr double kHandledShown = 1500;  ///< ms of playback that a handled signal stays

/// When the task acted again after `time`; kNoGap if it did not.
std::int64_t nextOwnEvent(const Trace& trace, TaskId task, std::int64_t time) {
  std::size_t low = 0, high = trace.taskEventCount(task);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (trace.event(trace.taskEvent(task, middle)).time <= time)
      low = middle + 1;
    else
      high = middle;
  }
  return low < trace.taskEventCount(task) ? trace.event(trace.taskEvent(task, low)).time : kNoGap;
}

bool isShown(const SceneInput& input, const SignalMoment& signal) {
  if (signal.phase != SignalPhase::handled) return true;
  const std::int64_t shown = signal.handled + input.playback.nanoseconds(kHandledShown);
  const std::int64_t next = nextOwnEvent(input.trace, signal.to, signal.handled);
  return input.playback.now < std::max(shown, next);
}

/// From the sender, or from above the stage for one that has no place on it.
QPainterPath signalPath(const SceneInput& input, const SignalMoment& signal, const TaskPlace& to) {
  const TaskPlace* from = input.layout.task(signal.from);
  if (!from || from == &to) {
    const QPointF start(to.disc.x() + 40, input.layout.area.top() + 4);
    QPainterPath path(start);
    path.lineTo(taskEdge(input.layout, to, start));
    return path;
  }
  return clearPath(input.layout, *from, to, 1);
}

/// Half of what an envelope takes along the direction `way`, its name left out.
double halfAlong(const QSizeF& size, const QPointF& way) {
  const double length = std::hypot(way.x(), way.y());
  if (length < .01) return size.width() / 2;
  return std::min(size.width() / 2 / std::max(.01, std::abs(way.x()) / length),
                  size.height() / 2 / std::max(.01, std::abs(way.y()) / length));
}

QPointF heading(const QPainterPath& path) {
  return path.pointAtPercent(1) - path.pointAtPercent(.9);
}

/// Where an envelope's middle is: between the sender's edge and the place where it parks, never on
/// either box; those behind it stand further back, and beside the line where it is too short.
QPointF envelopeAt(const SceneInput& input, const SignalMoment& signal, const QPainterPath& path,
                   bool masked, int behind) {
  constexpr double kBar = 8 + 2.5 + 3;  // mask bar and a gap
  const QSizeF size = envelopeSize(input.layout.scale);
  const double length = std::max(1.0, path.length());
  const double leave = halfAlong(size, path.pointAtPercent(.1) - path.pointAtPercent(0)) + 4;
  const double half = halfAlong(size, heading(path));
  const double first = std::max(length - half - kBar, std::min(leave, length / 2));
  const double step = 2 * half + 6;
  const int fit = 1 + static_cast<int>(std::max(0.0, first - leave) / step);
  const double parked = first - step * (behind % fit);
  const QPointF aside(0, (size.height() + 22) * (behind / fit));
  const double flown = easeInOut(input.playback.progress(signal.sent, kFlight, kNoGap));
  // Neither masked nor delivered: it is still on its way.
  const double target = masked ? parked : std::min(parked, std::max(leave, length / 2));
  const double start = std::min(leave, target);
  const double pending = start + (target - start) * flown;
  if (signal.phase == SignalPhase::pending)
    return path.pointAtPercent(pending / length) + aside * flown;
  // From where it was when it was delivered to its receiver's edge.
  const double arrived = easeInOut(input.playback.progress(signal.delivered, kFlight, kNoGap));
  const PlaybackInstant then{signal.delivered, input.playback.rate, input.playback.still};
  const double before =
      start + (target - start) * easeInOut(then.progress(signal.sent, kFlight, kNoGap));
  return path.pointAtPercent((before + (first - before) * arrived) / length);
}

}  // namespace

QSizeF envelopeSize(const Scale& scale) {
  const double width = std::clamp(48 * scale.size, 34.0, 52.0);
  return {width, width * .68};
}

void addSignals(const SceneInput& input, Scene& scene) {
  std::map<TaskId, int> behind;
  std::map<TaskId, bool> handled;
  // The latest first, so that of the handled ones only the last stays.
  for (auto signal = input.moment.signals.rbegin(); signal != input.moment.signals.rend();
       ++signal) {
    const TaskPlace* to = input.layout.task(signal->to);
    if (!to || !isShown(input, *signal)) continue;
    const bool done = signal->phase == SignalPhase::handled;
    if (done && std::exchange(handled[signal->to], true)) continue;
    const bool pending = signal->phase == SignalPhase::pending;
    const std::uint64_t mask = momentOf(input.moment, signal->to).blockedSignals;
    const bool masked = pending && signal->number > 0 && signal->number <= 64 &&
                        (mask >> (signal->number - 1) & 1U);
    const QPainterPath path = signalPath(input, *signal, *to);
    EnvelopeItem envelope;
    const int queued = pending ? behind[signal->to]++ : 0;
    envelope.at = envelopeAt(input, *signal, path, masked, queued);
    envelope.open = !pending;
    envelope.tick = done;
    envelope.masked = masked;
    envelope.bar = path.pointAtPercent(std::clamp(1 - 8 / std::max(9.0, path.length()), 0.0, 1.0));
    envelope.way = heading(path);
    const std::string_view name = signalName(signal->number);
    envelope.name = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    scene.lines.push_back({LineKind::signal, path, 1});
    scene.envelopes.push_back(envelope);
  }
}

namespace {

bool everybodyWaits(const Moment& moment, const std::vector<WaitEdge>& edges) {
  return std::all_of(moment.tasks.begin(), moment.tasks.end(), [&](const TaskMoment& task) {
    const bool gone = task.state == State::unborn || task.ended ||
                      task.state == State::terminated || task.state == State::zombie;
    if (gone || task.id == kSupervisor || !task.id.valid()) return true;
    return std::any_of(edges.begin(), edges.end(),
                       [&](const WaitEdge& edge) { return edge.waiter == task.id && !edge.timed; });
  });
}

QString cycleSentence(const SceneInput& input, const WaitGraph& graph,
                      const std::vector<std::size_t>& cycle) {
  const bool timed = std::any_of(cycle.begin(), cycle.end(),
                                 [&](std::size_t edge) { return graph.edges[edge].timed; });
  if (timed) return StageText::tr("They wait for each other until a time runs out");
  if (everybodyWaits(input.moment, graph.edges)) return StageText::tr("Nobody can ever move");
  return StageText::tr("%1 of them can never move").arg(cycle.size());
}

/// Through the members in order: who waits, for what, who holds it.
void addBand(const SceneInput& input, const WaitGraph& graph, const std::vector<std::size_t>& cycle,
             Scene& scene) {
  std::vector<QPointF> stops;
  for (const std::size_t index : cycle) {
    const WaitEdge& edge = graph.edges[index];
    if (const TaskPlace* task = input.layout.task(edge.waiter)) stops.push_back(task->disc);
    const StageResource* drawn = input.structure.drawnAs(edge.resource);
    if (drawn)
      if (const ResourcePlace* place = input.layout.resource(drawn->id))
        stops.push_back(place->body.center());
  }
  if (stops.size() < 2) return;
  QPainterPath band(stops.front());
  for (std::size_t i = 0; i < stops.size(); ++i)
    band.connectPath(bend(input.layout, stops[i], stops[(i + 1) % stops.size()]));
  scene.band.addPath(band);
}

}  // namespace

QRectF sentenceRoom(const SceneInput& input) {
  if (!input.layout.sentence.isEmpty()) return input.layout.sentence;
  const QRectF& area = input.layout.area;
  return {area.left(), area.bottom() - 26, area.width(), 26};
}

void addCycles(const SceneInput& input, Scene& scene) {
  const WaitGraph graph = waitGraph(input.moment, input.trace);
  if (graph.cycles.empty()) return;
  for (const auto& cycle : graph.cycles) addBand(input, graph, cycle, scene);
  const auto& first = graph.cycles.front();
  std::int64_t closed = 0;
  for (const std::size_t edge : first) {
    scene.chain.push_back(QString::number(graph.edges[edge].waiter.value));
    closed = std::max(closed, graph.edges[edge].since);
  }
  if (!scene.chain.empty()) scene.chain.push_back(scene.chain.front());
  scene.bandProgress = easeOut(input.playback.progress(closed, kBand, kNoGap));
  if (input.layout.silent) return;
  scene.sentence = cycleSentence(input, graph, first);
  scene.sentenceRect = sentenceRoom(input);
}

Scene buildScene(const SceneInput& input) {
  Scene scene;
  scene.scale = input.layout.scale;
  scene.area = input.layout.area;
  if (input.layout.kind == LayoutKind::empty) {
    scene.notice = StageText::tr("Pick a scenario to start.");
    return scene;
  }
  const RecentChanges changes(input.trace, input.playback);
  addCycles(input, scene);
  addActors(input, scene);
  addStandingLines(input, scene);
  addResources(input, changes, scene);
  addPassingLines(input, changes, scene);
  addTransfers(input, changes, scene);
  addSignals(input, scene);
  addSteps(input, scene);
  if (input.layout.hidden > 0) {
    scene.more =
        StageText::tr("and %1 more: make the stage larger to see them").arg(input.layout.hidden);
    scene.moreRect = input.layout.more;
  }
  return scene;
}

Hit hitTest(const Layout& layout, const QPointF& point) {
  for (const TaskPlace& task : layout.tasks) {
    const QPointF away = point - task.disc;
    const double reach = layout.scale.disc + 4;
    const bool onDisc = QPointF::dotProduct(away, away) <= reach * reach;
    if (task.shown && (onDisc || task.whole.contains(point) || task.name.contains(point) ||
                       task.status.contains(point)))
      return {task.id, {}};
  }
  for (const ResourcePlace& resource : layout.resources) {
    const bool hit = resource.body.contains(point) || resource.label.contains(point) ||
                     resource.seats.contains(point) || resource.getters.contains(point);
    if (resource.shown && hit) return {{}, resource.id};
  }
  for (const ProcessPlace& process : layout.processes)
    if (!process.frame && (process.box.contains(point) || process.tab.contains(point)))
      return {process.id, {}};
  return {};
}

}  // namespace lockstep::ui
