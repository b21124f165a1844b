// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace lockstep::ui {

class Board;

/// A board for screen readers: its name, and in a sentence for each what the tasks do and how the
/// resources are. Worked out when it is asked for, since the playhead moves all the time.
class AccessibleBoard : public QAccessibleWidget {
 public:
  explicit AccessibleBoard(Board& board);
  QString text(QAccessible::Text which) const override;
  static QAccessibleInterface* make(const QString& className, QObject* object);

 private:
  Board& m_board;
};

}  // namespace lockstep::ui
