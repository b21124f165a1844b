// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>

namespace lockstep::ui {

/// SIGTERM, SIGINT and SIGHUP to the program, as an act in its event loop. At most one at a time.
/// Uses handlers and not a blocked mask, which the processes of a run would inherit.
class EndSignals : public QObject {
  Q_OBJECT
 public:
  explicit EndSignals(std::function<void()> act, QObject* parent = nullptr);
  ~EndSignals() override;
  /// The number of the signal that came last; 0: none.
  static int last();
};

}  // namespace lockstep::ui
