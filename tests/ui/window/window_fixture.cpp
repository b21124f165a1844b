// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_fixture.h"

#include <QFile>
#include <QSettings>
#include <QTest>

namespace lockstep::ui {

namespace {

class FakeRunHandle : public Run {
 public:
  explicit FakeRunHandle(std::shared_ptr<FakeRun> fake) : m_fake(std::move(fake)) {
    ++m_fake->alive;
  }
  ~FakeRunHandle() override { --m_fake->alive; }

  bool pull(Trace& trace) override {
    if (trace.empty()) trace = std::move(*sample::twoForks());
    if (!m_fake->ends && !m_fake->stopped)
      trace.setEnd(RunEnd::running);
    else
      trace.setEnd(m_fake->stopped ? RunEnd::stopped : RunEnd::quiescent);
    return !m_fake->ends && !m_fake->stopped;
  }
  void stop() override { m_fake->stopped = true; }
  Result<void> signal(TaskId task, int number) override {
    m_fake->sent.push_back({task, number});
    return {};
  }

 private:
  std::shared_ptr<FakeRun> m_fake;
};

class BracketTranslator : public QTranslator {
 public:
  QString translate(const char*, const char* text, const char*, int) const override {
    return QLatin1Char('[') + QString::fromUtf8(text) + QLatin1Char(']');
  }
  bool isEmpty() const override { return false; }
};

}  // namespace

std::unique_ptr<QTranslator> bracketTranslator(const QString& code) {
  if (code != QLatin1String("zh_CN")) return nullptr;
  return std::make_unique<BracketTranslator>();
}

WindowTest::WindowTest() {
  WindowParts parts;
  parts.settings = std::make_unique<QSettings>(folder.filePath("window.ini"), QSettings::IniFormat);
  parts.settings->setValue("language", "en");
  parts.settings->setValue("theme", "light");
  parts.loadLanguage = &bracketTranslator;
  parts.clock = [this] { return now; };
  parts.presentsInWindow = true;
  parts.confirmEnd = [this](const std::vector<int>&) {
    ++asked;
    return confirm;
  };
  parts.startRun = [fake = fake](const RunRequest& request) -> Result<std::unique_ptr<ui::Run>> {
    if (!fake->failure.empty()) return Error{fake->failure};
    fake->requests.push_back(request);
    fake->stopped = fake->ends = false;
    return std::unique_ptr<ui::Run>(std::make_unique<FakeRunHandle>(fake));
  };
  window = std::make_unique<MainWindow>(std::move(parts));
}

void WindowTest::show(QSize size) {
  window->resize(size);
  window->show();
  window->activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
}

QString WindowTest::recording() {
  const QString path = folder.filePath("forks.lockstep");
  EXPECT_TRUE(static_cast<bool>(sample::twoForks()->save(path.toStdString())));
  return path;
}

QString WindowTest::damagedRecording() {
  const QString path = folder.filePath("damaged.lockstep");
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("this is no recording of Lockstep at all");
  return path;
}

void WindowTest::startRun() {
  window->perform(Act::run);
  ASSERT_TRUE(window->liveRun().running());
}

void WindowTest::endRun() {
  fake->ends = true;
  window->liveRun().pull();
}

}  // namespace lockstep::ui
