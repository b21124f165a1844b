// SPDX-License-Identifier: GPL-3.0-or-later
// The stage as the user has arranged it, and pictures of what is shown.
#include <QAction>
#include <QFileInfo>
#include <QMenu>

#include "stage/stage.h"
#include "window/main_window.h"
#include "window/message_bar.h"
#include "window/stage_places.h"
#include "window/workbench.h"

namespace lockstep::ui {

void MainWindow::connectStage() {
  Stage& stage = m_bench->stage();
  connect(&m_view, &Viewpoint::traceReplaced, this,
          [this, &stage] { stage.setPlacements(StagePlaces(*m_settings).of(m_view.trace())); });
  connect(&stage, &Stage::placementsMoved, this,
          [this, &stage] { StagePlaces(*m_settings).keep(m_view.trace(), stage.placements()); });
  const auto moving = [this, &stage] {
    stage.setMoving(m_playback.playing() || (m_live.running() && m_view.following()));
  };
  connect(&m_playback, &Playback::playingChanged, this, moving);
  connect(&m_view, &Viewpoint::followingChanged, this, moving);
  connect(&m_live, &LiveRun::started, this, moving);
  connect(&m_live, &LiveRun::ended, this, moving);
}

void MainWindow::fillPictureEntries() {
  for (const auto& [words, kind] : {std::pair(tr("Save picture ..."), PictureDialog::Kind::picture),
                                    {tr("Save animation ..."), PictureDialog::Kind::animation}}) {
    QAction* entry = m_openMenu->addAction(words, this, [this, kind] { askPicture(kind); });
    entry->setEnabled(!m_view.trace().empty() && !m_live.running());
  }
}

PictureDialog* MainWindow::askPicture(PictureDialog::Kind kind) {
  if (m_view.trace().empty() || m_live.running()) return nullptr;
  auto* dialog = new PictureDialog(kind, m_view, theme(m_themeKind), m_playback.nsPerMs(), this);
  connect(dialog, &PictureDialog::saved, this, [this](const QString& file) {
    m_message->say(MessageBar::Tone::note, tr("Saved as %1.").arg(QFileInfo(file).fileName()));
  });
  dialog->show();
  return dialog;
}

}  // namespace lockstep::ui
