// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/texts.h"

#include <QCache>
#include <QRegularExpression>
#include <QStaticText>
#include <cmath>
#include <limits>

namespace lockstep::ui {

namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

struct TextKey {
  QString text;
  QString family;
  int pixels;
  int weight;
  double room;

  TextKey(const QString& words, const QFont& font, double width)
      : text(words),
        family(font.families().value(0)),
        pixels(font.pixelSize()),
        weight(font.weight()),
        room(width) {}
  bool operator==(const TextKey&) const = default;
};

std::size_t qHash(const TextKey& key, std::size_t seed) {
  return qHashMulti(seed, key.text, key.family, key.pixels, key.weight, key.room);
}

/// A text as it is drawn into a room: elided, measured, its glyphs placed.
struct ReadyText {
  QStaticText words;
  double width = 0;
  double height = 0;
  double baseline = 0;  ///< from the top
  double capHeight = 0;
};

const ReadyText& readyText(const QString& text, const QFont& font, double room = kNoLimit) {
  thread_local QCache<TextKey, ReadyText> kept(8192);
  const TextKey key(text, font, room);
  if (const ReadyText* found = kept.object(key)) return *found;
  const QFontMetricsF metrics(font);
  auto* made = new ReadyText;
  made->words.setText(room < kNoLimit ? metrics.elidedText(text, Qt::ElideMiddle, room) : text);
  made->words.setTextFormat(Qt::PlainText);
  made->words.prepare({}, font);
  made->width = metrics.horizontalAdvance(made->words.text());
  made->height = metrics.height();
  made->baseline = metrics.ascent();
  made->capHeight = metrics.capHeight();
  kept.insert(key, made);
  return *made;
}

}  // namespace

double textWidth(const QString& text, const QFont& font) { return readyText(text, font).width; }

void paintText(QPainter& painter, const QRectF& rect, Qt::Alignment align, const QString& text,
               const QFont& font, const QColor& colour, const QColor& ground) {
  if (rect.width() < 4 || text.isEmpty()) return;
  const ReadyText& ready = readyText(text, font, rect.width());
  if (ground.isValid()) {
    const double width = std::min(rect.width(), ready.width) + 4;
    double left = rect.left() - 2;
    if (align & Qt::AlignRight) left = rect.right() + 2 - width;
    if (align & Qt::AlignHCenter) left = rect.center().x() - width / 2;
    QColor veil = ground;
    veil.setAlphaF(veil.alphaF() * .82f);
    painter.fillRect(QRectF(left, rect.top(), width, rect.height()), veil);
  }
  painter.setFont(font);
  painter.setPen(colour);
  double left = rect.left();
  if (align & Qt::AlignRight) left = rect.right() - ready.width;
  if (align & Qt::AlignHCenter) left = rect.center().x() - ready.width / 2;
  painter.drawStaticText(QPointF(left, rect.center().y() - ready.height / 2), ready.words);
}

void paintTextAt(QPainter& painter, const QPointF& centre, const QString& text, const QFont& font,
                 const QColor& colour) {
  const ReadyText& ready = readyText(text, font);
  painter.setFont(font);
  painter.setPen(colour);
  painter.drawStaticText(
      QPointF(centre.x() - ready.width / 2, centre.y() + ready.capHeight / 2 - ready.baseline),
      ready.words);
}

QStringList statusLines(const QString& whole, const QStringList& shorter, int room,
                        const std::function<bool(const QString&)>& fits) {
  if (fits(whole)) return {whole};
  if (room > 1) {
    // After a comma of either script, or else at the blank nearest to the middle.
    static const QRegularExpression kComma(QStringLiteral("[,，] ?"));
    qsizetype cut = whole.indexOf(kComma);
    if (cut < 0) cut = whole.indexOf(QLatin1Char(' '), whole.size() / 2 - 1);
    if (cut > 0) {
      const QStringList lines{whole.left(cut + 1).trimmed(), whole.mid(cut + 1).trimmed()};
      if (fits(lines[0]) && fits(lines[1])) return lines;
    }
  }
  for (const QString& other : shorter)
    if (fits(other)) return {other};
  return {shorter.isEmpty() ? whole : shorter.back()};
}

}  // namespace lockstep::ui
