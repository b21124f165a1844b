// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include "control/schedule.h"
#include "explore/played.h"

namespace lockstep {
namespace {

class Outcomes {
 public:
  void add(std::string_view words) {
    m_fingerprint.add(words);
    m_fingerprint.add(std::string_view("\0", 1));
  }
  void add(std::int64_t number) { add(std::to_string(number)); }
  std::uint64_t value() const { return m_fingerprint.value(); }

 private:
  Fingerprint m_fingerprint;
};

/// What was said, task by task: the order between tasks is no outcome.
std::vector<std::string> speeches(const Trace& trace) {
  std::vector<std::string> said(trace.tasks().size());
  for (std::size_t i = 0; i < trace.logSize(); ++i) {
    const Event event = trace.event(i);
    if (event.operation == Operation::say && event.task.value < said.size())
      said[event.task.value] += trace.text(TextId{event.aux}) + "\n";
  }
  return said;
}

}  // namespace

std::uint64_t outcomeOf(const Trace& trace, const Report& report) {
  Outcomes outcome;
  outcome.add(name(report.verdict));
  const Moment end = trace.at(trace.endTime());
  const std::vector<std::string> said = speeches(trace);
  for (std::size_t i = kMainTask.value; i < end.tasks.size(); ++i) {
    outcome.add(trace.tasks()[i].name);
    outcome.add(end.tasks[i].ended ? end.tasks[i].exitCode : std::int64_t{1} << 32);
    outcome.add(said[i]);
  }
  for (std::size_t i = 0; i < end.resources.size(); ++i) {
    outcome.add(trace.resources()[i].name);
    outcome.add(end.resources[i].value);
    for (const Hold& hold : end.resources[i].holders) outcome.add(hold.task.value);
    for (const QueuedItem& item : end.resources[i].items) outcome.add(item.item.toString());
  }
  for (const WaitEdge& edge : waitGraph(end, trace).edges) {
    outcome.add(edge.waiter.value);
    outcome.add(edge.resource.value);
  }
  return outcome.value();
}

}  // namespace lockstep
