// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSettings>
#include <QSvgGenerator>
#include <QTemporaryDir>
#include <functional>

#include "stage/stage.h"
#include "timeline/timeline.h"
#include "window/languages.h"
#include "window/main_window.h"
#include "window/recordings.h"

namespace lockstep::ui {

namespace {

constexpr double kStageNsPerMs = 0;  // a picture stands still: end states only
constexpr int kPdfDpi = 96;          // one unit of the picture is one CSS pixel

struct Span {
  std::int64_t at, from, to;
};

Result<Span> readSpan(const Options& options, const Trace& trace) {
  Span span{trace.endTime(), trace.startTime(), trace.endTime()};
  const std::pair<const std::string*, std::int64_t*> times[] = {
      {&options.at, &span.at}, {&options.from, &span.from}, {&options.to, &span.to}};
  for (const auto& [text, time] : times) {
    if (text->empty()) continue;
    auto read = readTime(*text, trace);
    if (!read) return read.error();
    *time = *read;
  }
  if (span.from >= span.to) return Error{"--from must be before --to"};
  return span;
}

void look(Viewpoint& view, const Span& span, bool wholeRun) {
  view.setPlayhead(span.at);
  if (wholeRun)
    view.fitRun();
  else
    view.setRange(span.from, span.to);
}

QSize standardSize(PictureView view) {
  switch (view) {
    case PictureView::timeline:
      return {1600, 720};
    case PictureView::stage:
      return {1600, 900};
    case PictureView::window:
      return {1920, 1080};
  }
  return {};
}

using Paint = std::function<void(QPainter& painter, bool vector)>;

Error cannotWrite(const QString& file) {
  return Error{"cannot write " + file.toStdString() + ": is the folder there and writable?"};
}

Result<void> toPng(const QString& file, QSize size, const Paint& paint) {
  QImage image(size, QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) return Error{"there is not enough memory for a picture of that size"};
  image.fill(Qt::transparent);
  QPainter painter(&image);
  paint(painter, false);
  painter.end();
  if (!image.save(file, "PNG")) return cannotWrite(file);
  return {};
}

Result<void> toSvg(const QString& file, QSize size, const Paint& paint) {
  QSvgGenerator svg;
  svg.setFileName(file);
  svg.setSize(size);
  svg.setViewBox(QRect(QPoint(), size));
  svg.setTitle(QStringLiteral("Lockstep"));
  QPainter painter;
  if (!painter.begin(&svg)) return cannotWrite(file);
  paint(painter, true);
  painter.end();
  return {};
}

Result<void> toPdf(const QString& file, QSize size, const Paint& paint) {
  QPdfWriter pdf(file);
  pdf.setResolution(kPdfDpi);
  pdf.setPageSize(
      QPageSize(QSizeF(size) * 72.0 / kPdfDpi, QPageSize::Point, {}, QPageSize::ExactMatch));
  pdf.setPageMargins(QMarginsF());
  QPainter painter;
  if (!painter.begin(&pdf)) return cannotWrite(file);
  paint(painter, true);
  painter.end();
  return {};
}

Result<void> toFile(const QString& file, QSize size, const Paint& paint) {
  const QString ending = QFileInfo(file).suffix().toLower();
  if (ending == QLatin1String("png")) return toPng(file, size, paint);
  if (ending == QLatin1String("svg")) return toSvg(file, size, paint);
  if (ending == QLatin1String("pdf")) return toPdf(file, size, paint);
  return Error{"a picture ends in .png, .svg or .pdf, not " + file.toStdString()};
}

bool wantsWholeRun(const Options& options) { return options.from.empty() && options.to.empty(); }

Result<void> drawWindow(const Options& options, ThemeKind kind, QSize size) {
  // The picture follows no habit of the user: its settings begin and end with it.
  const QTemporaryDir folder;
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath(QStringLiteral("window.ini")),
                                               QSettings::IniFormat);
  MainWindow window(std::move(parts));
  window.chooseTheme(kind == ThemeKind::dark ? MainWindow::ThemeChoice::dark
                                             : MainWindow::ThemeChoice::light);
  window.chooseLanguage(options.language.isEmpty() ? QStringLiteral("en") : options.language);
  window.setAttribute(Qt::WA_DontShowOnScreen);
  window.resize(size);
  window.show();
  window.openFile(options.file);
  auto span = readSpan(options, window.viewpoint().trace());
  if (!span) return span.error();
  look(window.viewpoint(), *span, wantsWholeRun(options));
  window.viewpoint().selectTask(window.suggestedTask());
  // Layouts ask for their sizes through the event loop, one level of nesting at a time.
  for (int level = 0; level < 8; ++level)
    QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
  return toFile(options.picture, size, [&](QPainter& painter, bool) {
    window.render(&painter, QPoint(), QRegion(),
                  QWidget::DrawWindowBackground | QWidget::DrawChildren);
  });
}

Result<void> drawView(const Options& options, std::shared_ptr<Trace> trace, const Theme& theme,
                      QSize size) {
  Viewpoint view;
  Report report = analyse(*trace);
  auto span = readSpan(options, *trace);
  if (!span) return span.error();
  view.setTrace(std::move(trace));
  view.setReport(std::move(report));
  look(view, *span, wantsWholeRun(options));
  return toFile(options.picture, size, [&](QPainter& painter, bool vector) {
    const QRectF area({0, 0}, QSizeF(size));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(area, theme.bg);
    if (options.view == PictureView::timeline)
      paintTimeline(painter, area, view, theme, vector);
    else
      paintStage(painter, area, view, theme, kStageNsPerMs);
  });
}

}  // namespace

Result<void> drawPicture(const Options& options) {
  OpenedRecording opened = openRecording(options.file);
  if (!opened.trace) return Error{opened.problem.toStdString()};
  if (opened.trace->empty()) return Error{options.file.toStdString() + " holds no events"};
  const QSize size = options.size.isValid() ? options.size : standardSize(options.view);
  const ThemeKind kind = options.theme.value_or(ThemeKind::light);
  if (options.view == PictureView::window) return drawWindow(options, kind, size);
  Languages languages;
  if (!options.language.isEmpty()) languages.use(options.language);
  applyTheme(theme(kind));
  return drawView(options, std::move(opened.trace), theme(kind), size);
}

}  // namespace lockstep::ui
