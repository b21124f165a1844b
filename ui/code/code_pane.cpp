// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/code_pane.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "code/code_gutter.h"
#include "code/qsci.h"
#include "code/task_lines.h"
#include "scenarios/twin.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

constexpr int kCurrentLine = 1;  // marker number: background of the selected task's line
constexpr int kLinePadding = 4;  // px above and below, for a line of 26 px
constexpr int kCodePixels = 14;

// QScintilla reads a font's size in points only.
QFont codeFont(const QWidget& widget, int weight) {
  QFont font = monoFont(kCodePixels, weight);
  font.setPointSizeF(px(kCodePixels) * 72.0 / widget.logicalDpiY());
  return font;
}

// Hue belongs to task states, so highlighting is by weight and tone alone.
void colourLexer(QsciLexerCPP& lexer, const QWidget& widget, const Theme& theme) {
  const QFont plain = codeFont(widget, 400);
  const QFont strong = codeFont(widget, 600);
  lexer.setDefaultFont(plain);
  lexer.setFont(plain, -1);
  lexer.setPaper(theme.surface, -1);
  lexer.setDefaultPaper(theme.surface);
  lexer.setColor(theme.text, -1);
  lexer.setDefaultColor(theme.text);
  lexer.setFont(strong, QsciLexerCPP::Keyword);
  for (int style : {QsciLexerCPP::Comment, QsciLexerCPP::CommentLine, QsciLexerCPP::CommentDoc,
                    QsciLexerCPP::CommentLineDoc})
    lexer.setColor(theme.text3, style);
  for (int style : {QsciLexerCPP::PreProcessor, QsciLexerCPP::DoubleQuotedString,
                    QsciLexerCPP::SingleQuotedString, QsciLexerCPP::Number})
    lexer.setColor(theme.text2, style);
}

void makeReadOnly(QsciScintilla& editor) {
  editor.setReadOnly(true);
  editor.setUtf8(true);
  editor.setFrameShape(QFrame::NoFrame);
  for (int margin = 0; margin < 5; ++margin) editor.setMarginWidth(margin, 0);
  editor.setCaretWidth(0);
  editor.setTabWidth(2);
  editor.setWrapMode(QsciScintilla::WrapNone);
  editor.SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 100L);
  editor.SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTHTRACKING, 1L);
  editor.SendScintilla(QsciScintilla::SCI_SETENDATLASTLINE, 1L);
  editor.markerDefine(QsciScintilla::Background, kCurrentLine);
  editor.setContextMenuPolicy(Qt::NoContextMenu);
}

}  // namespace

