// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/stage_places.h"

#include <QSettings>
#include <QStringList>

namespace lockstep::ui {

namespace {

constexpr QLatin1String kOrder("stage/recordings");

QString keyOf(const QString& recording) { return QStringLiteral("stage/places/") + recording; }

}  // namespace

Placements StagePlaces::of(const Trace& trace) const {
  if (trace.empty()) return {};
  const QString own = QString::fromStdString(trace.run().places);
  return placementsOf(m_settings.value(keyOf(recordingKey(trace)), own).toString());
}

void StagePlaces::keep(const Trace& trace, const Placements& placements) {
  if (trace.empty()) return;
  const QString recording = recordingKey(trace);
  QStringList order = m_settings.value(kOrder).toStringList();
  order.removeAll(recording);
  if (placements.empty() && trace.run().places.empty()) {
    m_settings.remove(keyOf(recording));
  } else {
    m_settings.setValue(keyOf(recording), toText(placements));
    order.prepend(recording);
  }
  while (order.size() > kMost) m_settings.remove(keyOf(order.takeLast()));
  m_settings.setValue(kOrder, order);
}

}  // namespace lockstep::ui
