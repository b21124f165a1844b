// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontDatabase>
#include <QStringList>
#include <algorithm>

#include "theme/theme.h"

namespace lockstep::ui {

namespace {

// The first family that the machine has leads; the CJK face stands behind it and never before a
// Latin one, since it has Latin letters of its own.
QStringList families(const QString& wanted, const QString& fallback) {
  const QStringList installed = QFontDatabase::families();
  QStringList result;
  if (installed.contains(wanted)) result << wanted;
  if (result.isEmpty() || !installed.contains(QStringLiteral("Noto Sans CJK SC"))) {
    result << fallback << QStringLiteral("Noto Sans CJK SC");
  } else {
    result << QStringLiteral("Noto Sans CJK SC") << fallback;
  }
  return result;
}

QFont sized(const QStringList& names, double pixels, int weight) {
  QFont font;
  font.setFamilies(names);
  // setPixelSize takes whole pixels only; half ones matter for the 10.5 px of hold bars on a 2x
  // screen, where rounding shows less than the wrong size would.
  font.setPixelSize(std::max(1, qRound(pixels)));
  font.setWeight(static_cast<QFont::Weight>(std::clamp(weight, 100, 900)));
  return font;
}

}  // namespace

QFont uiFont(double pixels, int weight) {
  static const QStringList names = families(QStringLiteral("Inter"), QStringLiteral("DejaVu Sans"));
  return sized(names, pixels, weight);
}

QFont monoFont(double pixels, int weight) {
  static const QStringList names =
      families(QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"));
  QFont font = sized(names, pixels, weight);
  font.setFixedPitch(true);
  font.setStyleHint(QFont::Monospace);
  // Qt 6.4 cannot switch single OpenType features; without shaping there are no ligatures.
  font.setStyleStrategy(QFont::PreferNoShaping);
  return font;
}

}  // namespace lockstep::ui
