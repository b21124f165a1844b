// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/share_bar.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "theme/geometry.h"
#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kBarHeight = 28;
constexpr int kLegendTop = kBarHeight + 12;
constexpr int kLegendRow = 24;
constexpr double kGlyph = 13;
constexpr int kGlyphGap = 8;
constexpr int kEntryGap = 20;
constexpr std::array kOrder = {State::running, State::ready,  State::created,    State::blocked,
                               State::stopped, State::zombie, State::terminated, State::unknown};

QString words(const ShareBar::Entry& entry) {
  return QStringLiteral("%1 %2 %").arg(label(entry.state)).arg(entry.percent);
}

// Gives the points that rounding down left over to the largest remainders.
void shareOut(std::vector<ShareBar::Entry>& entries) {
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::fmod(entries[a].share * 100, 1) > std::fmod(entries[b].share * 100, 1);
  });
  int sum = 0;
  for (const auto& entry : entries) sum += entry.percent;
  for (std::size_t i = 0; sum < 100 && i < order.size(); ++i, ++sum) ++entries[order[i]].percent;
  while (sum > 100) {
    auto largest = std::max_element(entries.begin(), entries.end(),
                                    [](auto& a, auto& b) { return a.percent < b.percent; });
    --largest->percent;
    --sum;
  }
}

}  // namespace

std::vector<ShareBar::Entry> shareEntries(const Shares& shares) {
  std::int64_t total = 0;
  for (State state : kOrder) total += shares[static_cast<std::size_t>(state)];
  std::vector<ShareBar::Entry> entries;
  if (total <= 0) return entries;
  for (State state : kOrder) {
    const std::int64_t time = shares[static_cast<std::size_t>(state)];
    if (time <= 0) continue;
    const double share = static_cast<double>(time) / static_cast<double>(total);
    entries.push_back({state, share, std::max(1, static_cast<int>(share * 100))});
  }
  shareOut(entries);
  return entries;
}

ShareBar::ShareBar(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::light)) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void ShareBar::setTheme(const Theme& theme) {
  m_theme = &theme;
  updateGeometry();
  update();
}

void ShareBar::setShares(const Shares& shares) {
  std::vector<Entry> entries = shareEntries(shares);
  const auto same = [](const Entry& a, const Entry& b) {
    return a.state == b.state && a.share == b.share;
  };
  if (std::equal(entries.begin(), entries.end(), m_entries.begin(), m_entries.end(), same)) return;
  const bool reflow = entries.size() != m_entries.size();
  m_entries = std::move(entries);
  describe();
  if (reflow) updateGeometry();
  update();
}

void ShareBar::describe() {
  QStringList parts;
  for (const Entry& entry : m_entries) parts << words(entry);
  setAccessibleName(parts.join(QStringLiteral(", ")));
}

int ShareBar::legend(QPainter* painter, int width) const {
  const QFont font = uiFont(13);
  const QFontMetrics metrics(font);
  int x = 0;
  int y = kLegendTop;
  if (painter) painter->setFont(font);
  for (const Entry& entry : m_entries) {
    const QString text = words(entry);
    const int wide = static_cast<int>(kGlyph) + kGlyphGap + metrics.horizontalAdvance(text);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += kLegendRow;
    }
    if (painter) {
      drawGlyph(*painter, entry.state, {x + kGlyph / 2, y + kLegendRow / 2.0}, kGlyph,
                m_theme->state(entry.state).mark, m_theme->surface);
      painter->setPen(m_theme->text2);
      painter->drawText(QRectF(x + kGlyph + kGlyphGap, y, wide, kLegendRow),
                        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
    }
    x += wide + kEntryGap;
  }
  return y + kLegendRow;
}

int ShareBar::heightForWidth(int width) const {
  return px(legend(nullptr, static_cast<int>(width / zoom())));
}
QSize ShareBar::sizeHint() const { return {px(320), heightForWidth(px(320))}; }
QSize ShareBar::minimumSizeHint() const { return px(QSize(120, kLegendTop + kLegendRow)); }

void ShareBar::paintEvent(QPaintEvent*) {
  ZoomedPainter painter(this);
  const double wide = designRect(*this).width();
  double x = 0;
  for (const Entry& entry : m_entries) {
    const QRectF part(x, 0, entry.share * wide, kBarHeight);
    const QRectF body = part.adjusted(0.75, 0.75, -0.75, -0.75);
    const StateStyle& style = m_theme->state(entry.state);
    if (body.width() > 4) {
      QPainterPath shape;
      shape.addRoundedRect(body, 2, 2);
      fillWithState(painter, *m_theme, entry.state, shape, body.topLeft());
      painter.strokePath(shape, QPen(style.mark, 1.5));
    } else {
      painter.fillRect(part, style.mean);
    }
    x += part.width();
  }
  legend(&painter, static_cast<int>(wide));
}

void ShareBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) {
    describe();
    updateGeometry();
    update();
  }
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
