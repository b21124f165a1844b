// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/keys_sheet.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <vector>

#include "theme/zoom.h"
#include "window/shortcuts.h"

namespace lockstep::ui {

namespace {

QLabel* keyCap(const QString& key, QWidget* parent) {
  auto* label = new QLabel(key, parent);
  label->setProperty("role", "key");
  setLeastSize(*label, {0, 22});
  return label;
}

QWidget* keyCaps(const Shortcut& shortcut, QWidget* parent) {
  auto* box = new QWidget(parent);
  auto* layout = new QHBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  setGap(*layout, 6);
  if (shortcut.sheetKeys) {
    layout->addWidget(keyCap(sheetKeys(shortcut), box));
  } else {
    for (const QKeySequence& key : shortcut.keys)
      layout->addWidget(keyCap(key.toString(QKeySequence::NativeText), box));
  }
  layout->addStretch(1);
  return box;
}

using Groups = std::vector<ActGroup>;

QWidget* groupColumn(const Groups& groups, bool wraps, QWidget* parent) {
  auto* column = new QWidget(parent);
  auto* grid = new QGridLayout(column);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(px(16));
  grid->setVerticalSpacing(px(8));
  int row = 0;
  for (ActGroup group : groups) {
    auto* title = new QLabel(groupText(group), column);
    title->setFont(zoomed(uiFont(14, 700)));
    title->setContentsMargins(0, row > 0 ? px(12) : 0, 0, 0);
    grid->addWidget(title, row++, 0, 1, 2);
    for (const Shortcut& shortcut : shortcuts()) {
      if (shortcut.group != group || !shortcut.inSheet) continue;
      auto* text = new QLabel(actText(shortcut), column);
      text->setWordWrap(wraps);
      grid->addWidget(keyCaps(shortcut, column), row, 0, Qt::AlignTop);
      grid->addWidget(text, row++, 1);
    }
  }
  grid->setRowStretch(row, 1);
  grid->setColumnStretch(1, 1);
  return column;
}

QWidget* makePage(const std::vector<Groups>& columns, bool wraps, QWidget* parent) {
  auto* page = new QWidget(parent);
  auto* layout = new QHBoxLayout(page);
  setMargins(*layout, 24, 24, 24, 24);
  setGap(*layout, 40);
  for (const Groups& groups : columns)
    layout->addWidget(groupColumn(groups, wraps, page), 1, Qt::AlignTop);
  return page;
}

/// In as many columns as `room` has place for; words break where it has none for one.
QWidget* pageFor(int room, QWidget* parent) {
  const Groups run{ActGroup::run, ActGroup::time};
  const std::vector<std::vector<Groups>> arrangements{
      {run, {ActGroup::timeline}, {ActGroup::window}},
      {run, {ActGroup::timeline, ActGroup::window}},
      {{ActGroup::run, ActGroup::time, ActGroup::timeline, ActGroup::window}}};
  for (const auto& columns : arrangements) {
    QWidget* page = makePage(columns, false, parent);
    if (page->sizeHint().width() <= room) return page;
    delete page;
  }
  return makePage(arrangements.back(), true, parent);
}

}  // namespace

KeysSheet::KeysSheet(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Keys"));
  auto* scroll = new QScrollArea(this);
  const int scrollBar = px(12);
  const QSize most = parent ? parent->window()->size() - px(QSize(48, 48)) : QSize(10'000, 10'000);
  QWidget* page = pageFor(most.width() - scrollBar, scroll);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(page);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
  const QSize wanted = page->sizeHint() + QSize(scrollBar, 4);
  resize(wanted.boundedTo(most));
}

void KeysSheet::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_F1 || event->key() == Qt::Key_Question)
    accept();
  else
    QDialog::keyPressEvent(event);
}

}  // namespace lockstep::ui
