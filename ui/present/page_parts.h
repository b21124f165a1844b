// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QStringList>
#include <QWidget>
#include <optional>

#include "events/vocabulary.h"
#include "present/projector.h"
#include "theme/theme.h"

/// The parts of a presented page that say something. Each tells screen readers what it shows.

namespace lockstep::ui {

/// What the page is about, and how far it has come: dots for a few cards, a fraction for many.
class PageTitle : public QWidget {
  Q_OBJECT
 public:
  explicit PageTitle(QWidget* parent = nullptr);
  void setLook(const Theme& theme, const Projector& projector);
  void setWords(const QString& title, const QString& subtitle);
  /// `current` from 0.
  void setProgress(int current, int count);
  static constexpr int kMostDots = 12;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void describe();
  double paintProgress(QPainter& painter) const;

  const Theme* m_theme;
  Projector m_projector;
  QString m_title;
  QString m_subtitle;
  int m_current = 0;
  int m_count = 0;
};

/// The caption: white on black, one or two lines; three for the explanation of an answer.
class CaptionBand : public QWidget {
  Q_OBJECT
 public:
  explicit CaptionBand(QWidget* parent = nullptr);
  void setLook(const Theme& theme, const Projector& projector);
  /// Markdown's `code` and **strong**.
  void setLines(const QStringList& lines);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme* m_theme;
  Projector m_projector;
  QStringList m_lines;
};

class QuestionText : public QWidget {
  Q_OBJECT
 public:
  explicit QuestionText(QWidget* parent = nullptr);
  void setLook(const Theme& theme, const Projector& projector);
  /// In `lines` lines of `size` px, as the page's layout found.
  void setText(const QString& markdown, int lines, double size);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme* m_theme;
  Projector m_projector;
  QString m_text;
  int m_lines = 1;
  double m_size = 1;
};

/// A choice with its number. A press counts a hand; the hands are shown when it is revealed.
class ChoiceButton : public QAbstractButton {
  Q_OBJECT
 public:
  explicit ChoiceButton(QWidget* parent = nullptr);
  void setLook(const Theme& theme, const Projector& projector);
  /// `number` from 1.
  void setChoice(int number, const QString& markdown, std::optional<State> state, int lines);

  /// What of its height is for the bar of its hands, px.
  void setBar(double height);

  struct Result {
    int hands = 0;
    int all = 0;  ///< hands for all choices
    bool right = false;
    friend bool operator==(const Result&, const Result&) = default;
  };
  /// Nothing: not revealed.
  void setResult(const std::optional<Result>& result);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void describe();
  void paintResult(QPainter& painter, const QRectF& body, double bar) const;

  const Theme* m_theme;
  Projector m_projector;
  int m_number = 1;
  QString m_text;
  std::optional<State> m_state;
  int m_lines = 1;
  double m_bar = 0;
  std::optional<Result> m_result;
};

}  // namespace lockstep::ui
