// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/code_pane.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "code/code_gutter.h"
#include "code/qsci.h"
#include "code/task_lines.h"
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
template <class Lexer>
void colourLexer(QsciLexer& lexer, std::initializer_list<int> comments,
                 std::initializer_list<int> literals, const QWidget& widget, const Theme& theme) {
  const QFont plain = codeFont(widget, 400);
  const QFont strong = codeFont(widget, 600);
  lexer.setDefaultFont(plain);
  lexer.setFont(plain, -1);
  lexer.setPaper(theme.surface, -1);
  lexer.setDefaultPaper(theme.surface);
  lexer.setColor(theme.text, -1);
  lexer.setDefaultColor(theme.text);
  lexer.setFont(strong, Lexer::Keyword);
  for (int style : comments) lexer.setColor(theme.text3, style);
  for (int style : literals) lexer.setColor(theme.text2, style);
}

void colourCpp(QsciLexer& lexer, const QWidget& widget, const Theme& theme) {
  using L = QsciLexerCPP;
  colourLexer<L>(lexer, {L::Comment, L::CommentLine, L::CommentDoc, L::CommentLineDoc},
                 {L::PreProcessor, L::DoubleQuotedString, L::SingleQuotedString, L::Number}, widget,
                 theme);
}

// The text between three quotes is what a comment is in C++.
void colourPython(QsciLexer& lexer, const QWidget& widget, const Theme& theme) {
  using L = QsciLexerPython;
  colourLexer<L>(
      lexer,
      {L::Comment, L::CommentBlock, L::TripleDoubleQuotedString, L::TripleSingleQuotedString},
      {L::DoubleQuotedString, L::SingleQuotedString, L::DoubleQuotedFString, L::SingleQuotedFString,
       L::Number},
      widget, theme);
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
      m_head(new QHBoxLayout),
      m_file(new QLabel(this)),
      m_hint(new QLabel(this)),
      m_editor(new CodeEditor(this)),
      m_gutter(new CodeGutter(*this, *m_editor, this)),
      m_cpp(new QsciLexerCPP(m_editor)),
      m_python(new QsciLexerPython(m_editor)) {
  m_file->setTextFormat(Qt::PlainText);
  m_hint->setProperty("role", "secondary");
  makeReadOnly(*m_editor);
  m_editor->setLexer(m_cpp);
  m_editor->setFocusPolicy(Qt::StrongFocus);
  setFocusProxy(m_editor);

  setMargins(*m_head, 24, 10, 24, 6);
  setGap(*m_head, 12);
  m_head->addWidget(m_file);
  m_head->addWidget(m_hint);
  m_head->addStretch(1);
  auto* body = new QHBoxLayout;
  body->setSpacing(0);
  body->addWidget(m_gutter);
  body->addWidget(m_editor, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(m_head);
  layout->addLayout(body, 1);

  connect(&view, &Viewpoint::traceReplaced, this, &CodePane::loadSource);
  connect(&view, &Viewpoint::traceChanged, this, &CodePane::loadSource);
  connect(&view, &Viewpoint::playheadChanged, this, &CodePane::refresh);
  connect(&view, &Viewpoint::selectionChanged, this, &CodePane::refresh);
  connect(&view, &Viewpoint::codeLanguageChanged, this, &CodePane::showSource);
  retranslate();
  setTheme(*m_theme);
  loadSource();
}

void CodePane::addToHead(QWidget* widget) {
  m_head->addWidget(widget);
  fitHead();
}

QSize CodePane::minimumSizeHint() const { return px(QSize(280, 96)); }

void CodePane::setTheme(const Theme& theme) {
  m_theme = &theme;
  colourCpp(*m_cpp, *this, theme);
  colourPython(*m_python, *this, theme);
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
  fitHead();
}

void CodePane::setPreview(const QString& file, const QString& source) {
  m_previewFile = file.toStdString();
  m_previewSource = source.toStdString();
  loadSource();
}

void CodePane::loadSource() {
  const RunInfo& run = m_view.trace().run();
  const bool ran = !run.source.empty();
  const std::string& file = ran ? run.sourceFile : m_previewFile;
  const std::string& source = ran ? run.source : m_previewSource;
  if (file != m_ranFile || source != m_ranSource) {
    m_ranFile = file;
    m_ranSource = source;
    showSource();
  }
  refresh();
}

void CodePane::showSource() {
  m_source = SourceText(m_ranFile, m_ranSource, m_view.codeLanguage());
  markCurrentLine(0);
  m_editor->setLexer(m_source.language() == CodeLanguage::python ? m_python : m_cpp);
  m_editor->setText(QString::fromStdString(m_source.text()));
  retranslate();
  refresh();
  Q_EMIT sourceShown();
  fitHead();
}

void CodePane::refresh() {
  // Hidden panes cost nothing; showEvent catches up.
  if (!isVisible()) return;
  m_lines = taskLines(m_view.trace(), m_view.moment(), m_source);
  markCurrentLine(lineOf(m_view.trace(), m_view.moment(), m_view.task()));
  m_gutter->update();
}

void CodePane::markCurrentLine(int line) {
  m_currentLine = line;
  int shown = m_source.lineOf(line);
  if (shown > m_editor->lines()) shown = 0;
  if (shown == m_markedLine) return;
  m_markedLine = shown;
  m_editor->markerDeleteAll(kCurrentLine);
  if (shown == 0) return;
  m_editor->markerAdd(shown - 1, kCurrentLine);
  const int first = firstVisibleLine();
  const long inSight = m_editor->SendScintilla(QsciScintilla::SCI_LINESONSCREEN);
  if (shown <= first || shown >= first + inSight - 1)
    m_editor->setFirstVisibleLine(std::max(0, shown - 1 - static_cast<int>(inSight) / 3));
}

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

void CodePane::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitHead();
}

// The hint goes first, then the middle of the file's name.
void CodePane::fitHead() {
  const auto beyond = [this] {
    m_head->invalidate();
    return m_head->minimumSize().width() - width();
  };
  const QString name = QString::fromStdString(m_source.file());
  m_file->setText(name);
  m_file->setToolTip(QString());
  m_hint->show();
  if (beyond() <= 0) return;
  m_hint->hide();
  const int excess = beyond();
  if (excess <= 0) return;
  const QFontMetrics metrics(m_file->font());
  m_file->setText(metrics.elidedText(name, Qt::ElideMiddle,
                                     std::max(0, metrics.horizontalAdvance(name) - excess)));
  m_file->setToolTip(name);
}

void CodePane::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

void CodePane::retranslate() {
  m_hint->setText(m_ranSource.empty() ? QString() : tr("line each task is on"));
  m_editor->setAccessibleName(tr("Source of the scenario"));
  m_gutter->setAccessibleName(tr("Lines that tasks are on"));
  describeGutter();
  fitHead();
}

void CodePane::describeGutter() {
  QStringList lines;
  for (const int line : m_breakpoints)
    if (const int shown = m_source.lineOf(line)) lines << QString::number(shown);
  m_gutter->setAccessibleDescription(
      lines.isEmpty() ? tr("No breakpoints.")
                      : tr("Breakpoints at lines %1.").arg(lines.join(QStringLiteral(", "))));
}

}  // namespace lockstep::ui
