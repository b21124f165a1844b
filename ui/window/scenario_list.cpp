// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/scenario_list.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "theme/labels.h"
#include "theme/zoom.h"
#include "window/shortcuts.h"

namespace lockstep::ui {

namespace {

constexpr int kScenarioRole = Qt::UserRole;
constexpr int kTagRole = Qt::UserRole + 1;
constexpr int kRowHeight = 34;
constexpr int kGroupHeight = 36;
constexpr int kInset = 12;
constexpr int kSearchHeight = 40;

/// Draws groups as captions and scenarios as rows with their tag at the right.
class RowPainter : public QStyledItemDelegate {
 public:
  RowPainter(const Theme* const& theme, QObject* parent)
      : QStyledItemDelegate(parent), m_theme(theme) {}

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
    return px(QSize(0, index.data(kScenarioRole).isValid() ? kRowHeight : kGroupHeight));
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(option.rect.topLeft());
    painter->scale(zoom(), zoom());
    const QRectF row(QPointF(), QSizeF(option.rect.size()) / zoom());
    if (index.data(kScenarioRole).isValid())
      paintScenario(*painter, row, option.state, index);
    else
      paintGroup(*painter, row, index.data().toString());
    painter->restore();
  }

 private:
  void paintGroup(QPainter& painter, const QRectF& row, const QString& name) const {
    painter.setFont(uiFont(13, 500));
    painter.setPen(m_theme->text3);
    painter.drawText(row.adjusted(kInset, 8, -kInset, 0), Qt::AlignVCenter | Qt::AlignLeft, name);
  }

  void paintScenario(QPainter& painter, const QRectF& row, QStyle::State state,
                     const QModelIndex& index) const {
    const bool chosen = state & QStyle::State_Selected;
    const QRectF body = row.adjusted(1, 0, -1, 0);
    if (chosen || (state & QStyle::State_MouseOver)) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(chosen ? m_theme->text : m_theme->raised);
      painter.drawRoundedRect(body, 8, 8);
    }
    const QRectF inner = row.adjusted(kInset, 0, -kInset, 0);
    const QString tag = index.data(kTagRole).toString();
    painter.setFont(uiFont(13));
    painter.setPen(chosen ? m_theme->surface : m_theme->text3);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, tag);
    const double tagWidth = QFontMetricsF(painter.font()).horizontalAdvance(tag) + 10;
    painter.setFont(uiFont(14, chosen ? 600 : 450));
    painter.setPen(chosen ? m_theme->surface : m_theme->text);
    const QString title =
        QFontMetricsF(painter.font())
            .elidedText(index.data().toString(), Qt::ElideMiddle, inner.width() - tagWidth);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, title);
  }

  const Theme* const& m_theme;
};

QString tagOf(const ScenarioInfo& info) {
  if (info.as.empty()) return {};
  return info.as.front() == "threads" ? ScenarioList::tr("threads") : ScenarioList::tr("processes");
}

}  // namespace

bool matches(const ScenarioInfo& info, const QString& search) {
  QString text = QString::fromStdString(info.name);
  for (const std::string& part : {info.title, info.group, info.summary})
    text += QLatin1Char('\n') + QString::fromStdString(part) + QLatin1Char('\n') + translated(part);
  const QStringList wanted = search.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  return std::ranges::all_of(
      wanted, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

ScenarioList::ScenarioList(std::span<const ScenarioInfo> scenarios, QWidget* parent)
    : QWidget(parent),
      m_scenarios(scenarios),
      m_theme(&theme(ThemeKind::light)),
      m_search(new QLineEdit(this)),
      m_key(new QLabel(m_search)),
      m_list(new QListWidget(this)),
      m_none(new QLabel(this)) {
  fixSize(*m_search, {0, kSearchHeight});
  m_search->installEventFilter(this);
  m_key->setProperty("role", "key");
  m_key->setText(firstKey(Act::findScenario));
  m_key->setAttribute(Qt::WA_TransparentForMouseEvents);
  auto* inSearch = new QHBoxLayout(m_search);
  setMargins(*inSearch, 0, 0, 12, 0);
  inSearch->addWidget(m_key, 0, Qt::AlignRight | Qt::AlignVCenter);

  m_list->setItemDelegate(new RowPainter(m_theme, m_list));
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_list->setMouseTracking(true);
  m_none->setProperty("role", "secondary");
  m_none->setWordWrap(true);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  setGap(*layout, 8);
  auto* searchRow = new QHBoxLayout;
  setMargins(*searchRow, 12, 0, 12, 0);
  searchRow->addWidget(m_search);
  layout->addLayout(searchRow);
  layout->addWidget(m_list, 1);
  layout->addWidget(m_none);

  connect(m_search, &QLineEdit::textChanged, this, &ScenarioList::fill);
  connect(m_list, &QListWidget::currentItemChanged, this, &ScenarioList::take);
  connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
    take(item);
    Q_EMIT activated();
  });
  fill();
}

