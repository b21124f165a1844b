// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <algorithm>

namespace lockstep::ui {

namespace {

std::unique_ptr<QTranslator> loadFromResources(const QString& code) {
  auto translator = std::make_unique<QTranslator>();
  if (!translator->load(QStringLiteral(":/i18n/lockstep_%1.qm").arg(code))) return nullptr;
  return translator;
}

}  // namespace

Languages::Languages(Load load, QObject* parent)
    : QObject(parent), m_load(load ? std::move(load) : Load(&loadFromResources)) {
  m_available.push_back({QStringLiteral("en"), QStringLiteral("English")});
  if (m_load(QStringLiteral("zh_CN")))
    m_available.push_back({QStringLiteral("zh_CN"), QStringLiteral("简体中文")});
}

Languages::~Languages() {
  if (m_translator) QCoreApplication::removeTranslator(m_translator.get());
}

bool Languages::use(const QString& code) {
  if (code == m_current) return true;
  std::unique_ptr<QTranslator> next;
  if (code != QLatin1String("en")) {
    next = m_load(code);
    if (!next) return false;
  }
  m_current = code;
  // Both calls make every widget read its words again.
  if (m_translator) QCoreApplication::removeTranslator(m_translator.get());
  m_translator = std::move(next);
  if (m_translator) QCoreApplication::installTranslator(m_translator.get());
  useForQt(code);
  return true;
}

Languages::Tongue Languages::tongue(const QString& code) const {
  std::shared_ptr<QTranslator> translator;
  if (code != QLatin1String("en")) translator = m_load(code);
  return [translator](const char* context, const char* english) {
    const QString found = translator ? translator->translate(context, english) : QString();
    return found.isEmpty() ? QString::fromUtf8(english) : found;
  };
}

// Where the machine has Qt's translations; they are a package of their own.
void Languages::useForQt(const QString& code) {
  QCoreApplication::removeTranslator(&m_qtTranslator);
  const bool there = code != QLatin1String("en") &&
                     m_qtTranslator.load(QStringLiteral("qtbase_") + code,
                                         QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  if (there) QCoreApplication::installTranslator(&m_qtTranslator);
}

QString Languages::preferred() const {
  for (const QString& wanted : QLocale::system().uiLanguages()) {
    const QString language = wanted.section(QLatin1Char('-'), 0, 0);
    const auto found = std::ranges::find_if(m_available, [&](const Language& available) {
      return available.code.section(QLatin1Char('_'), 0, 0) == language;
    });
    if (found != m_available.end()) return found->code;
  }
  return QStringLiteral("en");
}

}  // namespace lockstep::ui
