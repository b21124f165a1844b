// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/keys_sheet.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <optional>
#include <vector>

#include "present/present_keys.h"
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

/// `together`: said as one cap in place of the single keys; null: each has its own.
QWidget* keyCaps(const QList<QKeySequence>& keys, const char* together, QWidget* parent) {
  auto* box = new QWidget(parent);
  auto* layout = new QHBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  setGap(*layout, 6);
  if (together) {
    layout->addWidget(keyCap(QString::fromUtf8(together), box));
  } else {
    for (const QKeySequence& key : keys)
      layout->addWidget(keyCap(key.toString(QKeySequence::NativeText), box));
  }
  layout->addStretch(1);
  return box;
}

/// A part of the sheet: a group of the window's keys, or those of a presentation.
struct SheetGroup {
  std::optional<ActGroup> group;  ///< nothing: the presentation
};
using Groups = std::vector<SheetGroup>;

struct SheetRow {
  QList<QKeySequence> keys;
  const char* together;
  QString text;
};

std::vector<SheetRow> rowsOf(const SheetGroup& part) {
  std::vector<SheetRow> rows;
  if (part.group) {
    for (const Shortcut& row : shortcuts())
      if (row.group == *part.group && row.inSheet)
        rows.push_back({row.keys, row.sheetKeys, actText(row)});
  } else {
    for (const PresentKey& row : presentKeys())
      if (row.inSheet) rows.push_back({row.keys, row.sheetKeys, presentText(row)});
  }
  return rows;
}

QWidget* groupColumn(const Groups& groups, bool wraps, QWidget* parent) {
  auto* column = new QWidget(parent);
  auto* grid = new QGridLayout(column);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(px(16));
  grid->setVerticalSpacing(px(8));
  int row = 0;
  for (const SheetGroup& part : groups) {
    const QString words = part.group ? groupText(*part.group) : KeysSheet::tr("While presenting");
    auto* title = new QLabel(words, column);
    title->setFont(zoomed(uiFont(14, 700)));
    title->setContentsMargins(0, row > 0 ? px(12) : 0, 0, 0);
    grid->addWidget(title, row++, 0, 1, 2);
    for (const SheetRow& line : rowsOf(part)) {
      auto* text = new QLabel(line.text, column);
      text->setWordWrap(wraps);
      grid->addWidget(keyCaps(line.keys, line.together, column), row, 0, Qt::AlignTop);
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
  const SheetGroup run{ActGroup::run}, time{ActGroup::time}, timeline{ActGroup::timeline},
      window{ActGroup::window}, presentation{std::nullopt};
  const std::vector<std::vector<Groups>> arrangements{
      {{run, time}, {timeline, presentation}, {window}},
      {{run, time, presentation}, {timeline, window}},
      {{run, time, timeline, window, presentation}}};
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
