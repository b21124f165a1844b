// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/starvation.h"

namespace lockstep {

void Starvation::read(const Event& event) {
  const bool granted = event.operation == Operation::granted;
  const bool able = event.operation == Operation::parked && event.value != 0;
  if (!able && !granted && event.operation != Operation::parked &&
      event.operation != Operation::freed && event.operation != Operation::end)
    return;
  if (event.task.value >= m_able.size()) m_able.resize(event.task.value + std::size_t{1});
  Able& it = m_able[event.task.value];
  if (able) {
    if (!it.now) it = {true, m_grants.size(), event.site};
    return;
  }
  over(event.task, event.time);
  if (granted) m_grants.push_back(event.time);
}

Finding Starvation::passedOver(TaskId task, const Able& able) const {
  Finding finding;
  finding.kind = FindingKind::starvation;
  finding.task = task;
  finding.site = able.site;
  finding.count = able.now ? static_cast<std::int64_t>(m_grants.size() - able.grants) : 0;
  if (finding.count < kStarvedGrants) return finding;
  finding.time = m_grants[able.grants + static_cast<std::size_t>(kStarvedGrants) - 1];
  return finding;
}

void Starvation::over(TaskId task, std::int64_t time) {
  Able& it = m_able[task.value];
  Finding finding = passedOver(task, it);
  it.now = false;
  finding.happened = false;
  finding.until = time;
  if (finding.count < kStarvedGrants) return;
  const auto longest = m_ended.emplace(task, finding).first;
  if (finding.count > longest->second.count) longest->second = finding;
}

std::vector<Finding> Starvation::findings(bool happened) const {
  std::vector<Finding> all;
  for (std::size_t i = 0; i < m_able.size(); ++i) {
    const TaskId task{static_cast<std::uint16_t>(i)};
    const Finding now = passedOver(task, m_able[i]);
    const bool still = now.count >= kStarvedGrants;
    const auto ended = m_ended.find(task);
    if (happened && still) all.push_back(now);
    if (!happened && !still && ended != m_ended.end()) all.push_back(ended->second);
  }
  return all;
}

}  // namespace lockstep
