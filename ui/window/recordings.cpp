// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/recordings.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSettings>

namespace lockstep::ui {

namespace {

constexpr QLatin1String kKey("recent");

}  // namespace

OpenedRecording openRecording(const QString& path) {
  const QString name = QFileInfo(path).fileName();
  std::string warning;
  auto loaded = Trace::load(path.toStdString(), &warning);
  if (!loaded)
    return {nullptr, QCoreApplication::translate("Recordings", "%1 will not open: %2")
                         .arg(name, QString::fromStdString(loaded.error().message))};
  OpenedRecording opened{std::make_shared<Trace>(std::move(*loaded)), {}};
  if (!warning.empty())
    opened.problem = QCoreApplication::translate("Recordings", "%1 is damaged: %2")
                         .arg(name, QString::fromStdString(warning));
  return opened;
}

QString suggestedName(const Trace& trace) {
  const RunInfo& run = trace.run();
  QString name = QString::fromStdString(run.scenario.empty() ? "run" : run.scenario);
  if (!run.variant.empty()) name += QLatin1Char('-') + QString::fromStdString(run.variant);
  // A recording of others names its scenario as it likes.
  for (QChar& letter : name)
    if (!letter.isLetterOrNumber() && letter != QLatin1Char('-')) letter = QLatin1Char('_');
  return name + QStringLiteral(".lockstep");
}

RecentFiles::RecentFiles(QSettings& settings) : m_settings(settings) {}

QStringList RecentFiles::files() const { return m_settings.value(kKey).toStringList(); }

void RecentFiles::add(const QString& path) {
  const QString absolute = QFileInfo(path).absoluteFilePath();
  QStringList all = files();
  all.removeAll(absolute);
  all.prepend(absolute);
  m_settings.setValue(kKey, QStringList(all.mid(0, kMost)));
}

void RecentFiles::remove(const QString& path) {
  QStringList all = files();
  all.removeAll(QFileInfo(path).absoluteFilePath());
  m_settings.setValue(kKey, all);
}

void RecentFiles::clear() { m_settings.remove(kKey); }

RunRequest requestOf(const RunInfo& run) {
  RunRequest request;
  request.scenario = run.scenario;
  request.variant = run.variant;
  request.as = run.as;
  request.parameters = run.parameters;
  return request;
}

}  // namespace lockstep::ui
