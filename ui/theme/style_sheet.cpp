// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QPalette>
#include <QRegularExpression>
#include <QStringList>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>
#include <algorithm>

#include "theme/theme.h"
#include "theme/zoom.h"

// Q_INIT_RESOURCE must stand outside every namespace.
static void initThemeResources() { Q_INIT_RESOURCE(theme); }

namespace lockstep::ui {

namespace {

QPalette paletteOf(const Theme& theme) {
  QPalette palette;
  palette.setColor(QPalette::Window, theme.surface);
  palette.setColor(QPalette::WindowText, theme.text);
  palette.setColor(QPalette::Base, theme.surface);
  // AlternateBase stays the desktop's: systemThemeKind() reads it.
  palette.setColor(QPalette::Text, theme.text);
  palette.setColor(QPalette::PlaceholderText, theme.text3);
  palette.setColor(QPalette::Button, theme.surface);
  palette.setColor(QPalette::ButtonText, theme.text);
  palette.setColor(QPalette::BrightText, theme.danger);
  palette.setColor(QPalette::Highlight, theme.text);
  palette.setColor(QPalette::HighlightedText, theme.surface);
  palette.setColor(QPalette::Link, theme.accent);
  palette.setColor(QPalette::LinkVisited, theme.accent);
  palette.setColor(QPalette::ToolTipBase, theme.text);
  palette.setColor(QPalette::ToolTipText, theme.surface);
  palette.setColor(QPalette::Light, theme.raised);
  palette.setColor(QPalette::Midlight, theme.raised);
  palette.setColor(QPalette::Mid, theme.line);
  palette.setColor(QPalette::Dark, theme.edge);
  palette.setColor(QPalette::Shadow, theme.edge);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, theme.edge);
  }
  palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.line);
  palette.setColor(QPalette::Disabled, QPalette::HighlightedText, theme.text3);
  return palette;
}

// Rules by widget, in design pixels. `@name` stands for a colour of the theme, `@families` for the
// font families of the interface.
//
// A widget asks for a look of its own by a dynamic property, to be set before it is first shown
// (Qt reads properties when it polishes a widget):
//
//     QPushButton  primary  true         the one that a dialog expects to be pressed
//     QPushButton  choice   true         an answer: holds a label that wraps
//     QListView    bare     true         no frame, and no bar behind what is selected
//     QFrame       divider  true         a line of one pixel between two parts
//     QLabel       role     "secondary"  smaller and fainter: explanations, captions of controls
//                           "meta"       smallest: counts, where a fact comes from
//                           "key"        a key cap
//
// A label with a role gets its font from here, so setFont() is lost on it.
const char* const kRules = R"(
QMainWindow, QDialog, QStatusBar, QMenuBar { background: @surface; color: @text; }
QWidget { color: @text; }
QToolTip { background: @text; color: @surface; border: 1px solid @text; padding: 4px 8px; }

