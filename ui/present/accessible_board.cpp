// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/accessible_board.h"

#include <QStringList>

#include "present/board.h"
#include "stage/captions.h"

namespace lockstep::ui {

AccessibleBoard::AccessibleBoard(Board& board)
    : QAccessibleWidget(&board, QAccessible::Graphic), m_board(board) {}

QString AccessibleBoard::text(QAccessible::Text which) const {
  if (which != QAccessible::Description) return QAccessibleWidget::text(which);
  const Viewpoint& view = m_board.viewpoint();
  const Structure& structure = m_board.model().structure();
  QStringList sentences;
  for (const StageTask& task : structure.tasks())
    sentences << taskSentence(view.trace(), view.moment(), task.id);
  for (const StageResource& resource : structure.resources())
    sentences << resourceTip(resource, view.moment());
  return sentences.join(QLatin1Char('\n'));
}

QAccessibleInterface* AccessibleBoard::make(const QString&, QObject* object) {
  auto* board = qobject_cast<Board*>(object);
  return board ? new AccessibleBoard(*board) : nullptr;
}

}  // namespace lockstep::ui
