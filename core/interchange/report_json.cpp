// SPDX-License-Identifier: GPL-3.0-or-later
#include "interchange/report_json.h"

#include <algorithm>

#include "interchange/report_object.h"
#include "interchange/rows.h"
#include "words/words.h"

namespace lockstep {

namespace {

Json edgeObject(const Trace& trace, const WaitEdge& edge) {
  Json object;
  object["waiter"] = taskLabel(trace, edge.waiter);
  object["holder"] = edge.holder.valid() ? Json(taskLabel(trace, edge.holder)) : Json();
  object["resource"] = edge.resource.valid() ? Json(resourceLabel(trace, edge.resource)) : Json();
  object["operation"] = name(edge.operation);
  object["since_ns"] = edge.since;
  object["site"] = Words::place(trace, edge.site);
  object["timed"] = edge.timed;
  object["holder_dead"] = edge.holderDead;
  return object;
}

Json accessObject(const Trace& trace, const Access& access) {
  Json object;
  object["task"] = taskLabel(trace, access.task);
  object["operation"] = name(access.operation);
  object["site"] = Words::place(trace, access.site);
  object["time_ns"] = access.time;
  return object;
}

Json findingObject(const Trace& trace, const Finding& finding) {
  Json object;
  object["kind"] = name(finding.kind);
  object["sentence"] = Words().finding(trace, finding);
  object["time_ns"] = finding.time;
  if (finding.until != 0) object["until_ns"] = finding.until;
  if (finding.task.valid()) object["task"] = taskLabel(trace, finding.task);
  if (finding.peer.valid()) object["peer"] = taskLabel(trace, finding.peer);
  if (finding.resource.valid()) object["resource"] = resourceLabel(trace, finding.resource);
  const std::string site = Words::place(trace, finding.site);
  if (!site.empty()) object["site"] = site;
  if (finding.count != 0) object["count"] = finding.count;
  if (finding.kind == FindingKind::crashed || finding.value != 0) object["value"] = finding.value;
  for (const WaitEdge& edge : finding.edges) object["edges"].push_back(edgeObject(trace, edge));
  for (const Access& access : finding.accesses)
    object["accesses"].push_back(accessObject(trace, access));
  return object;
}

Json findingArray(const Trace& trace, const std::vector<Finding>& findings) {
  Json array = Json::array();
  for (const Finding& finding : findings) array.push_back(findingObject(trace, finding));
  return array;
}

/// The last state of a task, and its exit code where it is known.
Json taskObject(const Trace& trace, const Moment& end, const TaskInfo& task) {
  const Lane& lane = trace.lane(task.id);
  const bool known = task.id.value < end.tasks.size();
  const TaskMoment moment = known ? end.tasks[task.id.value] : TaskMoment{};
  const State state = lane.size() > 0 ? lane.interval(lane.size() - 1).state : moment.state;
  Json object;
  object["task"] = task.id.value;
  object["name"] = taskLabel(trace, task.id);
  object["kind"] = name(task.kind);
  object["pid"] = task.pid;
  object["tid"] = task.tid;
  object["ppid"] = task.ppid;
  object["daemon"] = task.daemon;
  object["state"] = name(state);
  object["exit"] = moment.ended ? Json(moment.exitCode) : Json();
  return object;
}

Json taskSumsObject(const Trace& trace, const TaskSums& sums) {
  Json object;
  object["task"] = sums.task.value;
  object["name"] = taskLabel(trace, sums.task);
  for (std::size_t i = 0; i < sums.states.size(); ++i)
    object[std::string(name(static_cast<State>(i))) + "_ns"] = sums.states[i];
  object["wait_ns"] = sums.waitTime;
  object["hold_ns"] = sums.holdTime;
  object["events"] = sums.events;
  object["switches"] = sums.switches;
  object["preemptions"] = sums.preemptions;
  return object;
}

Json resourceSumsObject(const Trace& trace, const ResourceSums& sums) {
  Json object;
  object["resource"] = sums.resource.value;
  object["name"] = resourceLabel(trace, sums.resource);
  object["kind"] = sums.resource.value < trace.resources().size()
                       ? name(trace.resources()[sums.resource.value].kind)
                       : name(ResourceKind::none);
  object["hold_ns"] = sums.holdTime;
  object["wait_ns"] = sums.waitTime;
  object["operations"] = sums.operations;
  object["contended"] = sums.contended;
  return object;
}

}  // namespace

Json runObject(const Trace& trace) {
  const RunInfo& run = trace.run();
  Json object;
  object["scenario"] = run.scenario;
  object["variant"] = run.variant;
  object["as"] = run.as;
  object["parameters"] = Json::object();
  for (const auto& [key, value] : run.parameters) object["parameters"][key] = value;
  return object;
}

Json reportObject(const Trace& trace, const Report& report) {
  Json object = runObject(trace);
  object["verdict"] = name(report.verdict);
  object["sentence"] = Words().verdict(trace, report);
  object["happened"] = findingArray(trace, report.happened);
  object["possible"] = findingArray(trace, report.possible);
  object["tasks"] = Json::array();
  const Moment end = trace.empty() ? Moment{} : trace.at(trace.endTime());
  for (const TaskInfo& task : trace.tasks())
    if (task.id != kSupervisor) object["tasks"].push_back(taskObject(trace, end, task));
  object["events"] = trace.eventCount();
  object["lost"] = trace.lostCount();
  object["evidence"] = Json::object();
  for (const Evidence evidence :
       {Evidence::kernel, Evidence::probe, Evidence::step, Evidence::unknown})
    object["evidence"][std::string(name(evidence))] =
        report.evidence[static_cast<std::size_t>(evidence)];
  if (!trace.run().evidenceNote.empty()) object["evidence_note"] = trace.run().evidenceNote;
  object["duration_ns"] = trace.endTime() - trace.startTime();
  return object;
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string reportJson(const Trace& trace, const Report& report) {
  return dump(reportObject(trace, report), 2);
}

std::string infoJson(const Trace& trace, const Report& report) {
  Json object = reportObject(trace, report);
  object["end"] = name(trace.end());
  object["start_ns"] = trace.startTime();
  object["end_ns"] = trace.endTime();
  object["started_at_unix"] = trace.run().startedAtUnix;
  object["late"] = trace.lateCount();
  object["log"] = trace.logSize();
  object["task_sums"] = Json::array();
  for (const TaskSums& sums : report.tasks)
    object["task_sums"].push_back(taskSumsObject(trace, sums));
  object["resource_sums"] = Json::array();
  for (const ResourceSums& sums : report.resources)
    object["resource_sums"].push_back(resourceSumsObject(trace, sums));
  return dump(object, 2);
}

}  // namespace lockstep
