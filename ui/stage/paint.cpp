// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/paint.h"

#include <algorithm>
#include <cmath>

#include "stage/resource_painters.h"
#include "stage/sprites.h"
#include "stage/stage_text.h"
#include "theme/labels.h"

namespace lockstep::ui {

namespace {

constexpr State kLegend[] = {State::created, State::ready, State::running, State::blocked,
                             State::terminated};

/// Right-aligned legend; its width. `paint` false only measures.
double legend(QPainter& painter, const QRectF& area, bool withWords, const Theme& theme,
              bool paint) {
  const QFont font = uiFont(13);
  double width = 0;
  for (const State state : kLegend) width += withWords ? 34 + textWidth(label(state), font) : 24;
  if (!paint) return width;
  double x = area.right() - width + 14;
  for (const State state : kLegend) {
    drawGlyph(painter, state, {x + 7, area.center().y()}, 13, theme.state(state).mark, theme.bg);
    x += 20;
    if (withWords) {
      const double words = textWidth(label(state), font);
      paintText(painter, QRectF(x, area.top(), words + 2, area.height()), Qt::AlignLeft,
                label(state), font, theme.text2);
      x += words + 14;
    } else {
      x += 4;
    }
  }
  return width;
}

}  // namespace

void paintOwner(QPainter& painter, const QPointF& centre, double radius, const QString& number,
                const Theme& theme) {
  const QString key =
      QStringLiteral("owner %1 %2 %3").arg(number).arg(radius).arg(static_cast<int>(theme.kind));
  paintKept(painter, key, centre, radius + 2, [&](QPainter& own) {
    own.setPen(QPen(theme.surface, 2));
    own.setBrush(theme.text);
    own.drawEllipse(QPointF(0, 0), radius, radius);
    const double size = number.size() > 2 ? radius * .82 : std::max(kLeastText, radius * 1.08);
    paintTextAt(own, {0, 0}, number, uiFont(size, 700), theme.surface);
  });
}

void paintChip(QPainter& painter, const ChipItem& chip, const QPointF& centre, double radius,
               const Theme& theme) {
  const QString key = QStringLiteral("chip %1 %2 %3 %4")
                          .arg(chip.number)
                          .arg(static_cast<int>(chip.state))
                          .arg(radius)
                          .arg(static_cast<int>(theme.kind));
  paintKept(painter, key, centre, radius + 3, [&](QPainter& own) {
    drawChip(own, theme, chip.number, chip.state, {0, 0}, radius);
  });
}

void paintToken(QPainter& painter, const QRectF& rect, const QString& text, const Theme& theme) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.text);
  painter.drawRoundedRect(rect, 5, 5);
  const double size = std::clamp(rect.height() * .34, kLeastText, 16.0);
  paintText(painter, rect.adjusted(2, 0, -2, 0), Qt::AlignHCenter, text, monoFont(size, 600),
            theme.surface);
}

void paintCopy(QPainter& painter, const QPointF& centre, const QString& text, bool changed,
               const Theme& theme) {
  const QFont font = monoFont(12, 650);
  const double width = textWidth(text, font) + 12;
  const QRectF page(centre.x() - width / 2, centre.y() - 10, width, 20);
  QPen edge(theme.ink, 1.6);
  if (!changed) edge.setDashPattern({2, 1.6});
  painter.setPen(edge);
  painter.setBrush(theme.raised);
  painter.drawRoundedRect(page, 3, 3);
  paintTextAt(painter, page.center(), text, font, theme.text);
}

void paintFlying(QPainter& painter, const TokenItem& token, const Scale& scale,
                 const Theme& theme) {
  switch (token.kind) {
    case TokenKind::item: {
      const double width =
          std::clamp(16.0 + 8 * static_cast<double>(token.text.size()), 30.0, 76.0);
      return paintToken(painter, QRectF(token.at.x() - width / 2, token.at.y() - 14, width, 28),
                        token.text, theme);
    }
    case TokenKind::permit:
      return paintPermit(painter, token.at, scale.chip - 1, theme);
    case TokenKind::copy:
      return paintCopy(painter, token.at, token.text, false, theme);
    case TokenKind::exitCode:
      return paintExitCode(painter, token.at, token.text, theme);
  }
}

