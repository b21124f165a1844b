// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/duration.h"
#include "pictures/film.h"

namespace lockstep::ui {

namespace {

/// The words of the command line before they mean anything.
struct Words {
  std::string file, pictureFile, settings, run, variant, as, theme, language, picture, view, size;
  std::string speed;
  std::vector<std::string> set;
};

void declare(CLI::App& app, Words& words, Options& options) {
  app.add_option("FILE", words.file, "recording to open");
  app.add_option("--run", words.run, "scenario to run at once");
  app.add_option("--variant", words.variant, "its variant");
  app.add_option("--as", words.as, "threads or processes");
  app.add_option("--set", words.set, "name=value");
  app.add_option("--lessons", options.lessons, "folder of more lessons");
  app.add_option("--lesson", options.lesson, "lesson to open");
  app.add_option("--settings", words.settings, "file that remembers the window's layout");
  app.add_option("--picture", words.picture, "draw to OUT.png, OUT.svg or OUT.pdf; no window");
  app.add_option("--file", words.pictureFile, "recording to draw");
  app.add_option("--view", words.view, "timeline, stage or window");
  app.add_option("--at", options.at, "instant to show");
  app.add_option("--from", options.from, "begin of the timeline");
  app.add_option("--to", options.to, "end of the timeline");
  app.add_option("--size", words.size, "WIDTHxHEIGHT");
  app.add_flag("--gallery", options.gallery, "draw all there is on the stage, no recording");
  app.add_option("--fps", options.fps, "frames a second of an animation");
  app.add_option("--speed", words.speed, "of an animation: 1, 0.005 or 1:200");
  app.add_option("--theme", words.theme, "dark or light");
  app.add_option("--lang", words.language, "en or zh_CN");
}

std::optional<std::int64_t> wholeNumber(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<RunRequest> readRun(const Words& words) {
  RunRequest request;
  request.scenario = words.run;
  request.variant = words.variant;
  request.as = words.as;
  for (const std::string& setting : words.set) {
    const auto equals = setting.find('=');
    const auto value = equals == std::string::npos
                           ? std::nullopt
                           : wholeNumber(std::string_view(setting).substr(equals + 1));
    if (!value) return Error{"--set wants name=number, not " + setting};
    request.parameters[setting.substr(0, equals)] = *value;
  }
  return request;
}

Result<QSize> readSize(const std::string& text) {
  const auto cross = text.find('x');
  const auto width = wholeNumber(std::string_view(text).substr(0, cross));
  const auto height = cross == std::string::npos
                          ? std::nullopt
                          : wholeNumber(std::string_view(text).substr(cross + 1));
  constexpr std::int64_t kLeast = 64;
  constexpr std::int64_t kMost = 16384;
  constexpr std::int64_t kMostTogether = 64 << 20;  // 256 MiB of memory
  if (!width || !height || *width < kLeast || *height < kLeast || *width > kMost || *height > kMost)
    return Error{"--size wants WIDTHxHEIGHT of 64 to 16384 pixels each, not " + text};
  if (*width * *height > kMostTogether)
    return Error{"--size wants at most 64 million pixels together, such as 8192x8192, not " + text};
  return QSize(static_cast<int>(*width), static_cast<int>(*height));
}

Result<void> readLook(const Words& words, Options& options) {
  if (words.theme == "dark")
    options.theme = ThemeKind::dark;
  else if (words.theme == "light")
    options.theme = ThemeKind::light;
  else if (!words.theme.empty())
    return Error{"--theme is dark or light, not " + words.theme};
  if (!words.language.empty() && words.language != "en" && words.language != "zh_CN")
    return Error{"--lang is en or zh_CN, not " + words.language};
  options.language = QString::fromStdString(words.language);
  if (words.size.empty()) return {};
  auto size = readSize(words.size);
  if (!size) return size.error();
  options.size = *size;
  return {};
}

/// "1", "0.005" or "1:200"; nothing for anything else.
std::optional<double> readSpeed(const std::string& text) {
  const auto colon = text.find(':');
  const auto number = [](const std::string& part) -> std::optional<double> {
    double value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    const bool whole = error == std::errc() && end == part.data() + part.size() && value > 0;
    return whole ? std::optional(value) : std::nullopt;
  };
  if (colon == std::string::npos) return number(text);
  const auto over = number(text.substr(0, colon)), under = number(text.substr(colon + 1));
  return over && under ? std::optional(*over / *under) : std::nullopt;
}

Result<void> readFilm(const Words& words, Options& options) {
  const bool film = isFilm(options.picture);
  if (!film && (options.fps != 0 || !words.speed.empty()))
    return Error{"--fps and --speed are for an animation, OUT.gif or OUT.mp4"};
  if (film && !options.at.empty())
    return Error{"--at is for a picture; an animation goes --from T --to T"};
  if (words.speed.empty()) return {};
  options.speed = readSpeed(words.speed);
  if (!options.speed)
    return Error{"--speed is like 1 (as it was), 0.005 or 1:200, not " + words.speed};
  return {};
}

Result<void> readPicture(const Words& words, Options& options) {
  options.picture = QString::fromStdString(words.picture);
  if (words.view == "stage")
    options.view = PictureView::stage;
  else if (words.view == "window")
    options.view = PictureView::window;
  else if (!words.view.empty() && words.view != "timeline")
    return Error{"--view is timeline, stage or window, not " + words.view};
  if (options.gallery && !options.file.isEmpty())
    return Error{"--gallery needs no recording; give either"};
  if (!words.picture.empty() && options.file.isEmpty() && !options.gallery)
    return Error{"--picture needs a recording: --file FILE"};
  return readFilm(words, options);
}

}  // namespace

Result<Options> readOptions(const std::vector<std::string>& arguments) {
  Options options;
  Words words;
  CLI::App app{"Lockstep's window"};
  declare(app, words, options);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return Error{app.help()};
  } catch (const CLI::ParseError& error) {
    return Error{error.what()};
  }
  options.settings = QString::fromStdString(words.settings);
  options.file = QString::fromStdString(words.file.empty() ? words.pictureFile : words.file);
  if (const auto look = readLook(words, options); !look) return look.error();
  if (const auto picture = readPicture(words, options); !picture) return picture.error();
  if (words.run.empty()) {
    if (!words.variant.empty() || !words.as.empty() || !words.set.empty())
      return Error{"--variant, --as and --set need --run SCENARIO"};
    return options;
  }
  auto run = readRun(words);
  if (!run) return run.error();
  options.run = *run;
  return options;
}

Result<std::int64_t> readTime(const std::string& text, const Trace& trace) {
  if (text == "start") return trace.startTime();
  if (text == "end") return trace.endTime();
  const auto after = parseDuration(text);
  if (!after) return Error{"a time is like 1.5s, 20ms, 300us, start or end; not " + text};
  return trace.startTime() + *after;
}

}  // namespace lockstep::ui
