// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_raster.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <cstring>

namespace lockstep::ui {

namespace {

constexpr double kCap = 3;
constexpr double kGapFrom = 5;
constexpr int kStripStep = 512;

constexpr std::size_t index(State state) { return static_cast<std::size_t>(state); }

QRgb mix(QRgb from, QRgb to, int alpha) {
  if (alpha == 0) return from;
  if (alpha == 255) return to;
  const auto channel = [alpha](int a, int b) { return a + (b - a) * alpha / 255; };
  return qRgb(channel(qRed(from), qRed(to)), channel(qGreen(from), qGreen(to)),
              channel(qBlue(from), qBlue(to)));
}

// A state that is there at all gets a pixel while there are enough, running first.
void giveEachAPixel(const std::array<std::uint8_t, kStates>& parts, int height, int used,
                    std::array<int, kStates>& heights) {
  for (const State state : kStackOrder) {
    if (state == State::unborn || parts[index(state)] == 0 || heights[index(state)] > 0) continue;
    const auto tallest = std::max_element(heights.begin(), heights.end());
    if (*tallest > 1) {
      --*tallest;
    } else if (used < height) {
      ++used;
    } else {
      continue;
    }
    ++heights[index(state)];
  }
}

// The nearest whole pixel from 0 on; without a call, for every border of every column.
int pixelAt(double place) { return place > 0 ? static_cast<int>(place + .5) : 0; }

QImage layer(int width, int height, double ratio, QColor fill) {
  QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(ratio);
  image.fill(fill);
  return image;
}

// A theme in which a state's bar is one opaque colour, to read coverage from.
Theme masked(const Theme& theme, State state) {
  Theme mask = theme;
  StateStyle& style = mask.states[index(state)];
  style.fill = Qt::black;
  style.mark = Qt::black;
  return mask;
}

}  // namespace

std::array<int, kStates> columnHeights(const std::array<std::uint8_t, kStates>& parts, int height) {
  struct Remainder {
    unsigned rest;
    std::size_t state;
  };
  std::array<int, kStates> heights{};
  std::array<Remainder, kStates> there;
  std::size_t states = 0;
  unsigned total = 0;
  int used = 0;
  bool tiny = false;
  for (std::size_t state = 0; state < parts.size(); ++state) {
    if (parts[state] == 0 || state == index(State::unborn)) continue;
    const auto scaled = static_cast<unsigned>(parts[state] * height);
    const int whole = static_cast<int>(scaled / kColumnParts);
    heights[state] = whole;
    there[states++] = {scaled % kColumnParts + 1, state};
    total += parts[state];
    used += whole;
    tiny = tiny || whole == 0;
  }
  const auto filled = (total * static_cast<unsigned>(height) + kColumnParts / 2) / kColumnParts;
  const int wanted = std::min(height, static_cast<int>(filled));
  for (; used < wanted; ++used) {
    Remainder* most = &there[0];
    for (std::size_t i = 1; i < states; ++i)
      if (there[i].rest > most->rest) most = &there[i];
    most->rest = 0;
    ++heights[most->state];
  }
  if (tiny) giveEachAPixel(parts, height, used, heights);
  return heights;
}

PixelArea pixelsOf(QImage& image) {
  return {reinterpret_cast<QRgb*>(image.bits()),
          image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb)), image.width(),
          image.height()};
}

double drawnWidth(double barWidth) { return barWidth >= kGapFrom ? barWidth - 1 : barWidth; }

LaneRaster::LaneRaster(const Theme& theme, double height, double ratio, QColor ground)
    : m_theme(&theme),
      m_height(height),
      m_ratio(ratio),
      m_rows(std::max(1, static_cast<int>(std::lround(height * ratio)))),
      m_capColumns(static_cast<int>(std::ceil(kCap * ratio))),
      m_ground(ground) {
  for (std::size_t state = 0; state < m_looks.size(); ++state) {
    m_means[state] = theme.states[state].mean.rgb();
    const auto which = static_cast<State>(state);
    if (which == State::unborn) continue;
    Look& look = m_looks[state];
    // The left end of a bar that goes on beyond the image.
    const QRectF lane(0, 0, 64, m_rows / ratio);
    look.shape = layer(m_capColumns, m_rows, ratio, Qt::transparent);
    {
      QPainter painter(&look.shape);
      const Theme mask = masked(theme, which);
      painter.setRenderHint(QPainter::Antialiasing);
      const double barHeight = lane.height() * theme.states[state].height;
      const double corner = which == State::unknown ? 0 : which == State::terminated ? 1 : 2.4;
      painter.setPen(Qt::NoPen);
      painter.setBrush(mask.states[state].mark);
      painter.drawRoundedRect(QRectF(0, lane.bottom() - barHeight, lane.width(), barHeight), corner,
                              corner);
    }
    look.outline = layer(m_capColumns, m_rows, ratio, Qt::transparent);
    if (which != State::running && which != State::terminated && which != State::unknown) {
      QPainter painter(&look.outline);
      painter.setRenderHint(QPainter::Antialiasing);
      const double barHeight = lane.height() * theme.states[state].height;
      painter.setPen(QPen(Qt::black, 1.5));
      painter.drawRoundedRect(QRectF(.75, lane.bottom() - barHeight + .75, lane.width() - 1.5,
                                     std::max(.5, barHeight - 1.5)),
                              2, 2);
    }
    look.top = std::clamp(static_cast<int>(std::floor(m_rows * (1 - theme.states[state].height))),
                          0, m_rows - 1);
  }
}