void paintExitCode(QPainter& painter, const QPointF& centre, const QString& text,
                   const Theme& theme) {
  const QFont font = monoFont(11.5, 650);
  const double width = std::max(20.0, textWidth(text, font) + 12);
  const QRectF tag(centre.x() - width / 2, centre.y() - 10, width, 20);
  painter.setPen(QPen(theme.state(State::zombie).mark, 1.8));
  painter.setBrush(theme.surface);
  painter.drawRoundedRect(tag, 10, 10);
  paintTextAt(painter, tag.center(), text, font, theme.text);
}

void paintHeader(QPainter& painter, const QRectF& area, const QString& counts, const Theme& theme) {
  const QFont title = uiFont(14, 650);
  const QString word = StageText::tr("Stage");
  const double wordWidth = textWidth(word, title) + 2;
  paintText(painter, QRectF(area.left(), area.top(), wordWidth, area.height()), Qt::AlignLeft, word,
            title, theme.text);
  const QFont font = uiFont(13);
  const double countsWidth = textWidth(counts, font);
  const double left = area.left() + wordWidth + 12;
  const double room = area.right() - left;
  double used = 0;
  for (const bool words : {true, false}) {
    used = legend(painter, area, words, theme, false);
    const bool enough = words ? countsWidth + 24 + used <= room : used + 140 <= room;
    if (!enough) continue;
    legend(painter, area, words, theme, true);
    break;
  }
  if (used + 140 > room) used = 0;
  paintText(painter, QRectF(left, area.top(), std::max(0.0, room - used - 8), area.height()),
            Qt::AlignLeft, counts, font, theme.text2);
}

namespace {

constexpr double kTabPadding = 11;

QFont tabNameFont(const Scale& scale) {
  return uiFont(std::max(kLeastText, scale.nameText * .93), 650);
}
QFont tabPidFont(const Scale& scale) { return uiFont(std::max(kLeastText, scale.statusText)); }

double tabNameWidth(const QString& name, const Scale& scale) {
  return textWidth(name, tabNameFont(scale)) + 2;
}

/// With the gap before it; 0 where the tab has no room for both in full.
double tabPidWidth(const QRectF& tab, const QString& name, const QString& pid, const Scale& scale) {
  if (pid.isEmpty() || tab.isEmpty()) return 0;
  const double width = textWidth(pid, tabPidFont(scale)) + 8;
  return tabNameWidth(name, scale) + width + 2 * kTabPadding <= tab.width() ? width : 0;
}

void paintTab(QPainter& painter, const BoxItem& box, const QPen& frame, const Scale& scale,
              const Theme& theme) {
  const double name = tabNameWidth(box.name, scale);
  const double pid = tabPidWidth(box.place.tab, box.name, box.pid, scale);
  QRectF tab = box.place.tab;
  tab.setWidth(std::min(tab.width(), name + pid + 2 * kTabPadding));
  // Opaque also when the process is gone, so that its frame does not run through its name.
  const bool ghost = box.form != BoxForm::alive;
  painter.setPen(ghost ? frame : QPen(Qt::NoPen));
  painter.setBrush(ghost ? theme.bg : box.selected ? theme.accent : theme.ink);
  painter.drawRoundedRect(tab, tab.height() / 2, tab.height() / 2);
  const QColor ink = ghost ? theme.text2 : box.selected ? theme.onAccent : theme.surface;
  const QRectF inner = tab.adjusted(kTabPadding, 0, -kTabPadding, 0);
  paintText(painter, inner.adjusted(0, 0, -pid, 0), Qt::AlignLeft, box.name, tabNameFont(scale),
            ink);
  if (pid > 0) paintText(painter, inner, Qt::AlignRight, box.pid, tabPidFont(scale), ink);
}

}  // namespace

