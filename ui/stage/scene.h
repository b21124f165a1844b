// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QString>
#include <QStringList>
#include <vector>

#include "analysis/analysis.h"
#include "stage/activity.h"
#include "stage/effects.h"
#include "stage/layout.h"
#include "stage/paths.h"
#include "stage/step_ghost.h"

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
  Shares shares{};     ///< ns in each state where it changes too often to be followed; else zeros
  bool busy = false;   ///< `shares` are shown in place of the state
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

/// A waiting task on its way from its seat.
struct WalkerItem {
  ChipItem chip;
  QPointF at;
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
  int more = 0;    ///< items that have no slot
  QString count;   ///< operations on it where they are too many to be followed; else empty
  int flying = 0;  ///< permits that are on their way back
  int heat = 0;    ///< 1 .. Heat::kMost with `count`
  std::vector<WalkerItem> walkers;
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
  kin,      ///< parent to child, all the time
  traffic,  ///< uses what is too busy to show each use
  fork,
  join,
  // What a step would begin.
  wouldWait,
  wouldTake,
  wouldWake,
};

struct LineItem {
  LineKind kind = LineKind::owns;
  QPainterPath path;
  double opacity = 1;
};

/// What flies: an item of a queue, a permit, a copy of a shared value, an exit code.
enum class TokenKind : std::uint8_t { item, permit, copy, exitCode };

struct TokenItem {
  QString text;
  QPointF at;
  TokenKind kind = TokenKind::item;
};

/// A task's own copy of a shared value: what it has loaded, or what it is about to store.
struct CopyItem {
  QPointF at;
  QString text;
  bool changed = false;  ///< not what it loaded any more
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

/// Beside something that a step has changed, or around what it would change.
struct MarkItem {
  QPointF at;
  double radius = 0;
  bool ghost = false;  ///< a dashed ring in place of a dot
};

/// Without its name, px.
QSizeF envelopeSize(const Scale& scale);

struct Scene {
  Scale scale;
  QRectF area;
  QPainterPath band;
  double bandProgress = 1;
  QPainterPath openBand;  ///< links of a ring that are not closed yet
  QRectF sentenceRect;
  QString headline;  ///< above the sentence; empty: none
  QString sentence;
  std::vector<QString> chain;
  std::vector<bool> openLinks;  ///< of the chain, from one to the next; empty: none is open
  std::vector<BoxItem> boxes;
  std::vector<LineItem> lines;
  std::vector<ResourceItem> resources;
  std::vector<ActorItem> actors;
  std::vector<TokenItem> tokens;
  std::vector<CopyItem> copies;
  std::vector<BadgeItem> badges;
  std::vector<EnvelopeItem> envelopes;
  std::vector<MarkItem> marks;
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
  Ways* ways = nullptr;                 ///< of this layout; null: every line is found anew
  Heat heat{};                          ///< nothing is too busy without it
  const StepsOnStage* steps = nullptr;  ///< of Step mode; null: none
};

Scene buildScene(const SceneInput& input);

/// What of the stage is at a point.
struct Hit {
  TaskId task;
  ResourceId resource;
};
Hit hitTest(const Layout& layout, const QPointF& point);

}  // namespace lockstep::ui
