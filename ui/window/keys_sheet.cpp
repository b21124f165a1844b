// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/keys_sheet.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "window/shortcuts.h"

namespace lockstep::ui {

namespace {

QLabel* keyCap(const QString& key, QWidget* parent) {
  auto* label = new QLabel(key, parent);
  label->setProperty("role", "key");
  label->setMinimumHeight(22);
  return label;
}

QWidget* keyCaps(const Shortcut& shortcut, QWidget* parent) {
  auto* box = new QWidget(parent);
  auto* layout = new QHBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  if (shortcut.sheetKeys) {
    layout->addWidget(keyCap(sheetKeys(shortcut), box));
  } else {
    for (const QKeySequence& key : shortcut.keys)
      layout->addWidget(keyCap(key.toString(QKeySequence::NativeText), box));
  }
  layout->addStretch(1);
  return box;
}

QWidget* groupColumn(std::initializer_list<ActGroup> groups, QWidget* parent) {
  auto* column = new QWidget(parent);
  auto* grid = new QGridLayout(column);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(16);
  grid->setVerticalSpacing(8);
  int row = 0;
  for (ActGroup group : groups) {
    auto* title = new QLabel(groupText(group), column);
    title->setFont(uiFont(14, 700));
    title->setContentsMargins(0, row > 0 ? 12 : 0, 0, 0);
    grid->addWidget(title, row++, 0, 1, 2);
    for (const Shortcut& shortcut : shortcuts()) {
      if (shortcut.group != group || !shortcut.inSheet) continue;
      grid->addWidget(keyCaps(shortcut, column), row, 0);
      grid->addWidget(new QLabel(actText(shortcut), column), row++, 1);
    }
  }
  grid->setRowStretch(row, 1);
  return column;
}

}  // namespace

KeysSheet::KeysSheet(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Keys"));
  auto* page = new QWidget(this);
  auto* columns = new QHBoxLayout(page);
  columns->setContentsMargins(24, 24, 24, 24);
  columns->setSpacing(40);
  columns->addWidget(groupColumn({ActGroup::run, ActGroup::time}, page), 1, Qt::AlignTop);
  columns->addWidget(groupColumn({ActGroup::timeline}, page), 1, Qt::AlignTop);
  columns->addWidget(groupColumn({ActGroup::window}, page), 1, Qt::AlignTop);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setWidget(page);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
  const QSize wanted = page->sizeHint() + QSize(4, 4);
  const QSize room = parent ? parent->window()->size() - QSize(48, 48) : wanted;
  resize(wanted.boundedTo(room));
}

void KeysSheet::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_F1 || event->key() == Qt::Key_Question)
    accept();
  else
    QDialog::keyPressEvent(event);
}

}  // namespace lockstep::ui
