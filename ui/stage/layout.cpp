// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/layout.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "stage/ring.h"
#include "stage/shapes.h"

namespace lockstep::ui {

namespace {

/// A card or a resource that is to be placed.
struct Node {
  std::optional<Card> card;
  std::size_t resource = 0;  ///< index, when there is no card
  QSizeF size;
};

using Column = std::vector<Node>;

Node cardNode(Card card) {
  const QSizeF size = card.size;
  return {std::move(card), 0, size};
}

Node resourceNode(const Structure& structure, std::size_t index, const Scale& scale) {
  return {std::nullopt, index, resourceShape(structure.resources()[index], scale).whole.size()};
}

void placeNode(const Node& node, const QPointF& at, const Structure& structure, Layout& layout) {
  if (node.card) return placeCard(*node.card, at, structure, layout);
  layout.resources[node.resource] =
      moved(resourceShape(structure.resources()[node.resource], layout.scale), at);
}

/// One box a process; with a single process one card a task, since the frame is its box.
std::vector<Card> cardsOf(const Structure& structure, const Scale& scale) {
  std::vector<Card> cards;
  if (structure.processes().size() <= 1) {
    for (const StageTask& task : structure.tasks())
      cards.push_back(makeCard(scale.cards ? task.id : TaskId{}, {task.id}, scale));
    return cards;
  }
  std::map<TaskId, std::vector<TaskId>> members;
  for (const StageTask& task : structure.tasks()) members[task.process].push_back(task.id);
  for (auto& [process, tasks] : members) cards.push_back(makeCard(process, tasks, scale));
  return cards;
}

std::uint8_t usesOf(const Structure& structure, const Card& card, const StageResource& resource) {
  std::uint8_t uses = 0;
  for (const TaskId task : card.tasks) {
    uses = static_cast<std::uint8_t>(uses | structure.uses(task, resource.id));
    if (resource.inner.valid())
      uses = static_cast<std::uint8_t>(uses | structure.uses(task, resource.inner));
  }
  return uses;
}

std::uint8_t allUses(const Structure& structure, const Card& card) {
  std::uint8_t uses = 0;
  for (const StageResource& resource : structure.resources())
    uses = static_cast<std::uint8_t>(uses | usesOf(structure, card, resource));
  return uses;
}

bool holdsMain(const Card& card) {
  return std::find(card.tasks.begin(), card.tasks.end(), kMainTask) != card.tasks.end();
}

// ---- columns ---------------------------------------------------------------------------------

/// Between columns; room for an envelope where signals are sent.
double gapAcross(const Structure& structure, const Scale& scale) {
  if (scale.cards) return 12 + 20 * scale.size;
  const bool letters = structure.hasSignals() && structure.processes().size() > 1;
  return std::max(letters ? 46.0 : 26.0, 64 * scale.size);
}
double gapDown(const Scale& scale) { return scale.compact ? 8 : 8 + 12 * scale.size; }

/// Nodes stacked in as few columns as fit into `height`; column-major.
struct Block {
  std::vector<Column> columns;
  double gap = 0;  ///< between its columns