void paintBox(QPainter& painter, const BoxItem& box, const Scale& scale, const Theme& theme) {
  painter.save();
  painter.translate(box.offset);
  const double radius = std::max(6.0, 12 * scale.size);
  QPen pen(box.selected      ? theme.accent
           : box.place.frame ? theme.edge
                             : theme.ink,
           box.place.frame ? 1.5 : 2);
  QBrush fill = box.place.frame ? QBrush(Qt::NoBrush) : QBrush(theme.surface);
  if (box.form == BoxForm::unborn) {
    pen = QPen(theme.state(State::unborn).mark, 1.5);
    pen.setDashPattern({1.5, 3});
    fill = Qt::NoBrush;
  } else if (box.form == BoxForm::zombie) {
    pen = QPen(theme.state(State::zombie).mark, 2);
    pen.setDashPattern({4, 3});
    fill = Qt::NoBrush;
  } else if (box.form == BoxForm::ended) {
    pen.setColor(box.selected ? theme.accent : theme.edge);
    if (!box.place.frame) fill = theme.bg;
  }
  painter.setPen(pen);
  painter.setBrush(fill);
  painter.drawRoundedRect(box.place.box, radius, radius);
  if (!box.place.tab.isEmpty()) paintTab(painter, box, pen, scale, theme);
  painter.restore();
}

namespace {

/// A process without a tab has its PID behind its name, or in a line of its own; false: no room.
bool paintNameAndPid(QPainter& painter, const ActorItem& actor, const Scale& scale,
                     const Theme& theme, const QColor& ground) {
  const QFont bold = uiFont(scale.nameText, 600), plain = uiFont(scale.statusText);
  const double name = textWidth(actor.name, bold) + 1;
  QRectF room = actor.place.name;
  const QString number = actor.pid.section(QLatin1Char(' '), -1);
  const double whole = textWidth(actor.pid, plain) + 1;
  const bool inFull = name + 6 + whole <= room.width();
  const double pid = inFull ? whole : textWidth(number, plain) + 1;
  const bool both = !actor.pid.isEmpty() && name + 6 + pid <= room.width();
  if (!both) {
    paintText(painter, room, actor.place.align, actor.name, bold, theme.text, ground);
    return actor.pid.isEmpty();
  }
  const double width = name + 6 + pid;
  if (actor.place.align & Qt::AlignRight) room.setLeft(room.right() - width);
  if (actor.place.align & Qt::AlignHCenter) room.setLeft(room.center().x() - width / 2);
  room.setWidth(width);
  paintText(painter, room.adjusted(0, 0, -pid - 6, 0), Qt::AlignLeft, actor.name, bold, theme.text,
            ground);
  paintText(painter, room, Qt::AlignRight, inFull ? actor.pid : number, plain, theme.text2, ground);
  return true;
}

/// With the PID where it has to be told: in place of "MainThread" where the tab had no room for it.
ActorItem withPid(ActorItem actor, const Scale& scale) {
  if (actor.tab.isEmpty()) return actor;
  if (tabPidWidth(actor.tab, actor.process, actor.pid, scale) == 0 && !actor.pid.isEmpty())
    actor.name = actor.pid;
  actor.pid.clear();
  return actor;
}

void paintActorTexts(QPainter& painter, const ActorItem& shown, const Scale& scale,
                     const Theme& theme) {
  const ActorItem actor = withPid(shown, scale);
  const QColor ground = actor.boxed ? QColor() : theme.bg;
  const bool told = paintNameAndPid(painter, actor, scale, theme, ground);
  if (actor.place.status.height() < 1) return;
  const QFont font =
      actor.code ? monoFont(std::max(kLeastText, scale.statusText - .5)) : uiFont(scale.statusText);
  const auto fits = [&](const QString& line) {
    return textWidth(line, font) <= actor.place.status.width();
  };
  const double height = scale.taskStatusLine();
  const int room = actor.place.status.height() > height * 1.5 ? 2 : 1;
  QStringList lines = statusLines(actor.status, actor.shorter, room, fits);
  if (!told && room > 1 && lines.size() > 1 && !actor.shorter.isEmpty())
    lines = statusLines(actor.shorter.front(), actor.shorter.mid(1), 1, fits);
  if (!told && lines.size() < room) lines.prepend(actor.pid);
  QRectF line(actor.place.status.topLeft(), QSizeF(actor.place.status.width(), height));
  for (const QString& text : lines) {
    paintText(painter, line, actor.place.align, text, font, theme.text2, ground);
    line.translate(0, height);
  }
}

}  // namespace