void ScenarioList::setTheme(const Theme& theme) {
  m_theme = &theme;
  m_search->setFont(zoomed(uiFont(14)));
  m_list->doItemsLayout();
  fitHeight();
  m_list->viewport()->update();
}

void ScenarioList::fill() {
  {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    std::vector<std::string> groups;
    for (const ScenarioInfo& info : m_scenarios)
      if (std::ranges::find(groups, info.group) == groups.end()) groups.push_back(info.group);
    for (const std::string& group : groups) {
      bool first = true;
      for (const ScenarioInfo& info : m_scenarios) {
        if (info.group != group || !matches(info, m_search->text())) continue;
        if (first) addGroup(translated(group));
        first = false;
        addScenario(info);
      }
    }
    markCurrent();
  }
  m_search->setPlaceholderText(tr("Find a scenario"));
  m_search->setAccessibleName(tr("Find a scenario"));
  m_list->setAccessibleName(tr("Scenarios"));
  m_none->setText(tr("No scenario has these words."));
  m_none->setVisible(m_list->count() == 0);
  m_list->setVisible(m_list->count() > 0);
  fitHeight();
}

void ScenarioList::addGroup(const QString& name) {
  auto* item = new QListWidgetItem(name, m_list);
  item->setFlags(Qt::NoItemFlags);
}

void ScenarioList::addScenario(const ScenarioInfo& info) {
  auto* item = new QListWidgetItem(translated(info.title), m_list);
  item->setData(kScenarioRole, QString::fromStdString(info.name));
  item->setData(kTagRole, tagOf(info));
  item->setToolTip(QStringLiteral("<p>%1</p>").arg(translated(info.summary).toHtmlEscaped()));
}

// The list is as high as its rows where there is room, so that the details stand right below it.
void ScenarioList::fitHeight() {
  int height = px(4);
  for (int row = 0; row < m_list->count(); ++row) height += m_list->sizeHintForRow(row);
  m_list->setMaximumHeight(height);
  m_list->setMinimumHeight(std::min(height, px(4 * kRowHeight)));
  setMaximumHeight(px(kSearchHeight) + layout()->spacing() + std::max(height, px(3 * kRowHeight)));
}

void ScenarioList::markCurrent() {
  for (int row = 0; m_current && row < m_list->count(); ++row)
    if (m_list->item(row)->data(kScenarioRole).toString().toStdString() == m_current->name)
      m_list->setCurrentRow(row);
}

void ScenarioList::take(QListWidgetItem* item) {
  if (!item) return;
  const std::string name = item->data(kScenarioRole).toString().toStdString();
  const auto found = std::ranges::find(m_scenarios, name, &ScenarioInfo::name);
  if (found == m_scenarios.end() || &*found == m_current) return;
  m_current = &*found;
  Q_EMIT currentChanged();
}

void ScenarioList::choose(const std::string& name) {
  const auto found = std::ranges::find(m_scenarios, name, &ScenarioInfo::name);
  if (found == m_scenarios.end() || &*found == m_current) return;
  m_current = &*found;
  {
    const QSignalBlocker quiet(m_list);
    markCurrent();
  }
  Q_EMIT currentChanged();
}

void ScenarioList::focusSearch() {
  m_search->setFocus(Qt::ShortcutFocusReason);
  m_search->selectAll();
}

// Up, Down and Enter in the search field work on the list.
bool ScenarioList::eventFilter(QObject* watched, QEvent* event) {
  if (watched != m_search || event->type() != QEvent::KeyPress)
    return QWidget::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key == Qt::Key_Escape) {
    m_search->clear();
    m_list->setFocus();
    return true;
  }
  if (key != Qt::Key_Up && key != Qt::Key_Down && key != Qt::Key_Return && key != Qt::Key_Enter)
    return false;
  const int direction = key == Qt::Key_Up ? -1 : 1;
  int row = m_list->currentRow();
  const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
  if (!enter || row < 0) {
    do row += direction;
    while (row >= 0 && row < m_list->count() && !(m_list->item(row)->flags() & Qt::ItemIsEnabled));
    if (row >= 0 && row < m_list->count()) m_list->setCurrentRow(row);
  }
  if (enter) m_list->setFocus();
  return true;
}

void ScenarioList::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) fill();
  QWidget::changeEvent(event);
}

}  // namespace lockstep::ui
