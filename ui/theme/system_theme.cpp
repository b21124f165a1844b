// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>
#include <QPalette>

#include "theme/theme.h"

namespace lockstep::ui {

ThemeKind systemThemeKind() {
  // Qt 6.4 has no colour scheme of its own. LOCKSTEP_THEME decides where it is set; GTK's variable
  // speaks for desktops whose palette Qt does not read; else the one role of the palette that
  // applyTheme() leaves to the platform, so that it tells the desktop's wish at any time.
  const QString wish = qEnvironmentVariable("LOCKSTEP_THEME").toLower();
  if (wish == QLatin1String("dark")) return ThemeKind::dark;
  if (wish == QLatin1String("light")) return ThemeKind::light;
  const QString gtk = qEnvironmentVariable("GTK_THEME").toLower();
  if (gtk.endsWith(QLatin1String(":dark")) || gtk.endsWith(QLatin1String("-dark"))) {
    return ThemeKind::dark;
  }
  const QColor ground = QGuiApplication::palette().color(QPalette::AlternateBase);
  return ground.lightnessF() < .5F ? ThemeKind::dark : ThemeKind::light;
}

}  // namespace lockstep::ui
