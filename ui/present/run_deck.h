// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "present/deck.h"
#include "present/narration.h"
#include "view/viewpoint.h"

namespace lockstep::ui {

/// The run that a viewpoint shows, as a deck: a card for each event of interest and one for what it
/// came to. Its current card is the one at the viewpoint's playhead. Where a run has very many
/// events only its turning points are cards.
class RunDeck : public Deck {
  Q_OBJECT
 public:
  /// A language by its code; English for one that is not available.
  using Tongues = std::function<Tongue(const QString& code)>;
  RunDeck(Viewpoint& view, Tongues tongues, const QString& language, QObject* parent = nullptr);

  QString title() const override;
  QString subtitle() const override;
  int count() const override;
  int current() const override { return m_current; }
  DeckCard card() const override;
  std::optional<DeckCard> upcoming() const override;
  bool next() override;
  bool back() override;
  void answer(int) override {}
  void setLanguage(const QString& code) override;

  /// Asked at the last card of a run that goes on; true if more will come.
  void setMore(std::function<bool()> more) { m_more = std::move(more); }
  /// More moments than these, and only turning points are left.
  static constexpr std::size_t kMostDetailed = 400;

 private:
  void startOver();
  void read();
  bool hasEnd() const;
  std::int64_t timeOf(int index) const;
  int indexAt(std::int64_t time) const;
  DeckCard cardAt(int index) const;
  QString notesAt(int index, const Moment& moment) const;
  void follow();
  void grow();

  Viewpoint& m_view;
  Tongues m_tongues;
  Tongue m_tongue;
  std::function<bool()> m_more;
  MomentDetail m_detail = MomentDetail::all;
  std::vector<std::size_t> m_moments;  // of the log
  std::size_t m_read = 0;
  int m_current = 0;
};

}  // namespace lockstep::ui
