// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/sums.h"

namespace lockstep::ui {

std::vector<SumRow> stateSums(const Viewpoint& view, TaskId task, std::int64_t from,
                              std::int64_t to) {
  constexpr State kOrder[] = {State::created, State::ready,  State::running,    State::blocked,
                              State::stopped, State::zombie, State::terminated, State::unknown};
  Shares sums{};
  const auto add = [&](TaskId id) {
    const Shares shares = view.trace().lane(id).shares(from, to);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += shares[i];
  };
  if (task.valid()) {
    add(task);
  } else {
    for (const TaskInfo& info : view.trace().tasks()) {
      if (info.kind != TaskKind::supervisor) add(info.id);
    }
  }
  double total = 0;
  for (const State state : kOrder)
    total += static_cast<double>(sums[static_cast<std::size_t>(state)]);
  std::vector<SumRow> rows;
  for (const State state : kOrder) {
    const std::int64_t ns = sums[static_cast<std::size_t>(state)];
    if (ns > 0) rows.push_back({state, ns, static_cast<double>(ns) / total});
  }
  return rows;
}

QString percentLabel(double share) {
  const int percent = qRound(share * 100);
  if (percent == 0 && share > 0) return QStringLiteral("< 1 %");
  if (percent == 100 && share < 1) return QStringLiteral("> 99 %");
  return QStringLiteral("%1 %").arg(percent);
}

}  // namespace lockstep::ui