bool LaneRaster::fits(const Theme& theme, double height, double ratio) const {
  return theme.kind == m_theme->kind && height == m_height && ratio == m_ratio;
}

void LaneRaster::widen(int pixels) {
  if (pixels <= m_width) return;
  m_width = (pixels + kStripStep - 1) / kStripStep * kStripStep;
  for (std::size_t state = 0; state < m_looks.size(); ++state) {
    const auto which = static_cast<State>(state);
    if (which == State::unborn) continue;
    QImage strip = layer(m_width, m_rows, m_ratio, m_ground);
    QPainter painter(&strip);
    // Ends lie outside, so that the strip is the inside of any bar.
    drawStateBar(painter, *m_theme, which, QRectF(-16, 0, m_width / m_ratio + 32, m_rows / m_ratio),
                 {0, 0});
    painter.end();
    m_looks[state].strip = strip.convertToFormat(QImage::Format_RGB32);
  }
}

void LaneRaster::drawBar(const PixelArea& area, State state, double x, double width) const {
  const Look& look = m_looks[index(state)];
  const auto pixel = [&](double at) { return static_cast<int>(std::lround(at * m_ratio)); };
  const int left = std::max(pixel(std::max(x, -64.0)), 0);
  const int whole = std::min(pixel(std::min(x + width, 1e6)), area.width);
  const int right = std::min(pixel(std::min(x + drawnWidth(width), 1e6)), area.width);
  if (right <= left) return;
  const QRgb ground = m_ground.rgb();
  const QRgb mark = m_theme->state(state).mark.rgb();
  const int cap = std::min(m_capColumns, (right - left + 1) / 2);
  for (int row = 0; row < m_rows; ++row) {
    QRgb* out = area.row(row);
    // What a column beside the bar left here must not show over the bar or in its gap.
    std::fill(out + (row < look.top ? left : right), out + whole, ground);
    if (row < look.top) continue;
    const auto* in = reinterpret_cast<const QRgb*>(look.strip.constScanLine(row));
    std::memcpy(out + left, in + left, static_cast<std::size_t>(right - left) * sizeof(QRgb));
    const auto* shape = reinterpret_cast<const QRgb*>(look.shape.constScanLine(row));
    const auto* outline = reinterpret_cast<const QRgb*>(look.outline.constScanLine(row));
    for (int column = 0; column < cap; ++column) {
      for (const int at : {left + column, right - 1 - column}) {
        out[at] = mix(ground, mix(in[at], mark, qAlpha(outline[column])), qAlpha(shape[column]));
      }
    }
  }
}

void LaneRaster::drawColumn(const PixelArea& area, const Column& column) const {
  const int left = pixelAt(column.x * m_ratio);
  const int right = std::min(area.width, pixelAt((column.x + kColumnPixels) * m_ratio));
  const int width = right - left;
  if (width <= 0) return;
  const std::array<int, kStates> heights = columnHeights(column.parts, m_rows);
  QRgb* out = area.row(m_rows) + left;
  for (const State state : kStackOrder) {
    int rows = heights[index(state)];
    if (rows == 0) continue;
    const QRgb colour = m_means[index(state)];
    if (width != 3) {
      for (; rows > 0; --rows) std::fill_n(out -= area.stride, width, colour);
      continue;
    }
    // The usual width, without a loop in the loop.
    for (; rows > 0; --rows) {
      out -= area.stride;
      out[0] = out[1] = out[2] = colour;
    }
  }
}

QImage LaneRaster::draw(const LaneDetail& detail, double width, std::span<const double> grid) {
  QImage image(std::max(1, static_cast<int>(std::lround(width * m_ratio))), m_rows,
               QImage::Format_RGB32);
  image.setDevicePixelRatio(m_ratio);
  image.fill(m_ground);
  const PixelArea area = pixelsOf(image);
  for (const double x : grid) {
    const int at = static_cast<int>(std::lround(x * m_ratio));
    if (at < 0 || at >= area.width) continue;
    for (int row = 0; row < m_rows; ++row) area.row(row)[at] = m_theme->line.rgb();
  }
  draw(detail, area);
  return image;
}

void LaneRaster::draw(const LaneDetail& detail, const PixelArea& area) {
  widen(area.width);
  for (const Column& column : detail.columns) drawColumn(area, column);
  for (const Bar& bar : detail.bars) {
    if (bar.state != State::unborn) drawBar(area, bar.state, bar.x, bar.width);
  }
}

}  // namespace lockstep::ui