namespace {

/// The disc as a pie of the time in each state, from the top, clockwise.
void paintShares(QPainter& painter, const ActorItem& actor, const Theme& theme) {
  const QPointF& centre = actor.place.disc;
  const double r = actor.radius;
  const QRectF pie(centre.x() - r, centre.y() - r, 2 * r, 2 * r);
  double whole = 0;
  for (const std::int64_t share : actor.shares) whole += static_cast<double>(share);
  double from = 90 * 16;
  painter.setPen(Qt::NoPen);
  for (std::size_t i = 0; i < actor.shares.size(); ++i) {
    const double span = static_cast<double>(actor.shares[i]) / std::max(1.0, whole) * 360 * 16;
    painter.setBrush(theme.state(static_cast<State>(i)).mean);
    painter.drawPie(pie, qRound(from - span), qRound(span));
    from -= span;
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme.ink, 2));
  painter.drawEllipse(pie);
  if (actor.selected) {
    painter.setPen(QPen(theme.accent, 2.5));
    painter.drawEllipse(centre, r + 9, r + 9);
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.surface);
  painter.drawEllipse(centre, r * .64, r * .64);
  paintTextAt(painter, centre, actor.number, uiFont(r * (actor.number.size() > 2 ? .56 : .76), 700),
              theme.text);
}

}  // namespace

void paintActor(QPainter& painter, const ActorItem& actor, const Scale& scale, const Theme& theme) {
  painter.save();
  painter.translate(actor.offset);
  const double r = actor.radius;
  const auto disc = [&](State state) {
    const QString key = QStringLiteral("disc %1 %2 %3 %4 %5 %6")
                            .arg(actor.number)
                            .arg(static_cast<int>(state))
                            .arg(r)
                            .arg(actor.selected)
                            .arg(actor.failed)
                            .arg(static_cast<int>(theme.kind));
    paintKept(painter, key, actor.place.disc, r * 1.3 + 12, [&](QPainter& own) {
      drawActor(own, theme, actor.number, state, {0, 0}, r, actor.selected, actor.failed);
    });
  };
  if (actor.busy) {
    paintShares(painter, actor, theme);
  } else if (actor.fade < 1) {
    painter.setOpacity(actor.opacity);
    disc(actor.before);
  }
  painter.setOpacity(actor.opacity * easeOut(actor.fade));
  if (!actor.busy) disc(actor.state);
  painter.setOpacity(actor.opacity);
  if (!actor.badge.isEmpty()) {
    const double radius = std::max(7.5, r * .4);
    const QPointF at = actor.place.disc + QPointF(-r * .8, r * .76);
    painter.setPen(QPen(theme.ink, 1.6));
    painter.setBrush(theme.surface);
    painter.drawEllipse(at, radius, radius);
    paintTextAt(painter, at, actor.badge, uiFont(std::max(kLeastText, radius * 1.15), 700),
                theme.text);
  }
  paintActorTexts(painter, actor, scale, theme);
  painter.restore();
}

