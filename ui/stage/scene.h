// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QString>
#include <QStringList>
#include <vector>

#include "analysis/analysis.h"
#include "stage/effects.h"
#include "stage/layout.h"

/// Everything that is to be drawn at one instant, effects in progress included. The painters read
/// nothing else: what is not here is not on the stage.

namespace lockstep::ui {

struct ActorItem {
  TaskId id;
  TaskPlace place;
  double radius = 26;
  QString number;
  State before = State::unborn;
  State state = State::unborn;
  double fade = 1;  ///< from `before` to `state`
  bool selected = false;
  bool failed = false;
  QString badge;  ///< evidence that must be told; empty for the kernel's
  QString name;
  QString pid;      ///< of a process, to be told where its box has no tab
  QRectF tab;       ///< of its box, if it has one
  QString process;  ///< its name, as the tab tells it
  QString status;
  QStringList shorter;  ///< other wordings of the status, the longest first
  bool code = false;    ///< the status is code
  double opacity = 1;
  QPointF offset;      ///< on its way out of its parent
  bool boxed = false;  ///< its texts stand on the box's surface
};

enum class BoxForm : std::uint8_t { unborn, alive, zombie, ended };

struct BoxItem {
  ProcessPlace place;
  BoxForm form = BoxForm::alive;
  QString name;
  QString pid;
  bool selected = false;
  QPointF offset;
};

struct ChipItem {
  QString number;
  State state = State::blocked;
  double seat = 0;  ///< place in line, fractional while it moves up
  double opacity = 1;
};

struct SlotItem {
  QString text;
  double slot = 0;  ///< 0 leaves next, fractional while it moves up
};

struct ResourceItem {
  ResourcePlace place;
  QString name;
  QString meta;
  bool exists = true;
  bool selected = false;
  bool abandoned = false;
  bool broken = false;
  bool concurrent = false;       ///< shared value: two tasks are about to store
  std::int64_t value = 0;        ///< as ResourceMoment
  std::int64_t capacity = 0;     ///< as ResourceInfo
  int depth = 0;                 ///< rlock
  double closed = 0;             ///< shackle, gate arm, flag: 0 open/up .. 1 closed/down
  QString owner;                 ///< number in the keyhole
  std::vector<QString> holders;  ///< semaphore: who took the permits
  std::vector<ChipItem> seats;   ///< waiting tasks; of a queue: those who put
  std::vector<ChipItem> getters;
  std::vector<ChipItem> room;  ///< condition, barrier: inside; shared value: who has loaded it
  std::vector<SlotItem> items;
  int more = 0;  ///< items that have no slot
};

enum class LineKind : std::uint8_t {
  owns,
  waits,
  wakes,
  handOff,
  channel,  ///< where items may go
  message,  ///< where one goes now
  touches,
  signal,
  kin,  ///< parent to child, all the time
  fork,
  join,
};

struct LineItem {
  LineKind kind = LineKind::owns;
  QPainterPath path;
  double opacity = 1;
};

struct TokenItem {
  QString text;
  QPointF at;
};

struct BadgeItem {
  QString number;
  QPointF at;
};

struct EnvelopeItem {
  QPointF at;
  QString name;
  bool open = false;
  bool tick = false;
  bool masked = false;
  QPointF bar;  ///< middle of the mask bar
  QPointF way;  ///< the direction it comes from; the bar stands across it
};

/// Without its name, px.
QSizeF envelopeSize(const Scale& scale);

struct Scene {
  Scale scale;
  QRectF area;
  QPainterPath band;
  double bandProgress = 1;
  QRectF sentenceRect;
  QString sentence;
  std::vector<QString> chain;
  std::vector<BoxItem> boxes;
  std::vector<LineItem> lines;
  std::vector<ResourceItem> resources;
  std::vector<ActorItem> actors;
  std::vector<TokenItem> tokens;
  std::vector<BadgeItem> badges;
  std::vector<EnvelopeItem> envelopes;
  QString notice;  ///< in the middle of an empty stage
  QString more;
  QRectF moreRect;
};

struct SceneInput {
  const Structure& structure;
  const Layout& layout;
  const Trace& trace;
  const Relations& relations;
  const Moment& moment;
  PlaybackInstant playback;
  TaskId selectedTask;
  ResourceId selectedResource;
};

Scene buildScene(const SceneInput& input);

/// What of the stage is at a point.
struct Hit {
  TaskId task;
  ResourceId resource;
};
Hit hitTest(const Layout& layout, const QPointF& point);

}  // namespace lockstep::ui