  double width() const {
    double sum = columns.empty() ? 0 : gap * static_cast<double>(columns.size() - 1);
    for (const Column& column : columns) sum += widthOf(column);
    return sum;
  }
  static double widthOf(const Column& column) {
    double most = 0;
    for (const Node& node : column) most = std::max(most, node.size.width());
    return most;
  }
};

double heightOf(const Column& column, double gap) {
  double sum = column.empty() ? 0 : gap * static_cast<double>(column.size() - 1);
  for (const Node& node : column) sum += node.size.height();
  return sum;
}

std::optional<Block> stack(const std::vector<Node>& nodes, double height, const Scale& scale) {
  Block block;
  block.gap = 10 + 10 * scale.size;
  for (std::size_t count = 1; count <= std::max<std::size_t>(1, nodes.size()); ++count) {
    const std::size_t rows = (nodes.size() + count - 1) / count;
    block.columns.clear();
    for (std::size_t i = 0; i < nodes.size(); i += rows)
      block.columns.emplace_back(
          nodes.begin() + static_cast<std::ptrdiff_t>(i),
          nodes.begin() + static_cast<std::ptrdiff_t>(std::min(i + rows, nodes.size())));
    const bool all = std::all_of(block.columns.begin(), block.columns.end(), [&](const Column& c) {
      return heightOf(c, gapDown(scale)) <= height;
    });
    if (all) return block;
  }
  return std::nullopt;
}

void placeBlock(const Block& block, double left, const QRectF& area, const Structure& structure,
                Layout& layout) {
  for (const Column& column : block.columns) {
    const double width = Block::widthOf(column);
    const double spare = area.height() - heightOf(column, 0);
    const double count = static_cast<double>(column.size());
    const double gap = std::clamp(spare / (count + 1), gapDown(layout.scale),
                                  std::max(gapDown(layout.scale), 40 * layout.scale.size));
    double y = area.center().y() - heightOf(column, gap) / 2;
    for (const Node& node : column) {
      placeNode(node, {left + (width - node.size.width()) / 2, y}, structure, layout);
      y += node.size.height() + gap;
    }
    left += width + block.gap;
  }
}

/// Cards without a box turn their discs to what stands in the middle, so that lines cross no text.
void mirrorLeft(const Structure& structure, Layout& layout) {
  if (structure.processes().size() > 1 || layout.scale.cards || !layout.scale.names) return;
  for (TaskPlace& task : layout.tasks) {
    if (!task.shown || task.whole.right() > layout.area.center().x()) continue;
    const double sum = task.whole.left() + task.whole.right();
    task.disc.setX(sum - task.disc.x());
    task.name.moveLeft(sum - task.name.right());
    task.status.moveLeft(sum - task.status.right());
    task.align = Qt::AlignRight;
    // The state's glyph hangs at the lower right of the disc.
    task.disc.rx() -= layout.scale.disc * .22;
  }
}

/// Blocks side by side, as far from each other as looks well; nothing if they are too wide.
std::optional<Layout> placeBlocks(const std::vector<std::vector<Node>>& ranks,
                                  const Structure& structure, const Layout& blank,
                                  const QRectF& area, LayoutKind kind) {
  std::vector<Block> blocks;
  double width = 0;
  for (const auto& nodes : ranks) {
    if (nodes.empty()) continue;
    auto block = stack(nodes, area.height(), blank.scale);
    if (!block) return std::nullopt;
    width += block->width();
    blocks.push_back(std::move(*block));
  }
  if (blocks.empty()) return std::nullopt;
  const double gaps = static_cast<double>(blocks.size()) - 1;
  const double least = gapAcross(structure, blank.scale);
  if (width + gaps * least > area.width()) return std::nullopt;
  const double gap = gaps == 0 ? 0 : std::clamp((area.width() - width) / gaps, least, 3 * least);
  Layout layout = blank;
  layout.kind = kind;
  double left = area.center().x() - (width + gaps * gap) / 2;
  for (const Block& block : blocks) {
    placeBlock(block, left, area, structure, layout);
    left += block.width() + gap;
  }
  mirrorLeft(structure, layout);
  return layout;
}

// ---- left to right ---------------------------------------------------------------------------

/// How far right each card and queue stands: behind everything that its items come through.
struct Ranks {
  std::vector<int> cards;
  std::vector<int> queues;  ///< by resource index; 0 for other resources
};

bool isQueue(const StageResource& resource) { return resource.kind == ResourceKind::queue; }

Ranks rank(const Structure& structure, const std::vector<Card>& cards) {
  constexpr int kMostRanks = 6;  // items may go round in circles
  const auto resources = structure.resources();
  Ranks ranks{std::vector<int>(cards.size(), 0), std::vector<int>(resources.size(), 0)};
  for (int round = 0; round < kMostRanks; ++round) {
    for (std::size_t r = 0; r < resources.size(); ++r) {
      if (!isQueue(resources[r])) continue;
      for (std::size_t c = 0; c < cards.size(); ++c) {
        const std::uint8_t uses = usesOf(structure, cards[c], resources[r]);
        const bool puts = uses & kPuts, gets = uses & kGets;
        if (puts && !gets && !holdsMain(cards[c]))
          ranks.queues[r] = std::min(kMostRanks, std::max(ranks.queues[r], ranks.cards[c] + 1));
        if (gets && !holdsMain(cards[c]))
          ranks.cards[c] = std::min(kMostRanks, std::max(ranks.cards[c], ranks.queues[r] + 1));
      }
      ranks.queues[r] = std::max(ranks.queues[r], 1);
    }
  }
  return ranks;
}

/// Main stands in the middle where others put and get.
bool mainIsAside(const Structure& structure, const std::vector<Card>& cards) {
  std::uint8_t others = 0;
  for (const Card& card : cards)
    if (!holdsMain(card)) others = static_cast<std::uint8_t>(others | allUses(structure, card));
  return (others & kPuts) && (others & kGets);
}

std::optional<Layout> arrangeFlow(const Structure& structure, const Layout& blank,
                                  const QRectF& area) {
  const std::vector<Card> cards = cardsOf(structure, blank.scale);
  const Ranks ranks = rank(structure, cards);
  const bool aside = mainIsAside(structure, cards);
  std::map<int, std::vector<Node>> columns;
  std::vector<Node> others;
  for (std::size_t c = 0; c < cards.size(); ++c) {
    const std::uint8_t uses = allUses(structure, cards[c]);
    const bool inFlow = uses & (kPuts | kGets);
    if (!inFlow || (aside && holdsMain(cards[c])))
      others.push_back(cardNode(cards[c]));
    else if (holdsMain(cards[c]))
      columns[uses & kGets && !(uses & kPuts) ? 99 : -1].push_back(cardNode(cards[c]));
    else
      columns[ranks.cards[c]].push_back(cardNode(cards[c]));
  }
  std::vector<Node>& middle = columns[1];
  middle.insert(middle.begin(), others.begin(), others.end());
  for (std::size_t r = 0; r < structure.resources().size(); ++r) {
    const bool queue = isQueue(structure.resources()[r]);
    columns[queue ? ranks.queues[r] : 1].push_back(resourceNode(structure, r, blank.scale));
  }
  std::vector<std::vector<Node>> ordered;
  for (auto& [rank, nodes] : columns) ordered.push_back(std::move(nodes));
  return placeBlocks(ordered, structure, blank, area, LayoutKind::flow);
}

// ---- around what is shared -------------------------------------------------------------------

std::optional<Layout> arrangeHub(const Structure& structure, const Layout& blank,
                                 const QRectF& area) {
  const std::vector<Card> cards = cardsOf(structure, blank.scale);
  std::vector<Card> users;
  std::vector<Node> left, middle, right;
  for (const Card& card : cards)
    if (allUses(structure, card) != 0 && !holdsMain(card)) users.push_back(card);
  for (const Card& card : cards) {
    const bool isUser = std::any_of(users.begin(), users.end(),
                                    [&](const Card& user) { return user.tasks == card.tasks; });
    if (!isUser) (users.empty() ? left : middle).push_back(cardNode(card));
  }
  // Those who wait to be told stand right of those who tell; equals are split in halves.
  const auto waits = [&](const Card& card) { return allUses(structure, card) & kWaitsOn; };
  const auto waiting = std::count_if(users.begin(), users.end(), waits);
  const bool roles = waiting > 0 && waiting < static_cast<std::ptrdiff_t>(users.size());
  for (std::size_t i = 0; i < users.size(); ++i) {
    const bool goesLeft = roles ? !waits(users[i]) : i < (users.size() + 1) / 2;
    (goesLeft ? left : right).push_back(cardNode(users[i]));
  }
  for (std::size_t r = 0; r < structure.resources().size(); ++r)
    middle.push_back(resourceNode(structure, r, blank.scale));
  return placeBlocks({left, middle, right}, structure, blank, area, LayoutKind::hub);
}

// ---- parents above children --------------------------------------------------------------------

int depthOf(const Structure& structure, TaskId id) {
  int depth = 0;
  for (const StageTask* task = structure.task(id); task && depth < 64; ++depth) {
    const StageTask* parent = structure.task(task->parent);
    if (!parent || parent == task) break;
    task = parent;
  }
  return depth;
}

/// Rows of cards by generation; a generation that is too wide takes several rows.
std::vector<std::vector<Node>> generations(const Structure& structure, const Scale& scale,
                                           double width) {
  std::map<int, std::vector<Card>> byDepth;
  for (Card& card : cardsOf(structure, scale)) {
    const TaskId head = card.process.valid() ? card.process : card.tasks.front();
    byDepth[depthOf(structure, head)].push_back(card);
  }
  std::vector<std::vector<Node>> rows;
  for (auto& [depth, cards] : byDepth) {
    double used = width + 1;
    for (Card& card : cards) {
      // Room between siblings for an envelope on its way.
      const double gap = scale.names ? 44 + 20 * scale.size : 12;
      const double need = card.size.width() + gap;
      if (used + need > width + gap) {
        rows.emplace_back();
        used = 0;
      }
      used += need;
      rows.back().push_back(cardNode(std::move(card)));
    }
  }
  return rows;
}

std::optional<Layout> arrangeTree(const Structure& structure, const Layout& blank,
                                  const QRectF& whole) {
  Layout layout = blank;
  layout.kind = LayoutKind::tree;
  QRectF area = whole;
  if (!structure.resources().empty()) {
    std::vector<Node> nodes;
    for (std::size_t r = 0; r < structure.resources().size(); ++r)
      nodes.push_back(resourceNode(structure, r, blank.scale));
    const auto block = stack(nodes, area.height(), blank.scale);
    if (!block || block->width() > area.width() * .6) return std::nullopt;
    area.setRight(area.right() - block->width() - gapAcross(structure, blank.scale));
    placeBlock(*block, whole.right() - block->width(), area, structure, layout);
  }
  const auto rows = generations(structure, blank.scale, area.width());
  double height = 0;
  for (const auto& row : rows) {
    double tallest = 0, width = 0;
    for (const Node& node : row) {
      tallest = std::max(tallest, node.size.height());
      width += node.size.width();
    }
    if (width > area.width()) return std::nullopt;
    height += tallest;
  }
  const double least = 16 + 22 * blank.scale.size;
  const double gaps = static_cast<double>(rows.size()) - 1;
  if (height + gaps * least > area.height()) return std::nullopt;
  const double gap = gaps == 0 ? 0
                               : std::clamp((area.height() - height) / (gaps + 1), least,
                                            std::max(least, 96 * blank.scale.size));
  double y = area.center().y() - (height + gaps * gap) / 2;
  for (const auto& row : rows) {
    double tallest = 0, width = 0;
    for (const Node& node : row) {
      tallest = std::max(tallest, node.size.height());
      width += node.size.width();
    }
    const double count = static_cast<double>(row.size());
    const double across = std::min((area.width() - width) / count, 44 + 30 * blank.scale.size);
    double x = area.center().x() - (width + across * (count - 1)) / 2;
    for (const Node& node : row) {
      placeNode(node, {x, y}, structure, layout);
      x += node.size.width() + across;
    }
    y += tallest + gap;
  }
  return layout;
}

// ---- anything --------------------------------------------------------------------------------

std::vector<Node> allNodes(const Structure& structure, const Scale& scale) {
  std::vector<Node> nodes;
  for (Card& card : cardsOf(structure, scale)) nodes.push_back(cardNode(std::move(card)));
  for (std::size_t r = 0; r < structure.resources().size(); ++r)
    nodes.push_back(resourceNode(structure, r, scale));
  return nodes;
}

/// Tasks at the left, resources at the right, both in as many columns as they need.
std::optional<Layout> arrangeGrid(const Structure& structure, const Layout& blank,
                                  const QRectF& area) {
  std::vector<Node> tasks, resources;
  for (Node& node : allNodes(structure, blank.scale))
    (node.card ? tasks : resources).push_back(std::move(node));
  return placeBlocks({tasks, resources}, structure, blank, area, LayoutKind::grid);
}

/// In rows as long as there is room; the rest is counted.
Layout arrangeWhatFits(const Structure& structure, const Layout& blank, const QRectF& area) {
  Layout layout = blank;
  layout.kind = LayoutKind::grid;
  constexpr double kLow = 120;  // rather something to see than something to read
  layout.silent = area.height() < kLow || layout.scale.cards;
  layout.sentence =
      layout.silent ? QRectF() : QRectF(area.left(), area.bottom() - 26, area.width(), 26);
  const double foot = layout.silent ? area.bottom() : layout.sentence.top();
  layout.more = QRectF(area.left(), foot - 18, area.width(), 16);
  const double bottom = layout.more.top() - 4;
  double x = area.left(), y = area.top(), tallest = 0;
  for (const Node& node : allNodes(structure, blank.scale)) {
    if (x + node.size.width() > area.right()) {
      x = area.left();
      y += tallest + 8;
      tallest = 0;
    }
    if (x + node.size.width() > area.right() || y + node.size.height() > bottom) {
      layout.hidden += node.card ? static_cast<int>(node.card->tasks.size()) : 1;
      continue;
    }
    placeNode(node, {x, y}, structure, layout);
    x += node.size.width() + 10;
    tallest = std::max(tallest, node.size.height());
  }
  return layout;
}

// ---- choice ----------------------------------------------------------------------------------

LayoutKind kindOf(const Structure& structure) {
  if (structure.tasks().empty() && structure.resources().empty()) return LayoutKind::empty;
  if (!ringMembers(structure).locks.empty()) return LayoutKind::ring;
  bool used = false;
  for (const StageTask& task : structure.tasks())
    for (const StageResource& resource : structure.resources())
      used = used || structure.uses(task.id, resource.id) != 0 ||
             structure.uses(task.id, resource.inner) != 0;
  for (const StageResource& resource : structure.resources())
    if (isQueue(resource) && used) return LayoutKind::flow;
  return used ? LayoutKind::hub : LayoutKind::tree;
}

std::optional<Layout> arrangeAs(LayoutKind kind, const Structure& structure, const Layout& blank,
                                const QRectF& area) {
  switch (kind) {
    case LayoutKind::empty:
      return blank;
    case LayoutKind::ring:
      return arrangeRing(structure, ringMembers(structure), blank, area);
    case LayoutKind::flow:
      return arrangeFlow(structure, blank, area);
    case LayoutKind::hub:
      return arrangeHub(structure, blank, area);
    case LayoutKind::tree:
      return arrangeTree(structure, blank, area);
    case LayoutKind::grid:
      return arrangeGrid(structure, blank, area);
  }
  return std::nullopt;
}

Layout blankLayout(const Structure& structure, const QRectF& area, const Scale& scale) {
  Layout layout;
  layout.area = area;
  layout.scale = scale;
  layout.tasks.resize(structure.tasks().size());
  for (std::size_t i = 0; i < layout.tasks.size(); ++i) {
    layout.tasks[i].id = structure.tasks()[i].id;
    layout.tasks[i].process = structure.tasks()[i].process;
  }
  layout.resources.resize(structure.resources().size());
  for (std::size_t i = 0; i < layout.resources.size(); ++i) {
    layout.resources[i].id = structure.resources()[i].id;
    layout.resources[i].kind = structure.resources()[i].kind;
  }
  return layout;
}

/// A single process is a frame around everything; what is left for its inside.
QRectF insideFrame(const Structure& structure, Layout& layout) {
  const auto processes = structure.processes();
  if (processes.size() != 1 || layout.scale.cards) return layout.area;
  const double tab = layout.scale.tabHeight();
  ProcessPlace frame{processes.front(), layout.area.adjusted(1, tab / 2, -1, -1), {}, true};
  const double width = std::min(layout.area.width() - 40, 200 * layout.scale.size + 60);
  frame.tab = QRectF(layout.area.left() + 18, layout.area.top(), width, tab);
  layout.processes.push_back(frame);
  return frame.box.adjusted(10, tab / 2 + 6, -10, -8);
}

/// The strip at the bottom for the sentence about a cycle, where there are locks enough for one.
QRectF sentenceStrip(const Structure& structure, QRectF& inside) {
  const auto locks = std::count_if(structure.resources().begin(), structure.resources().end(),
                                   [](const StageResource& r) { return isLockLike(r); });
  if (locks < 2 || structure.tasks().size() < 2) return {};
  const QRectF strip(inside.left(), inside.bottom() - 26, inside.width(), 26);
  inside.setBottom(strip.top() - 4);
  return strip;
}

}  // namespace

const TaskPlace* Layout::task(TaskId id) const {
  for (const TaskPlace& place : tasks)
    if (place.id == id) return place.shown ? &place : nullptr;
  return nullptr;
}

const ResourcePlace* Layout::resource(ResourceId id) const {
  for (const ResourcePlace& place : resources)
    if (place.id == id) return place.shown ? &place : nullptr;
  return nullptr;
}

const ProcessPlace* Layout::process(TaskId id) const {
  for (const ProcessPlace& place : processes)
    if (place.id == id) return &place;
  return nullptr;
}

std::vector<QRectF> obstacles(const Layout& layout) {
  std::vector<QRectF> out;
  const auto add = [&](const QRectF& rect) {
    if (!rect.isEmpty()) out.push_back(rect);
  };
  const bool boxes = layout.kind != LayoutKind::ring;
  for (const ProcessPlace& process : layout.processes) {
    if (!process.frame && boxes) add(process.box | process.tab);
  }
  for (const TaskPlace& task : layout.tasks) {
    if (!task.shown) continue;
    const bool boxed =
        boxes && std::any_of(layout.processes.begin(), layout.processes.end(),
                             [&](const ProcessPlace& process) {
                               return !process.frame && process.box.contains(task.whole.center());
                             });
    if (boxed) continue;
    add(task.whole);
    if (!task.whole.contains(task.name.center())) {
      add(task.name | task.status);
    }
  }
  for (const ResourcePlace& resource : layout.resources) {
    if (!resource.shown) continue;
    if (resource.whole.contains(resource.label.center())) {
      add(resource.whole);
    } else {
      add(resource.body);
      add(resource.seats);
      add(resource.label);
    }
  }
  return out;
}

namespace {

/// Texts beside discs reach into the free room behind them, up to what common names and reasons
/// take, so that a narrow card does not cut them short.
void widenTexts(Layout& layout, const QRectF& inside) {
  constexpr double kEnough = 150;
  constexpr double kGap = 10;
  const bool boxed = std::any_of(layout.processes.begin(), layout.processes.end(),
                                 [](const ProcessPlace& process) { return !process.frame; });
  if (boxed || !layout.scale.names || layout.kind == LayoutKind::ring) return;
  for (TaskPlace& task : layout.tasks) {
    const double missing = kEnough - task.name.width();
    if (!task.shown || missing <= 0) continue;
    const bool left = task.align & Qt::AlignRight;
    double room = left ? task.whole.left() - inside.left() : inside.right() - task.whole.right();
    std::vector<QRectF> others = obstacles(layout);
    others.push_back(layout.sentence);
    for (const QRectF& other : others) {
      const bool level = other.bottom() > task.whole.top() && other.top() < task.whole.bottom();
      if (!level || other == task.whole) continue;
      const double gap =
          left ? task.whole.left() - other.right() : other.left() - task.whole.right();
      if (gap > -.5) room = std::min(room, gap - kGap);
    }
    const double more = std::clamp(room, 0.0, missing);
    for (QRectF* rect : {&task.name, &task.status, &task.whole})
      left ? rect->setLeft(rect->left() - more) : rect->setRight(rect->right() + more);
  }
}

}  // namespace

Layout arrange(const Structure& structure, const QRectF& area) {
  const bool crowded = structure.tasks().size() > 12;
  return arrange(structure, area, scales(crowded));
}

Layout arrange(const Structure& structure, const QRectF& area, std::span<const Scale> tries) {
  const LayoutKind kind = kindOf(structure);
  for (const LayoutKind form : {kind, LayoutKind::grid}) {
    for (const Scale& scale : tries) {
      Layout blank = blankLayout(structure, area, scale);
      QRectF inside = insideFrame(structure, blank);
      blank.silent = scale.cards;
      if (form != LayoutKind::ring && !blank.silent)
        blank.sentence = sentenceStrip(structure, inside);
      if (auto layout = arrangeAs(form, structure, blank, inside)) {
        widenTexts(*layout, inside);
        return *layout;
      }
    }
  }
  Layout blank = blankLayout(structure, area, tries.back());
  const QRectF inside = insideFrame(structure, blank);
  return arrangeWhatFits(structure, blank, inside);
}

namespace {

/// The free spot for `size` nearest to `wish`.
std::optional<QPointF> freeSpot(const QSizeF& size, const QPointF& wish, const Layout& layout,
                                const QRectF& area) {
  constexpr double kStep = 12;
  const std::vector<QRectF> taken = obstacles(layout);
  std::optional<QPointF> best;
  double nearest = 0;
  for (double y = area.top(); y + size.height() <= area.bottom(); y += kStep) {
    for (double x = area.left(); x + size.width() <= area.right(); x += kStep) {
      const QRectF spot(QPointF(x, y), size);
      const QRectF roomy = spot.adjusted(-8, -8, 8, 8);
      if (std::any_of(taken.begin(), taken.end(),
                      [&](const QRectF& rect) { return rect.intersects(roomy); }))
        continue;
      const QPointF away = spot.center() - wish;
      const double distance = std::hypot(away.x(), away.y());
      if (best && distance >= nearest) continue;
      best = spot.topLeft();
      nearest = distance;
    }
  }
  return best;
}

/// What `structure` has and `before` has not, as nodes.
std::vector<Node> newNodes(const Layout& before, const Structure& structure) {
  std::vector<Node> fresh;
  for (Card& card : cardsOf(structure, before.scale)) {
    const bool known = std::any_of(before.tasks.begin(), before.tasks.end(),
                                   [&](const auto& t) { return t.id == card.tasks.front(); });
    if (!known) fresh.push_back(cardNode(std::move(card)));
  }
  for (std::size_t r = 0; r < structure.resources().size(); ++r) {
    const ResourceId id = structure.resources()[r].id;
    const bool known = std::any_of(before.resources.begin(), before.resources.end(),
                                   [&](const auto& place) { return place.id == id; });
    if (!known) fresh.push_back(resourceNode(structure, r, before.scale));
  }
  return fresh;
}

/// Everything known must still be there, and no box may have to grow.
bool onlyAdds(const Layout& before, const Structure& structure) {
  for (const TaskPlace& place : before.tasks)
    if (!structure.task(place.id)) return false;
  for (const ResourcePlace& place : before.resources) {
    const StageResource* resource = structure.drawnAs(place.id);
    if (!resource || resource->id != place.id) return false;
  }
  for (const StageTask& task : structure.tasks()) {
    const bool known = std::any_of(before.tasks.begin(), before.tasks.end(),
                                   [&](const TaskPlace& place) { return place.id == task.id; });
    const ProcessPlace* box = before.process(task.process);
    if (!known && box && !box->frame) return false;
  }
  const bool framed = !before.processes.empty() && before.processes.front().frame;
  return framed == (structure.processes().size() == 1);
}

}  // namespace

std::optional<Layout> extend(const Layout& before, const Structure& structure) {
  if (before.hidden > 0 || before.kind == LayoutKind::empty) return std::nullopt;
  if (kindOf(structure) != before.kind && before.kind != LayoutKind::grid) return std::nullopt;
  if (!onlyAdds(before, structure)) return std::nullopt;
  const std::vector<Node> fresh = newNodes(before, structure);
  if (fresh.empty()) return before;
  const std::size_t known = before.tasks.size() + before.resources.size();
  if (fresh.size() > std::max<std::size_t>(1, known / 3)) return std::nullopt;

  Layout layout = blankLayout(structure, before.area, before.scale);
  const QRectF inside = insideFrame(structure, layout);
  layout.kind = before.kind;
  layout.processes = before.processes;
  layout.ring = before.ring;
  layout.sentence = before.sentence;
  for (TaskPlace& place : layout.tasks)
    if (const TaskPlace* old = before.task(place.id)) place = *old;
  for (ResourcePlace& place : layout.resources)
    if (const ResourcePlace* old = before.resource(place.id)) place = *old;
  for (const Node& node : fresh) {
    QRectF room = inside;
    if (!layout.sentence.isEmpty() && layout.ring.isEmpty()) room.setBottom(layout.sentence.top());
    const auto spot = freeSpot(node.size, inside.center(), layout, room);
    if (!spot) return std::nullopt;
    placeNode(node, *spot, structure, layout);
  }
  return layout;
}

// ---- rings -----------------------------------------------------------------------------------

namespace {

std::vector<TaskId> holders(const Structure& structure, ResourceId lock) {
  std::vector<TaskId> out;
  for (const StageTask& task : structure.tasks())
    if (structure.uses(task.id, lock) & kHolds) out.push_back(task.id);
  return out;
}

/// Follows lock, task, lock, ... from the first lock; empty if that does not lead round.
RingMembers follow(const Structure& structure, const std::vector<ResourceId>& locks) {
  std::map<ResourceId, std::vector<TaskId>> users;
  std::map<TaskId, std::vector<ResourceId>> used;
  for (const ResourceId lock : locks) {
    users[lock] = holders(structure, lock);
    for (const TaskId task : users[lock]) used[task].push_back(lock);
    if (users[lock].size() != 2) return {};
  }
  for (const auto& [task, own] : used)
    if (own.size() != 2) return {};
  RingMembers ring;
  ResourceId lock = locks.front();
  TaskId task = users[lock].front();
  for (std::size_t i = 0; i < locks.size(); ++i) {
    ring.locks.push_back(lock);
    ring.tasks.push_back(task);
    lock = used[task][0] == lock ? used[task][1] : used[task][0];
    task = users[lock][0] == task ? users[lock][1] : users[lock][0];
    if (lock == locks.front()) break;
  }
  return ring.locks.size() == locks.size() && ring.tasks.size() == used.size() ? ring
                                                                               : RingMembers{};
}

/// While a run starts: as many locks as tasks, and nothing known that speaks against a ring.
RingMembers guess(const Structure& structure, const std::vector<ResourceId>& locks) {
  RingMembers ring;
  for (const StageTask& task : structure.tasks())
    if (task.id != kMainTask) ring.tasks.push_back(task.id);
  if (locks.size() < 3 || ring.tasks.size() != locks.size() ||
      locks.size() != structure.resources().size())
    return {};
  ring.locks = locks;
  for (std::size_t t = 0; t < ring.tasks.size(); ++t) {
    for (std::size_t l = 0; l < locks.size(); ++l) {
      const bool neighbour = l == t || l == (t + 1) % locks.size();
      if (!neighbour && structure.uses(ring.tasks[t], locks[l]) != 0) return {};
    }
  }
  return ring;
}

}  // namespace

RingMembers ringMembers(const Structure& structure) {
  constexpr std::size_t kMostInside = 2;
  std::vector<ResourceId> locks;
  for (const StageResource& resource : structure.resources()) {
    if (!isLockLike(resource)) continue;
    if (holders(structure, resource.id).size() <= 2) locks.push_back(resource.id);
  }
  if (locks.size() < 2 || structure.resources().size() - locks.size() > kMostInside) return {};
  RingMembers ring = follow(structure, locks);
  return ring.locks.empty() ? guess(structure, locks) : ring;
}

}  // namespace lockstep::ui