void paintEnvelope(QPainter& painter, const EnvelopeItem& envelope, const QRectF& area,
                   const Scale& scale, const Theme& theme) {
  const QSizeF size = envelopeSize(scale);
  const double width = size.width(), height = size.height(), k = height / 30;
  const double flap = envelope.open ? height * .42 : 0;
  const QPointF c(envelope.at.x(), std::max(envelope.at.y(), area.top() + height / 2 + flap + 2));
  painter.save();
  painter.setPen(QPen(theme.accent, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(theme.surface);
  const QRectF body(c.x() - width / 2, c.y() - height / 2, width, height);
  if (envelope.open) {
    const QPointF top[] = {body.topLeft() + QPointF(2, 1),
                           {c.x(), body.top() - flap},
                           body.topRight() + QPointF(-2, 1)};
    painter.drawPolygon(top, 3);
    painter.drawRoundedRect(body, 4, 4);
    painter.setPen(QPen(theme.surface, 2.6));
    painter.drawLine(body.topLeft() + QPointF(3, 0), body.topRight() - QPointF(3, 0));
  } else {
    painter.drawRoundedRect(body, 4, 4);
    const QPointF fold[] = {body.topLeft() + QPointF(2, 2),
                            {c.x(), c.y() + height * .1},
                            body.topRight() + QPointF(-2, 2)};
    painter.drawPolyline(fold, 3);
  }
  painter.setPen(QPen(theme.accent, 2.6 * k, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  if (envelope.tick) {
    const QPointF tick[] = {c + QPointF(-5, 1) * k, c + QPointF(-1, 6) * k, c + QPointF(7, -5) * k};
    painter.drawPolyline(tick, 3);
  } else {
    const QPointF seal = c + QPointF(0, height * .1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawEllipse(seal, 6.6 * k, 6.6 * k);
    painter.setPen(QPen(theme.surface, 1.5 * k, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF bolt[] = {seal + QPointF(.8, -4) * k, seal + QPointF(-2, .6) * k,
                            seal + QPointF(2, .6) * k, seal + QPointF(-.8, 4) * k};
    painter.drawPolyline(bolt, 4);
  }
  if (envelope.masked) {
    const QPointF way = envelope.way;
    const double length = std::max(1.0, std::hypot(way.x(), way.y()));
    const QPointF across = QPointF(-way.y(), way.x()) / length * (height * .8);
    painter.setPen(QPen(theme.ink, 5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(envelope.bar - across, envelope.bar + across);
  }
  const QFont font = uiFont(std::max(kLeastText, 12.5 * scale.size), 650);
  const double words = textWidth(envelope.name, font) + 2;
  const double line = font.pixelSize() * 1.4;
  // Beside it where it goes up or down, since the boxes are near then.
  const bool beside = std::abs(envelope.way.y()) > 2 * std::abs(envelope.way.x());
  double left = beside ? body.right() + 5 : c.x() - words / 2;
  left = std::clamp(left, area.left(), std::max(area.left(), area.right() - words));
  const double top = beside ? c.y() - line / 2 : body.bottom() + 2;
  paintText(painter, QRectF(left, top, words, line), Qt::AlignLeft, envelope.name, font,
            theme.accent, theme.bg);
  painter.restore();
}

namespace {

/// 1 -> 2 -> 3 -> 1, centred at `centre`. A link that is open is dashed, and so is who it leads to.
void paintChain(QPainter& painter, const Scene& scene, const QPointF& centre, double radius,
                double step, const Theme& theme) {
  const double width = step * static_cast<double>(scene.chain.size() - 1);
  const auto isOpen = [&](std::size_t link) {
    return link < scene.openLinks.size() && scene.openLinks[link];
  };
  QPointF at(centre.x() - width / 2, centre.y());
  for (std::size_t i = 0; i < scene.chain.size(); ++i, at.rx() += step) {
    if (i > 0 && isOpen(i - 1)) {
      paintFreePlace(painter, at, radius, theme);
      paintTextAt(painter, at, scene.chain[i], uiFont(std::max(kLeastText, radius), 700),
                  theme.text);
    } else {
      paintChip(painter, {scene.chain[i], State::blocked, 0, 1}, at, radius, theme);
    }
    if (i + 1 == scene.chain.size()) break;
    QPainterPath link(at + QPointF(radius + 3, 0));
    link.lineTo(at + QPointF(step - radius - 4, 0));
    const QColor colour = isOpen(i) ? theme.text : theme.state(State::blocked).mark;
    QPen pen(colour, 2, Qt::SolidLine, Qt::FlatCap);
    if (isOpen(i)) pen.setDashPattern({1, 1.5});
    painter.setPen(pen);
    painter.drawPath(link);
    paintArrowHead(painter, link, 10, colour);
  }
}

void paintMark(QPainter& painter, const MarkItem& mark, const Theme& theme) {
  if (!mark.ghost) {
    painter.setPen(QPen(theme.bg, 2));
    painter.setBrush(theme.text);
    painter.drawEllipse(mark.at, mark.radius + 1, mark.radius + 1);
    return;
  }
  QPen pen(theme.text, 1.6, Qt::SolidLine, Qt::FlatCap);
  pen.setDashPattern({4 / 1.6, 4 / 1.6});
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(mark.at, mark.radius, mark.radius);
}

}  // namespace

void paintSentence(QPainter& painter, const Scene& scene, const Theme& theme) {
  if (scene.sentence.isEmpty() || scene.chain.empty()) return;
  const QRectF& rect = scene.sentenceRect;
  const double radius = std::max(10.5, 12 * std::min(1.1, scene.scale.size));
  const double links = static_cast<double>(scene.chain.size() - 1);
  if (rect.height() >= 56) {
    const double below = 13 * 1.5 + 8;
    const bool both = !scene.headline.isEmpty() && rect.height() >= 56 + below;
    const QString& title = both ? scene.headline : scene.sentence;
    double size = std::clamp(20 * scene.scale.size, 13.0, 24.0);
    const auto words = [&] { return textWidth(title, uiFont(size, 650)); };
    while (size > 12 && words() > rect.width()) size -= 1;
    const double step = std::min(44.0, (rect.width() - 2 * radius) / std::max(1.0, links));
    const bool chips = step >= 2 * radius + 12;
    const QFont font = uiFont(size, 650);
    const double line = size * 1.5;
    const double chainHeight = chips ? 2 * radius + 12 : 0;
    const double top = rect.center().y() - (line + chainHeight + (both ? below : 0)) / 2;
    paintText(painter, QRectF(rect.left(), top, rect.width(), line), Qt::AlignHCenter, title, font,
              theme.text);
    if (chips)
      paintChain(painter, scene, {rect.center().x(), top + line + 12 + radius}, radius, step,
                 theme);
    if (both)
      paintText(painter, QRectF(rect.left(), top + line + chainHeight + 8, rect.width(), 13 * 1.5),
                Qt::AlignHCenter, scene.sentence, uiFont(13), theme.text2);
    return;
  }
  QFont font = uiFont(13, 650);
  while (font.pixelSize() > kLeastText && textWidth(scene.sentence, font) + 4 > rect.width())
    font.setPixelSize(font.pixelSize() - 1);
  const double words = textWidth(scene.sentence, font) + 4;
  const double step = 2 * radius + 18;
  double chain = step * links + 2 * radius;
  if (words + 24 + chain > rect.width()) chain = 0;
  const double left =
      std::max(rect.left(), rect.center().x() - (words + (chain > 0 ? 24 + chain : 0)) / 2);
  paintText(painter, QRectF(left, rect.top(), std::min(words, rect.width()), rect.height()),
            Qt::AlignLeft, scene.sentence, font, theme.text, theme.bg);
  if (chain > 0)
    paintChain(painter, scene, {left + words + 24 + chain / 2, rect.center().y()}, radius, step,
               theme);
}

void paintScene(QPainter& painter, const Scene& scene, const Theme& theme) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  if (!scene.notice.isEmpty()) {
    paintText(painter, scene.area, Qt::AlignHCenter, scene.notice, uiFont(16), theme.text2);
    painter.restore();
    return;
  }
  paintCycle(painter, scene, theme);
  for (const BoxItem& box : scene.boxes)
    if (box.place.frame) paintBox(painter, box, scene.scale, theme);
  // Boxes hide the lines behind them, so that none crosses their texts.
  constexpr std::size_t kMostHalos = 32;  // among more lines they tell nothing
  for (const LineItem& line : scene.lines) {
    if (scene.lines.size() <= kMostHalos) paintHalo(painter, line, theme);
    paintLine(painter, line, scene.scale, theme);
  }
  // Badges stand on the rings.
  for (const MarkItem& mark : scene.marks)
    if (mark.ghost) paintMark(painter, mark, theme);
  // Who is being born comes out from under its parent.
  for (const bool born : {false, true}) {
    for (const BoxItem& box : scene.boxes)
      if (!box.place.frame && box.offset.isNull() == born)
        paintBox(painter, box, scene.scale, theme);
    if (born)
      for (const ResourceItem& item : scene.resources)
        paintResource(painter, item, scene.scale, theme);
    for (const ActorItem& actor : scene.actors)
      if (actor.offset.isNull() == born) paintActor(painter, actor, scene.scale, theme);
  }
  for (const MarkItem& mark : scene.marks)
    if (!mark.ghost) paintMark(painter, mark, theme);
  for (const CopyItem& copy : scene.copies)
    paintCopy(painter, copy.at, copy.text, copy.changed, theme);
  for (const TokenItem& token : scene.tokens) paintFlying(painter, token, scene.scale, theme);
  for (const BadgeItem& badge : scene.badges)
    paintOwner(painter, badge.at, 11, badge.number, theme);
  for (const EnvelopeItem& envelope : scene.envelopes)
    paintEnvelope(painter, envelope, scene.area, scene.scale, theme);
  paintSentence(painter, scene, theme);
  paintText(painter, scene.moreRect, Qt::AlignLeft, scene.more, uiFont(12), theme.text2);
  painter.restore();
}

}  // namespace lockstep::ui
