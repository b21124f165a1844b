// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "theme/theme.h"
#include "window/action_button.h"
#include "window/playback.h"

class QFrame;
class QLabel;
class QMenu;
class QSlider;

namespace lockstep::ui {

class Segments;

/// Run, stop, play and step; signals to the selected task; speed of playback. Says what the user
/// wants and shows what it is told; knows neither run nor trace.
class TransportBar : public QWidget {
  Q_OBJECT
 public:
  struct Now {
    bool hasTrace = false;
    bool live = false;       ///< a run is going on
    bool following = false;  ///< the view is at its live edge
    bool playing = false;
    bool canRun = false;       ///< a scenario is chosen
    bool canRunAgain = false;  ///< something has been run before
    QString target;            ///< name of the selected task; empty: none that can get a signal
    bool bus = false;          ///< the signals of the bus scenario come first
    friend bool operator==(const Now&, const Now&) = default;
  };
  enum class Main : std::uint8_t { run, play, pause };

  explicit TransportBar(Playback& playback, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);
  void setNow(const Now& now);
  /// Lower, for windows that are low themselves.
  void setLow(bool low);
  Main mainAct() const;

  ActionButton& mainButton() { return *m_main; }
  ActionButton& stopButton() { return *m_stop; }
  ActionButton& againButton() { return *m_again; }
  ActionButton& backButton() { return *m_back; }
  ActionButton& forwardButton() { return *m_forward; }
  ActionButton& liveButton() { return *m_live; }
  const std::vector<ActionButton*>& signalButtons() const { return m_signals; }
  QMenu& signalMenu() { return *m_signalMenu; }
  QSlider& speed() { return *m_speed; }
  QString speedText() const;
  Segments& mode() { return *m_mode; }
  /// In place of the slider and its neighbours where there is no room for them.
  ActionButton& speedButton() { return *m_speedButton; }

 Q_SIGNALS:
  void mainWanted();
  void stopWanted();
  void againWanted();
  void stepWanted(int direction);
  void liveEdgeWanted();
  void signalWanted(int number);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void assemble();
  void connectAll();
  void retranslate();
  void refresh();
  void refreshSignals();
  void refreshSpeed();
  void fit();
  void setDensity(int density);
  void setSignalDensity(int density);
  void fillSpeedMenu();
  void addSpeed(const QString& words, bool chosen, std::function<void()> choose);
  ActionButton* button(Icon icon);

  Playback& m_playback;
  const Theme* m_theme;
  Now m_now;
  int m_density = -1;
  ActionButton* m_main;
  ActionButton* m_back;
  ActionButton* m_forward;
  ActionButton* m_again;
  ActionButton* m_stop;
  QWidget* m_signalPart;
  QFrame* m_signalDivider;
  QWidget* m_signalWords;
  QLabel* m_signalTitle;
  QLabel* m_signalTarget;
  std::vector<ActionButton*> m_signals;
  ActionButton* m_other;
  QMenu* m_signalMenu;
  ActionButton* m_live;
  QLabel* m_speedTitle;
  Segments* m_mode;
  QSlider* m_speed;
  QLabel* m_speedText;
  ActionButton* m_speedButton;
  QMenu* m_speedMenu;
};

}  // namespace lockstep::ui
