// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/double_releases.h"

namespace lockstep {

void DoubleReleases::read(const Event& event) {
  if (event.outcome != Outcome::notOwned && event.outcome != Outcome::overReleased) return;
  if (!event.resource.valid()) return;
  Finding& finding = m_findings[{event.resource, event.task}];
  if (finding.count++ > 0) return;
  finding.kind = FindingKind::doubleRelease;
  finding.time = event.time;
  finding.task = event.task;
  finding.resource = event.resource;
  finding.site = event.site;
}

std::vector<Finding> DoubleReleases::findings() const {
  std::vector<Finding> all;
  for (const auto& [where, finding] : m_findings) all.push_back(finding);
  return all;
}

}  // namespace lockstep
