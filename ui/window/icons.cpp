// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

namespace lockstep::ui {

namespace {

constexpr double kUnits = 18;

void line(QPainter& painter, std::initializer_list<QPointF> points) {
  painter.drawPolyline(QPolygonF(QList<QPointF>(points)));
}

void filled(QPainter& painter, const QColor& colour, std::initializer_list<QPointF> points) {
  painter.setBrush(colour);
  painter.drawPolygon(QPolygonF(QList<QPointF>(points)));
  painter.setBrush(Qt::NoBrush);
}

void again(QPainter& painter, const QColor& colour) {
  painter.drawArc(QRectF(3, 3.5, 12, 12), 60 * 16, 300 * 16);
  filled(painter, colour, {{9.2, 1.4}, {13.4, 4.2}, {9.2, 7}});
}

void halfDisc(QPainter& painter, const QColor& colour) {
  painter.drawEllipse(QPointF(9, 9), 6.5, 6.5);
  painter.setBrush(colour);
  painter.drawPie(QRectF(2.5, 2.5, 13, 13), 90 * 16, -180 * 16);
}

void folder(QPainter& painter) {
  line(painter, {{2.5, 14.5}, {2.5, 3.5}, {7, 3.5}, {9, 6}, {15.5, 6}, {15.5, 14.5}, {2.5, 14.5}});
}

void intoTray(QPainter& painter, const QColor& colour) {
  line(painter, {{2.5, 11.5}, {2.5, 15.5}, {15.5, 15.5}, {15.5, 11.5}});
  line(painter, {{9, 2}, {9, 8}});
  filled(painter, colour, {{5.5, 7}, {12.5, 7}, {9, 11.5}});
}

void globe(QPainter& painter) {
  painter.drawEllipse(QPointF(9, 9), 6.8, 6.8);
  painter.drawEllipse(QPointF(9, 9), 2.8, 6.8);
  line(painter, {{2.2, 9}, {15.8, 9}});
}

void letter(QPainter& painter) {
  painter.drawRoundedRect(QRectF(1.5, 3.5, 15, 11), 2, 2);
  line(painter, {{2.5, 5}, {9, 10}, {15.5, 5}});
}

void draw(QPainter& painter, Icon icon, const QColor& colour) {
  switch (icon) {
    case Icon::none:
      return;
    case Icon::play:
      return filled(painter, colour, {{5, 3.5}, {14.5, 9}, {5, 14.5}});
    case Icon::pause:
      painter.setBrush(colour);
      painter.drawRect(QRectF(5, 4, 1.6, 10));
      painter.drawRect(QRectF(11.4, 4, 1.6, 10));
      return;
    case Icon::stop:
      painter.drawRoundedRect(QRectF(4, 4, 10, 10), 1.5, 1.5);
      return;
    case Icon::again:
      return again(painter, colour);
    case Icon::back:
      line(painter, {{4, 4}, {4, 14}});
      return filled(painter, colour, {{14, 4}, {7.5, 9}, {14, 14}});
    case Icon::forward:
      line(painter, {{14, 4}, {14, 14}});
      return filled(painter, colour, {{4, 4}, {10.5, 9}, {4, 14}});
    case Icon::list:
      for (double y : {4.5, 9.0, 13.5}) line(painter, {{2.5, y}, {15.5, y}});
      return;
    case Icon::sidePanel:
      painter.drawRoundedRect(QRectF(2, 3, 14, 12), 2, 2);
      line(painter, {{11, 3}, {11, 15}});
      return;
    case Icon::theme:
      return halfDisc(painter, colour);
    case Icon::close:
      line(painter, {{4.5, 4.5}, {13.5, 13.5}});
      line(painter, {{13.5, 4.5}, {4.5, 13.5}});
      return;
    case Icon::search:
      painter.drawEllipse(QPointF(8, 8), 5, 5);
      line(painter, {{11.8, 11.8}, {15.5, 15.5}});
      return;
    case Icon::dot:
      painter.setBrush(colour);
      painter.drawEllipse(QPointF(9, 9), 4, 4);
      return;
    case Icon::open:
      return folder(painter);
    case Icon::save:
      return intoTray(painter, colour);
    case Icon::language:
      return globe(painter);
    case Icon::signal:
      return letter(painter);
    case Icon::present:
      painter.drawRoundedRect(QRectF(2, 3, 14, 9), 1.5, 1.5);
      line(painter, {{9, 12}, {9, 15}});
      return line(painter, {{5.5, 15.5}, {12.5, 15.5}});
    case Icon::menu:
      line(painter, {{5, 7}, {9, 11}, {13, 7}});
      return;
  }
}

}  // namespace

void drawIcon(QPainter& painter, Icon icon, const QRectF& box, const QColor& colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(box.topLeft());
  painter.scale(box.width() / kUnits, box.height() / kUnits);
  painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  draw(painter, icon, colour);
  painter.restore();
}

void drawLogo(QPainter& painter, const QRectF& box, const QColor& colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(box.topLeft());
  painter.scale(box.width() / 22, box.height() / 22);
  painter.setPen(QPen(colour, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  line(painter, {{2, 19}, {2, 13}, {8, 13}, {8, 8}, {14, 8}, {14, 3}, {20, 3}});
  painter.drawEllipse(QPointF(17.5, 16.5), 2.6, 2.6);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawEllipse(QPointF(4, 4.5), 3, 3);
  painter.restore();
}

}  // namespace lockstep::ui
