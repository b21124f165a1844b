// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stage/structure.h"

/// Where everything stands, for a whole run: a pure function of structure and area. Needs neither
/// fonts nor a screen; texts get boxes and are elided into them.

namespace lockstep::ui {

enum class LayoutKind : std::uint8_t { empty, ring, flow, hub, tree, grid };

/// How large and how detailed things are drawn. Texts never fall below kLeastText.
struct Scale {
  double size = 1;  ///< of geometry; 1 is the mock-up at 1185 x 512
  bool compact = false;
  bool names = true;
  bool labels = false;  ///< without names: those of resources all the same
  bool status = true;
  bool brief = false;  ///< nothing but names, in the room that common ones need
  bool cards = false;  ///< each task has a box of its own; a single process has no frame
  bool tall = false;   ///< in a box a task's texts stand below its disc
  double disc = 26;    ///< radius of a task, px
  double chip = 11;    ///< radius of a seat's chip
  double icon = 1;     ///< of resource drawings
  double nameText = 14;
  double statusText = 12.5;
  double cardWidth = 256;
  int seats = 3;

  double nameLine() const { return nameText * 1.4; }
  bool named() const { return names || labels; }  ///< resources
  double statusLine() const { return status ? statusText * 1.4 : 0; }
  /// Beside a disc there is room for two lines anyhow.
  double taskStatusLine() const {
    return status || (names && !brief && !tall) ? statusText * 1.4 : 0;
  }
  double rowHeight() const;
  double tabHeight() const { return nameText * 1.4 + 4; }
  double pillWidth(int count) const { return count * (2 * chip + 5) + 7; }
  double pillHeight() const { return 2 * chip + 10; }
};
inline constexpr double kLeastText = 11;

struct TaskPlace {
  TaskId id;
  TaskId process;  ///< whose box it stands in, where that has one
  bool shown = false;
  QPointF disc;
  QRectF name;
  QRectF status;
  Qt::Alignment align = Qt::AlignLeft;
  QRectF whole;  ///< disc, name and status
  friend bool operator==(const TaskPlace&, const TaskPlace&) = default;
};

struct ProcessPlace {
  TaskId id;
  QRectF box;
  QRectF tab;          ///< empty: too small for one
  bool frame = false;  ///< holds the whole stage: the only process
  friend bool operator==(const ProcessPlace&, const ProcessPlace&) = default;
};

struct ResourcePlace {
  ResourceId id;
  ResourceKind kind = ResourceKind::none;
  bool shown = false;
  QRectF body;
  QRectF seats;       ///< waiting tasks; of a queue: those who put. Empty: none
  QRectF getters;     ///< queue: those who wait to get
  int direction = 1;  ///< the first seat is at the left (1) or right (-1) end
  int slots = 0;      ///< places, permits or slots that are drawn one by one; 0: as a number
  double slot = 0;    ///< width of one
  double shrink = 1;  ///< of its drawing, on top of Scale::icon
  QRectF label;
  Qt::Alignment align = Qt::AlignLeft;
  QRectF whole;
  friend bool operator==(const ResourcePlace&, const ResourcePlace&) = default;
};

struct Layout {
  LayoutKind kind = LayoutKind::empty;
  QRectF area;
  Scale scale;
  std::vector<TaskPlace> tasks;          ///< as Structure::tasks()
  std::vector<ProcessPlace> processes;   ///< boxes that are drawn
  std::vector<ResourcePlace> resources;  ///< as Structure::resources()
  QRectF ring;                           ///< ellipse through the members; empty: none
  QRectF sentence;                       ///< free room for the sentence about a cycle
  bool silent = false;                   ///< too low for it
  QRectF more;                           ///< where `hidden` is told; empty: nothing hidden
  int hidden = 0;                        ///< tasks and resources that found no room

  const TaskPlace* task(TaskId id) const;
  const ResourcePlace* resource(ResourceId id) const;
  const ProcessPlace* process(TaskId id) const;
};

/// Places everything inside `area` (px) without overlaps: at the largest scale that fits, then
/// with less detail; what does not fit at all is counted in `hidden`.
Layout arrange(const Structure& structure, const QRectF& area);
/// The same with scales of the caller's, the best first; at least one. What does not fit at the
/// last one is counted.
Layout arrange(const Structure& structure, const QRectF& area, std::span<const Scale> tries);

/// For a live run that grew: places only what is new into free room, so that nothing else moves.
/// Nothing if that would be crowded or if the run has become another picture.
std::optional<Layout> extend(const Layout& before, const Structure& structure);

/// Every rectangle that may not overlap another one, for tests and for the search itself.
std::vector<QRectF> obstacles(const Layout& layout);

/// The nodes of a ring in order, beginning with a lock: locks and tasks alternate. Empty if the
/// run is not one.
struct RingMembers {
  std::vector<ResourceId> locks;
  std::vector<TaskId> tasks;  ///< tasks[i] stands between locks[i] and locks[i + 1]
};
RingMembers ringMembers(const Structure& structure);

}  // namespace lockstep::ui
