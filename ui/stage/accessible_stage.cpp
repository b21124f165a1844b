// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage/accessible_stage.h"

#include <QPointer>
#include <algorithm>

#include "stage/captions.h"
#include "stage/stage_model.h"
#include "stage/stage_text.h"
#include "theme/labels.h"
#include "theme/zoom.h"

namespace lockstep::ui {

namespace {

/// One task or resource. Pressing it selects it.
class AccessibleItem : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  AccessibleItem(Stage& stage, const StageItem& item) : m_stage(&stage), m_item(item) {}

  const StageItem& item() const { return m_item; }
  bool isValid() const override { return m_stage && stageItemIndex(*m_stage, m_item) >= 0; }
  QObject* object() const override { return nullptr; }
  QWindow* window() const override { return m_stage ? parent()->window() : nullptr; }
  QAccessibleInterface* parent() const override {
    return m_stage ? QAccessible::queryAccessibleInterface(m_stage.data()) : nullptr;
  }
  QAccessibleInterface* child(int) const override { return nullptr; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QAccessible::Role role() const override { return QAccessible::ListItem; }

  QString text(QAccessible::Text which) const override {
    if (!isValid()) return {};
    if (which == QAccessible::Name) return name();
    if (which == QAccessible::Description && m_item.task.valid())
      return StageText::tr("evidence: %1")
          .arg(label(momentOf(view().moment(), m_item.task).evidence));
    return {};
  }
  void setText(QAccessible::Text, const QString&) override {}

  QRect rect() const override {
    if (!isValid()) return {};
    const QRectF place = toScreen(designPlace());
    return QRect(m_stage->mapToGlobal(place.topLeft().toPoint()), place.size().toSize());
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    const bool chosen =
        m_item.task.valid() ? view().task() == m_item.task : view().resource() == m_item.resource;
    state.selectable = state.focusable = true;
    state.selected = chosen;
    state.focused = chosen && m_stage->hasFocus();
    state.invisible = !m_stage->isVisible();
    state.offscreen = state.invisible || designPlace().isEmpty();
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                : nullptr;
  }
  QStringList actionNames() const override { return {pressAction()}; }
  void doAction(const QString& action) override {
    if (!isValid() || action != pressAction()) return;
    if (m_item.task.valid())
      view().selectTask(m_item.task);
    else
      view().selectResource(m_item.resource);
  }
  QStringList keyBindingsForAction(const QString&) const override {
    const bool hasKey = m_item.task.valid() && m_item.task.value >= 1 && m_item.task.value <= 9;
    return hasKey ? QStringList{QString::number(m_item.task.value)} : QStringList();
  }

 private:
  Viewpoint& view() const { return m_stage->viewpoint(); }

  QString name() const {
    const Moment& moment = view().moment();
    if (m_item.task.valid()) return taskSentence(view().trace(), moment, m_item.task);
    const StageResource* resource = m_stage->model().structure().drawnAs(m_item.resource);
    return resource ? resourceTip(*resource, moment) : QString();
  }

  QRectF designPlace() const {
    const Layout& layout = m_stage->model().layout();
    if (const TaskPlace* task = m_item.task.valid() ? layout.task(m_item.task) : nullptr)
      return task->whole | task->name | task->status;
    if (const ResourcePlace* resource = layout.resource(m_item.resource))
      return resource->body | resource->seats | resource->getters | resource->label;
    return {};
  }

  QPointer<Stage> m_stage;
  StageItem m_item;
};

}  // namespace

std::vector<StageItem> stageItems(const Stage& stage) {
  const Structure& structure = stage.model().structure();
  std::vector<StageItem> items;
  for (const StageTask& task : structure.tasks()) items.push_back({task.id, {}});
  for (const StageResource& resource : structure.resources()) items.push_back({{}, resource.id});
  return items;
}

int stageItemIndex(const Stage& stage, const StageItem& item) {
  const std::vector<StageItem> items = stageItems(stage);
  const auto found = std::ranges::find(items, item);
  return found == items.end() ? -1 : static_cast<int>(found - items.begin());
}

AccessibleStage::AccessibleStage(Stage& stage)
    : QAccessibleWidget(&stage, QAccessible::List), m_stage(stage) {}

AccessibleStage::~AccessibleStage() {
  for (const auto& [item, id] : m_items) QAccessible::deleteAccessibleInterface(id);
}

int AccessibleStage::childCount() const { return static_cast<int>(stageItems(m_stage).size()); }

QAccessibleInterface* AccessibleStage::child(int index) const {
  const std::vector<StageItem> items = stageItems(m_stage);
  if (index < 0 || static_cast<std::size_t>(index) >= items.size()) return nullptr;
  return interfaceOf(items[static_cast<std::size_t>(index)]);
}

QAccessibleInterface* AccessibleStage::interfaceOf(const StageItem& item) const {
  const auto known = m_items.find(item);
  if (known != m_items.end()) return QAccessible::accessibleInterface(known->second);
  // The cache of Qt owns it from here on.
  auto* made = new AccessibleItem(m_stage, item);
  m_items[item] = QAccessible::registerAccessibleInterface(made);
  return made;
}

int AccessibleStage::indexOfChild(const QAccessibleInterface* child) const {
  for (const auto& [item, id] : m_items)
    if (QAccessible::accessibleInterface(id) == child) return stageItemIndex(m_stage, item);
  return -1;
}

QAccessibleInterface* AccessibleStage::childAt(int x, int y) const {
  const QPointF point = toDesign(m_stage.mapFromGlobal(QPoint(x, y)));
  const Hit hit = hitTest(m_stage.model().layout(), point);
  if (!hit.task.valid() && !hit.resource.valid()) return nullptr;
  return interfaceOf({hit.task, hit.task.valid() ? ResourceId{} : hit.resource});
}

QAccessibleInterface* AccessibleStage::focusChild() const {
  const TaskId task = m_stage.viewpoint().task();
  if (!m_stage.hasFocus() || stageItemIndex(m_stage, {task, {}}) < 0) return nullptr;
  return interfaceOf({task, {}});
}

QString AccessibleStage::text(QAccessible::Text which) const {
  if (which != QAccessible::Description) return QAccessibleWidget::text(which);
  return m_stage.startingWords().isEmpty() && childCount() == 0
             ? StageText::tr("Pick a scenario to start.")
             : m_stage.startingWords();
}

QAccessibleInterface* AccessibleStage::make(const QString&, QObject* object) {
  auto* stage = qobject_cast<Stage*>(object);
  return stage ? new AccessibleStage(*stage) : nullptr;
}

}  // namespace lockstep::ui
