// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSettings>
#include <QSvgGenerator>
#include <cstdio>
#include <functional>

#include "base/file_in_progress.h"
#include "stage/stage.h"
#include "timeline/timeline.h"
#include "window/languages.h"
#include "window/main_window.h"
#include "words/words.h"

namespace lockstep::ui {

namespace {

constexpr double kStageNsPerMs = 0;  // a picture stands still: end states only
constexpr int kDpi = 96;             // one unit of the picture is one CSS pixel

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
    // Only where the range ends may lie beyond the run.
    if (*read > trace.endTime() && time != &span.to)
      return Error{*text + " is after the end of the run, which took " +
                   Words::duration(trace.endTime() - trace.startTime())};
    *time = std::min(*read, trace.endTime());
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

Result<void> toPng(QBuffer& out, QSize size, const Paint& paint) {
  QImage image(size, QImage::Format_ARGB32_Premultiplied);
  if (image.isNull()) return Error{"there is not enough memory for a picture of that size"};
  image.fill(Qt::transparent);
  QPainter painter(&image);
  paint(painter, false);
  painter.end();
  CHECK(image.save(&out, "PNG"));
  return {};
}

void toSvg(QBuffer& out, QSize size, const Paint& paint) {
  QSvgGenerator svg;
  svg.setOutputDevice(&out);
  svg.setSize(size);
  svg.setResolution(kDpi);
  svg.setViewBox(QRect(QPoint(), size));
  svg.setTitle(QStringLiteral("Lockstep"));
  QPainter painter(&svg);
  paint(painter, true);
}

void toPdf(QBuffer& out, QSize size, const Paint& paint) {
  QPdfWriter pdf(&out);
  pdf.setResolution(kDpi);
  pdf.setPageSize(
      QPageSize(QSizeF(size) * 72.0 / kDpi, QPageSize::Point, {}, QPageSize::ExactMatch));
  pdf.setPageMargins(QMarginsF());
  QPainter painter(&pdf);
  paint(painter, true);
}

QString endingOf(const QString& file) { return QFileInfo(file).suffix().toLower(); }

/// What can be wrong with the name of the file, before the work.
Result<void> checkName(const QString& file) {
  const QString ending = endingOf(file);
  if (ending != QLatin1String("png") && ending != QLatin1String("svg") &&
      ending != QLatin1String("pdf"))
    return Error{"a picture ends in .png, .svg or .pdf, not " + file.toStdString()};
  return FileInProgress::check(file.toStdString());
}

Result<void> toFile(const QString& file, QSize size, const Paint& paint) {
  // By way of memory: Qt tells nobody when it could not write a picture to its end.
  QBuffer picture;
  CHECK(picture.open(QIODevice::ReadWrite));
  const QString ending = endingOf(file);
  if (ending == QLatin1String("svg")) {
    toSvg(picture, size, paint);
  } else if (ending == QLatin1String("pdf")) {
    toPdf(picture, size, paint);
  } else if (const auto drawn = toPng(picture, size, paint); !drawn) {
    return drawn.error();
  }
  FileInProgress out(file.toStdString());
  if (const auto opened = out.open(); !opened) return opened.error();
  if (const auto written = out.write(picture.data().toStdString()); !written)
    return written.error();
  return out.finish();
}

bool wantsWholeRun(const Options& options) { return options.from.empty() && options.to.empty(); }

Result<void> drawWindow(const Options& options, ThemeKind kind, QSize size) {
  // The picture follows no habit of the user: its settings begin and end with it.
  // No file can be below this one, so they are kept nowhere, and need no folder to be kept in.
  WindowParts parts;
  parts.settings =
      std::make_unique<QSettings>(QStringLiteral("/dev/null/window.ini"), QSettings::IniFormat);
  MainWindow window(std::move(parts));
  window.chooseTheme(kind == ThemeKind::dark ? MainWindow::ThemeChoice::dark
                                             : MainWindow::ThemeChoice::light);
  window.chooseLanguage(options.language.isEmpty() ? QStringLiteral("en") : options.language);
  window.setAttribute(Qt::WA_DontShowOnScreen);
  window.resize(size);
  window.show();
  window.openFile(options.file);
  window.reporter().finish();
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
  if (const auto name = checkName(options.picture); !name) return name.error();
  std::string warning;
  auto trace = Trace::load(options.file.toStdString(), &warning);
  if (!trace) return trace.error();
  if (!warning.empty()) std::fprintf(stderr, "lockstep: %s\n", warning.c_str());
  if (trace->empty()) return Error{options.file.toStdString() + " holds no events"};
  const QSize size = options.size.isValid() ? options.size : standardSize(options.view);
  const ThemeKind kind = options.theme.value_or(ThemeKind::light);
  if (options.view == PictureView::window) return drawWindow(options, kind, size);
  Languages languages;
  if (!options.language.isEmpty()) languages.use(options.language);
  applyTheme(theme(kind));
  return drawView(options, std::make_shared<Trace>(std::move(*trace)), theme(kind), size);
}

}  // namespace lockstep::ui
