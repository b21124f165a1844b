// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/motion.h"

#include <QSettings>
#include <QStandardPaths>
#include <QString>

namespace lockstep::ui {

namespace {

QVariant configured(const QString& file, const QString& key) {
  const QString path = QStandardPaths::locate(QStandardPaths::GenericConfigLocation, file);
  return path.isEmpty() ? QVariant() : QSettings(path, QSettings::IniFormat).value(key);
}

}  // namespace

bool systemReducesMotion() {
  const QString wish = qEnvironmentVariable("LOCKSTEP_MOTION").toLower();
  if (wish == QLatin1String("reduced")) return true;
  if (wish == QLatin1String("full")) return false;
  for (const char* file : {"gtk-4.0/settings.ini", "gtk-3.0/settings.ini"}) {
    const QVariant animates =
        configured(QString::fromLatin1(file), QStringLiteral("Settings/gtk-enable-animations"));
    // Qt reads 0, false and nothing else as false.
    if (animates.isValid()) return !animates.toBool();
  }
  const QVariant factor =
      configured(QStringLiteral("kdeglobals"), QStringLiteral("KDE/AnimationDurationFactor"));
  return factor.isValid() && factor.toDouble() == 0;
}

}  // namespace lockstep::ui