QPushButton, QToolButton {
  background: @surface; color: @text; border: 1px solid @edge; border-radius: 8px;
  padding: 6px 14px; min-height: 20px; font-weight: 500;
}
QPushButton:hover, QToolButton:hover { background: @raised; border-color: @text2; }
QPushButton:pressed, QToolButton:pressed { background: @sunken; }
QPushButton:checked, QToolButton:checked { background: @text; color: @surface; border-color: @text; }
QPushButton:disabled, QToolButton:disabled { color: @edge; border-color: @line; background: @surface; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton[primary="true"] { background: @text; color: @surface; border-color: @text; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @ink; border-color: @ink; }
QPushButton[primary="true"]:pressed { background: @text2; border-color: @text2; }
QPushButton[primary="true"]:disabled { background: @line; color: @text3; border-color: @line; }
QPushButton[primary="true"]:focus { border: 2px solid @accent; }
QToolButton::menu-indicator { image: none; }
QFileDialog QToolButton { padding: 5px; }
QFileDialog QToolButton:focus { padding: 4px; }
QFileDialog, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QMessageBox QLabel { padding: 4px 16px; }
QMessageBox #qt_msgbox_label { font-weight: 600; }
QPushButton[choice="true"] { padding: 0; text-align: left; }
QPushButton[choice="true"]:checked { background: @raised; border: 2px solid @text; }
QPushButton[choice="true"]:focus { border: 2px solid @accent; padding: 0; }
QMessageBox QPushButton { margin: 8px 4px; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit {
  background: @surface; color: @text; border: 1px solid @edge; border-radius: 8px; padding: 5px 10px;
  selection-background-color: @accent; selection-color: @onaccent; min-height: 20px;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
  border: 2px solid @accent; padding: 4px 9px;
}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled { color: @edge; border-color: @line; }
QComboBox { padding-right: 2px; }
QComboBox:focus { padding-right: 1px; }
QComboBox::drop-down { border: 0; width: 22px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(@arrowdown); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @edge; outline: 0; padding: 4px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { border: 0; width: 20px; subcontrol-origin: border; subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button { border: 0; width: 20px; subcontrol-origin: border; subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(@arrowup); width: 9px; height: 9px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(@arrowdown); width: 9px; height: 9px; }

QCheckBox, QRadioButton { spacing: 8px; color: @text; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid @edge; background: @surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: @text; border-color: @text; image: url(@tick); }
QRadioButton::indicator:checked { border: 5px solid @text; width: 8px; height: 8px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @accent; }

QSlider::groove:horizontal { height: 3px; background: @edge; border-radius: 1px; }
QSlider::sub-page:horizontal { height: 3px; background: @text; border-radius: 1px; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -7px 0; border-radius: 8px; background: @text; }
QSlider::handle:horizontal:focus { background: @accent; }
QSlider:disabled { color: @line; }

QListView, QTreeView, QTableView {
  background: @surface; color: @text; border: 0; outline: 0; gridline-color: @line;
  selection-background-color: @text; selection-color: @surface; alternate-background-color: @raised;
}
QListView::item, QTreeView::item { padding: 6px 8px; border-radius: 6px; }
QListView::item:hover, QTreeView::item:hover { background: @raised; }
QListView::item:selected, QTreeView::item:selected { background: @text; color: @surface; }
QListView[bare="true"] { background: transparent; border: none; }
QListView[bare="true"]::item { padding: 2px 0; }
QListView[bare="true"]::item:selected { background: transparent; color: @text; }
QListView[bare="true"]:focus { border: 2px solid @accent; border-radius: 6px; }
QTreeView { show-decoration-selected: 1; }
QTreeView::item { border-radius: 0; }
QTableView::item { padding: 2px 8px; }
QTableView::item:selected { background: @text; color: @surface; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid @accent; }
QHeaderView { background: @surface; border: 0; }
QHeaderView::section {
  background: @surface; color: @text2; border: 0; border-bottom: 1px solid @line; padding: 6px 8px; font-weight: 500;
}
QTableCornerButton::section { background: @surface; border: 0; }

QScrollArea { border: 0; background: transparent; }
QAbstractScrollArea::corner { border: 0; background: transparent; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle { background: @edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @text2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: @accent; }
QFrame[divider="true"] { background: @line; border: 0; max-height: 1px; min-height: 1px; }

QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @text2; border: 0; border-bottom: 2px solid transparent; padding: 8px 12px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @text; font-weight: 600; }
QTabBar::tab:focus { color: @accent; }

QMenuBar::item { background: transparent; color: @text2; padding: 6px 10px; border-radius: 6px; }
QMenuBar::item:selected { background: @raised; color: @text; }
QMenu { background: @surface; color: @text; border: 1px solid @edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: @text; color: @surface; }
QMenu::item:disabled { color: @edge; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QStatusBar { border-top: 1px solid @line; color: @text2; }
QStatusBar::item { border: 0; }
QProgressBar { background: @line; border: 0; border-radius: 2px; max-height: 4px; color: transparent; }
QProgressBar::chunk { background: @text; border-radius: 2px; }

QLabel { background: transparent; }
QLabel[role] { font-family: @families; }
QLabel[role="secondary"] { color: @text2; font-size: 13px; }
QLabel[role="meta"] { color: @text3; font-size: 12px; }
QLabel[role="key"] { border: 1px solid @edge; border-radius: 4px; padding: 0 5px; font-size: 12px; }
)";

QString familiesOf(const QFont& font) {
  QStringList quoted;
  for (const QString& family : font.families())
    quoted << QLatin1Char('"') + family + QLatin1Char('"');
  return quoted.join(QStringLiteral(", "));
}

/// Every length at the zoom; lines stay at least a pixel wide.
QString zoomedLengths(const QString& sheet) {
  if (zoomPercent() == 100) return sheet;
  static const QRegularExpression kLength(QStringLiteral("(\\d+)px"));
  QString result;
  qsizetype done = 0;
  for (auto match = kLength.globalMatch(sheet); match.hasNext();) {
    const QRegularExpressionMatch length = match.next();
    const int design = length.captured(1).toInt();
    result += QStringView(sheet).mid(done, length.capturedStart() - done);
    result += QStringLiteral("%1px").arg(design == 0 ? 0 : std::max(1, px(design)));
    done = length.capturedEnd();
  }
  return result + sheet.mid(done);
}

QString styleSheetOf(const Theme& theme) {
  const QString suffix =
      theme.kind == ThemeKind::dark ? QStringLiteral("dark") : QStringLiteral("light");
  // Longer names first where one begins another.
  const std::pair<const char*, QString> slots[] = {
      {"@arrowdown", QStringLiteral(":/lockstep/theme/arrow-down-") + suffix + ".svg"},
      {"@arrowup", QStringLiteral(":/lockstep/theme/arrow-up-") + suffix + ".svg"},
      {"@tick", QStringLiteral(":/lockstep/theme/tick-") + suffix + ".svg"},
      {"@surface", theme.surface.name()},
      {"@sunken", theme.sunken.name()},
      {"@raised", theme.raised.name()},
      {"@onaccent", theme.onAccent.name()},
      {"@accent", theme.accent.name()},
      {"@danger", theme.danger.name()},
      {"@text2", theme.text2.name()},
      {"@text3", theme.text3.name()},
      {"@text", theme.text.name()},
      {"@line", theme.line.name()},
      {"@edge", theme.edge.name()},
      {"@ink", theme.ink.name()},
      {"@bg", theme.bg.name()},
  };
  QString sheet = zoomedLengths(QString::fromLatin1(kRules));
  sheet.replace(QLatin1String("@families"), familiesOf(uiFont(14)));
  for (const auto& [slot, value] : slots) sheet.replace(QLatin1String(slot), value);
  return sheet;
}

}  // namespace

void applyTheme(const Theme& theme) {
  initThemeResources();
  if (qApp->style() == nullptr ||
      qApp->style()->objectName().compare(QLatin1String("fusion"), Qt::CaseInsensitive) != 0) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  }
  const QPalette palette = paletteOf(theme);
  QApplication::setPalette(palette);
  QToolTip::setPalette(palette);
  QApplication::setFont(zoomed(uiFont(14)));
  QToolTip::setFont(zoomed(uiFont(13)));
  qApp->setStyleSheet(styleSheetOf(theme));
}

}  // namespace lockstep::ui
