// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture.h"

#include <QCoreApplication>
#include <QPainter>
#include <QSettings>
#include <cstdio>

#include "film_picture.h"
#include "gallery/sheet.h"
#include "pictures/film.h"
#include "pictures/picture_file.h"
#include "stage/stage.h"
#include "timeline/timeline.h"
#include "window/languages.h"
#include "window/main_window.h"
#include "window/workbench.h"
#include "words/words.h"

namespace lockstep::ui {

namespace {

const StageMotion kStandsStill;  // a picture has end states only

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
                   lockstep::Words::duration(trace.endTime() - trace.startTime())};
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
  const auto render = [&](QPainter& painter) {
    window.render(&painter, QPoint(), QRegion(),
                  QWidget::DrawWindowBackground | QWidget::DrawChildren);
  };
  if (!isFilm(options.picture))
    return writePicture(options.picture, size, [&](QPainter& painter, bool) { render(painter); });
  const auto frame = [&](QPainter& painter, std::int64_t time, double nsPerMs) {
    window.viewpoint().setPlayhead(time);
    window.workbench().stage().setPlaybackRate(nsPerMs);
    window.workbench().stage().setMoving(true);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    render(painter);
  };
  return drawFilm(options, size, span->from, span->to, frame);
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
  const auto draw = [&](QPainter& painter, const StageMotion& motion, bool vector) {
    const QRectF area({0, 0}, QSizeF(size));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(area, theme.bg);
    if (options.view == PictureView::timeline)
      paintTimeline(painter, area, view, theme, vector);
    else
      paintStage(painter, area, view, theme, motion);
  };
  if (!isFilm(options.picture))
    return writePicture(options.picture, size, [&](QPainter& painter, bool vector) {
      draw(painter, kStandsStill, vector);
    });
  const auto frame = [&](QPainter& painter, std::int64_t time, double nsPerMs) {
    view.setPlayhead(time);
    draw(painter, {nsPerMs, true}, false);
  };
  return drawFilm(options, size, span->from, span->to, frame);
}

/// In both themes unless one is asked for.
Result<void> drawGallery(const Options& options) {
  Languages languages;
  if (!options.language.isEmpty()) languages.use(options.language);
  const GallerySheet sheet(options.theme ? std::vector{*options.theme}
                                         : std::vector{ThemeKind::dark, ThemeKind::light});
  return writePicture(options.picture, sheet.size(),
                      [&](QPainter& painter, bool) { sheet.paint(painter); });
}

}  // namespace

Result<void> drawPicture(const Options& options) {
  const bool film = isFilm(options.picture) && !options.gallery;
  if (const auto good = film ? checkFilm(options.picture) : checkPicture(options.picture); !good)
    return good.error();
  if (options.gallery) return drawGallery(options);
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
