// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QRect>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "present/deck.h"
#include "present/page.h"
#include "present/present_keys.h"
#include "present/presenter_view.h"
#include "view/viewpoint.h"

class QAction;
class QTimer;
class QVariantAnimation;

namespace lockstep::ui {

/// Which screen shows what.
struct ScreenPlaces {
  QRect page;
  std::optional<QRect> presenter;  ///< nothing: there is one screen, and it is the class's
};
/// `home` is the index of the screen that the window is on: with two screens the class gets the
/// other one, and the presenter stays there.
ScreenPlaces placeOnScreens(const QList<QRect>& screens, int home);

/// A presentation: shows a deck on a page, moves the playhead to the deck's moments, counts hands,
/// and tells the presenter what the class does not see. Lives in the window's thread.
class Presentation : public QObject {
  Q_OBJECT
 public:
  struct Parts {
    PresenterView::Clock clock;             ///< empty: the steady clock
    std::function<QList<QRect>()> screens;  ///< empty: the real ones
    bool fullScreen = true;                 ///< false: a plain window, for tests
  };
  Presentation(Viewpoint& view, QWidget& home, Parts parts, QObject* parent = nullptr);
  ~Presentation() override;

  /// Shows the deck, which lives at least until ended(). Another one takes the place of the first.
  void start(Deck& deck);
  void leave();
  bool on() const { return m_page != nullptr; }
  Deck* deck() const { return m_deck; }
  PresentPage* page() const { return m_page.get(); }
  PresenterView* presenter() const { return m_presenter.get(); }

  void perform(PresentAct act, int argument = 0);
  const Poll& poll() const;
  /// The languages that captions can have; `interface` is the one that they have unless set apart.
  void setLanguages(const QStringList& codes, const QString& interfaceCode);
  /// Empty: that of the interface.
  QString captionLanguage() const { return m_apart; }
  /// How the run plays: at so many ns a ms; not at all: 0.
  void setPlayback(bool playing, double nsPerMs);
  void setReducedMotion(bool reduced);
  void setTheme(const Theme& theme);

 Q_SIGNALS:
  void started();
  void ended();
  void playWanted();
  void keysWanted(QWidget* over);

 private:
  void putAway(QWidget* page);
  void makePage();
  void makeActions();
  void retranslateActions();
  void go(bool moved);
  void cardChanged();
  void showCard();
  void reveal();
  void hand(int choice, int by);
  void togglePart(DeckPart part);
  void toggleNotes();
  void showNotes(const std::optional<QRect>& full);
  void nextLanguage();
  void showMenu(const QPoint& at);
  void glide();
  void refreshSoon();
  void takePicture();
  bool eventFilter(QObject* watched, QEvent* event) override;

  Viewpoint& m_view;
  QWidget& m_home;
  Parts m_surroundings;
  QPointer<Deck> m_deck;
  std::unique_ptr<PresentPage> m_page;
  std::unique_ptr<PresenterView> m_presenter;
  std::vector<QPointer<QWidget>> m_gone;  // to be deleted by the event loop
  std::vector<QAction*> m_actions;        // as the rows of presentKeys()
  std::map<int, Poll> m_polls;            // by card
  QStringList m_languages;
  QString m_interface;
  QString m_apart;
  const Theme* m_theme;
  QVariantAnimation* m_glide;
  QTimer* m_picture;
  bool m_reduced = false;
  bool m_playing = false;
  double m_rate = 0;
};

}  // namespace lockstep::ui
