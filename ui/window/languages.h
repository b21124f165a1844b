// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>
#include <functional>
#include <memory>
#include <vector>

namespace lockstep::ui {

/// The languages that this program has, and the one that it speaks. English needs no translation.
class Languages : public QObject {
  Q_OBJECT
 public:
  struct Language {
    QString code;  ///< "en", "zh_CN"
    QString name;  ///< in itself
  };
  /// A translator for a language, or null where there is none. Injected by tests; otherwise from
  /// the program's resources.
  using Load = std::function<std::unique_ptr<QTranslator>(const QString& code)>;

  explicit Languages(Load load = {}, QObject* parent = nullptr);
  ~Languages() override;

  const std::vector<Language>& available() const { return m_available; }
  const QString& current() const { return m_current; }
  /// Switches at once; false, and nothing changes, for a language that is not available.
  bool use(const QString& code);
  /// A text of a context in a language, whatever the current one is; English where there is no
  /// translation.
  using Tongue = std::function<QString(const char* context, const char* english)>;
  Tongue tongue(const QString& code) const;
  /// The available language that the desktop asks for.
  QString preferred() const;

 private:
  void useForQt(const QString& code);

  Load m_load;
  std::vector<Language> m_available;
  QString m_current = QStringLiteral("en");
  std::unique_ptr<QTranslator> m_translator;
  QTranslator m_qtTranslator;  // Qt's own words, as in its file dialog
};

}  // namespace lockstep::ui