CodePane::CodePane(Viewpoint& view, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_theme(&theme(ThemeKind::light)),
      m_file(new QLabel(this)),
      m_hint(new QLabel(this)),
      m_editor(new CodeEditor(this)),
      m_gutter(new CodeGutter(*this, *m_editor, this)),
      m_lexer(new QsciLexerCPP(m_editor)) {
  m_file->setTextFormat(Qt::PlainText);
  m_hint->setProperty("role", "secondary");
  makeReadOnly(*m_editor);
  m_editor->setLexer(m_lexer);
  m_editor->setFocusPolicy(Qt::StrongFocus);
  setFocusProxy(m_editor);

  auto* head = new QHBoxLayout;
  setMargins(*head, 24, 10, 24, 6);
  setGap(*head, 12);
  head->addWidget(m_file);
  head->addWidget(m_hint, 1);
  auto* body = new QHBoxLayout;
  body->setSpacing(0);
  body->addWidget(m_gutter);
  body->addWidget(m_editor, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(head);
  layout->addLayout(body, 1);

  connect(&view, &Viewpoint::traceReplaced, this, &CodePane::loadSource);
  connect(&view, &Viewpoint::traceChanged, this, &CodePane::loadSource);
  connect(&view, &Viewpoint::playheadChanged, this, &CodePane::refresh);
  connect(&view, &Viewpoint::selectionChanged, this, &CodePane::refresh);
  retranslate();
  setTheme(*m_theme);
  loadSource();
}

QSize CodePane::minimumSizeHint() const { return px(QSize(280, 96)); }

void CodePane::setTheme(const Theme& theme) {
  m_theme = &theme;
  colourLexer(*m_lexer, *this, theme);
  m_editor->setExtraAscent(px(kLinePadding));
  m_editor->setExtraDescent(px(kLinePadding));
  m_file->setFont(zoomed(uiFont(14, 650)));
  m_editor->setPaper(theme.surface);
  m_editor->setMarkerBackgroundColor(theme.raised, kCurrentLine);
  m_editor->setSelectionBackgroundColor(theme.accent);
  m_editor->setSelectionForegroundColor(theme.onAccent);
  m_editor->recolor();
  m_gutter->updateGeometry();
  m_gutter->update();
}

void CodePane::setPreview(const QString& file, const QString& source) {
  m_previewFile = file;
  m_previewSource = source;
  loadSource();
}

void CodePane::loadSource() {
  const RunInfo& run = m_view.trace().run();
  if (run.source.empty()) {
    showSource(m_previewFile, m_previewSource);
  } else if (run.source != m_runSource || m_shownFile.toStdString() != run.sourceFile) {
    showSource(QString::fromStdString(run.sourceFile), QString::fromStdString(run.source));
  }
  m_runSource = run.source;
  refresh();
}

void CodePane::showSource(const QString& file, const QString& source) {
  if (file == m_shownFile && source == m_shownSource) return;
  m_shownFile = file;
  m_shownSource = source;
  m_currentLine = 0;
  m_editor->markerDeleteAll(kCurrentLine);
  // Markers are for the twin in Python, not for readers.
  m_editor->setText(QString::fromStdString(readMarkers(source.toStdString()).text));
  m_file->setText(file);
  retranslate();
}

void CodePane::refresh() {
  // Hidden panes cost nothing; showEvent catches up.
  if (!isVisible()) return;
  m_lines = taskLines(m_view.trace(), m_view.moment());
  markCurrentLine(lineOf(m_view.trace(), m_view.moment(), m_view.task()));
  m_gutter->update();
}

void CodePane::markCurrentLine(int line) {
  if (line > m_editor->lines()) line = 0;
  if (line == m_currentLine) return;
  m_currentLine = line;
  m_editor->markerDeleteAll(kCurrentLine);
  if (line == 0) return;
  m_editor->markerAdd(line - 1, kCurrentLine);
  const int first = firstVisibleLine();
  const long inSight = m_editor->SendScintilla(QsciScintilla::SCI_LINESONSCREEN);
  if (line <= first || line >= first + inSight - 1)
    m_editor->setFirstVisibleLine(std::max(0, line - 1 - static_cast<int>(inSight) / 3));
}

QString CodePane::text() const { return m_shownSource; }

std::vector<TaskId> CodePane::tasksAt(int line) const {
  const auto found = m_lines.find(line);
  return found == m_lines.end() ? std::vector<TaskId>{} : found->second;
}

void CodePane::setBreakpoints(std::set<int> lines) {
  if (lines == m_breakpoints) return;
  m_breakpoints = std::move(lines);
  describeGutter();
  m_gutter->update();
}

QWidget& CodePane::gutter() const { return *m_gutter; }

QRect CodePane::numberRect(int line) const { return toScreen(m_gutter->numberRect(line)).toRect(); }

int CodePane::firstVisibleLine() const { return m_editor->firstVisibleLine() + 1; }

void CodePane::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void CodePane::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

void CodePane::retranslate() {
  m_hint->setText(m_shownSource.isEmpty() ? QString() : tr("line each task is on"));
  m_editor->setAccessibleName(tr("Source of the scenario"));
  m_gutter->setAccessibleName(tr("Lines that tasks are on"));
  describeGutter();
}

void CodePane::describeGutter() {
  QStringList lines;
  for (const int line : m_breakpoints) lines << QString::number(line);
  m_gutter->setAccessibleDescription(
      lines.isEmpty() ? tr("No breakpoints.")
                      : tr("Breakpoints at lines %1.").arg(lines.join(QStringLiteral(", "))));
}

}  // namespace lockstep::ui
