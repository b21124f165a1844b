// SPDX-License-Identifier: GPL-3.0-or-later
#include "interchange/export.h"

#include <ostream>
#include <string_view>

#include "interchange/report_object.h"
#include "interchange/rows.h"

namespace lockstep {

namespace {

/// RFC 4180: quoted where it must be, quotes doubled.
std::string csvField(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

/// Writes `"key": [ row, row ... ]` one row a line.
class ArrayWriter {
 public:
  ArrayWriter(std::ostream& out, const char* key) : m_out(out) {
    m_out << ",\n\"" << key << "\": [";
  }
  ~ArrayWriter() { m_out << "\n]"; }
  ArrayWriter(const ArrayWriter&) = delete;
  ArrayWriter& operator=(const ArrayWriter&) = delete;

  void row(const Json& object) {
    m_out << (m_first ? "\n" : ",\n") << dump(object);
    m_first = false;
  }

 private:
  std::ostream& m_out;
  bool m_first = true;
};

Json wholeRunObject(const Trace& trace) {
  Json object = runObject(trace);
  object["title"] = trace.run().title;
  object["source_file"] = trace.run().sourceFile;
  object["evidence"] = trace.run().evidence;
  object["evidence_note"] = trace.run().evidenceNote;
  object["end"] = name(trace.end());
  object["start_ns"] = trace.startTime();
  object["end_ns"] = trace.endTime();
  object["started_at_unix"] = trace.run().startedAtUnix;
  return object;
}

void writeTables(const Trace& trace, std::ostream& out) {
  {
    ArrayWriter tasks(out, "tasks");
    for (const TaskInfo& task : trace.tasks()) {
      Json object{{"id", task.id.value}};
      if (task.parent.valid()) object["parent"] = task.parent.value;
      object["kind"] = name(task.kind);
      object["daemon"] = task.daemon;
      object["pid"] = task.pid;
      object["tid"] = task.tid;
      object["ppid"] = task.ppid;
      object["name"] = task.name;
      tasks.row(object);
    }
  }
  {
    ArrayWriter resources(out, "resources");
    for (const ResourceInfo& resource : trace.resources()) {
      Json object{
          {"id", resource.id.value}, {"kind", name(resource.kind)}, {"name", resource.name}};
      object["capacity"] = resource.capacity;
      object["robust"] = resource.robust;
      if (resource.inner.valid()) object["inner"] = resource.inner.value;
      resources.row(object);
    }
  }
}

void writeSites(const Trace& trace, std::ostream& out) {
  ArrayWriter sites(out, "sites");
  for (const SiteInfo& site : trace.sites()) {
    if (site.file.empty()) continue;
    sites.row({{"id", site.id.value},
               {"file", site.file},
               {"line", site.line},
               {"function", site.function}});
  }
}

void writeIntervals(const Trace& trace, std::ostream& out) {
  ArrayWriter intervals(out, "intervals");
  for (const TaskInfo& task : trace.tasks()) {
    const Lane& lane = trace.lane(task.id);
    for (std::size_t i = 0; i < lane.size(); ++i) {
      const Interval interval = lane.interval(i);
      Json object{{"task", task.id.value},
                  {"state", name(interval.state)},
                  {"evidence", name(interval.evidence)}};
      if (interval.reason != Operation::none) object["reason"] = name(interval.reason);
      if (interval.resource.valid()) object["resource"] = interval.resource.value;
      const std::string detail = detailOf(interval);
      if (!detail.empty()) object["detail"] = detail;
      object["start_ns"] = interval.start;
      object["end_ns"] = interval.end;
      intervals.row(object);
    }
  }
}

bool carriesText(Operation operation) {
  return operation == Operation::say || operation == Operation::phase;
}

bool carriesVersion(Operation operation) {
  return operation == Operation::load || operation == Operation::store;
}

bool carriesSignal(Operation operation) {
  return operation == Operation::kill || operation == Operation::deliver ||
         operation == Operation::handle;
}

Json eventObject(const Trace& trace, const Event& event) {
  Json object{{"time_ns", event.time},
              {"task", event.task.value},
              {"operation", name(event.operation)},
              {"phase", name(event.phase)},
              {"outcome", name(event.outcome)}};
  if (event.resource.valid()) object["resource"] = event.resource.value;
  if (event.site.valid()) object["site"] = event.site.value;
  if (carriesText(event.operation)) {
    object["text"] = trace.text(TextId{event.aux});
  } else if (event.aux != Event::kNoAux) {
    object[carriesVersion(event.operation) ? "version" : "peer"] = event.aux;
  }
  if (event.operation == Operation::put || event.operation == Operation::get)
    object["item"] = Item{event.value, event.valueKind()}.toString();
  if (carriesSignal(event.operation)) object["signal"] = signalName(static_cast<int>(event.value));
  object["value"] = event.value;
  if ((event.flags & ~kValueKindMask) != 0) object["flags"] = Json::array();
  for (const auto& [flag, word] :
       {std::pair{kFlagTimed, "timed"}, std::pair{kFlagNonBlocking, "non-blocking"},
        std::pair{kFlagInner, "inner"}, std::pair{kFlagLate, "late"}})
    if (event.has(flag)) object["flags"].push_back(word);
  return object;
}

}  // namespace

void exportCsv(const Trace& trace, std::ostream& out) {
  out << "task,pid,tid,ppid,name,kind,state,detail,resource,evidence,start_ns,end_ns\n";
  for (const TaskInfo& task : trace.tasks()) {
    if (task.id == kSupervisor) continue;
    const std::string who = std::to_string(task.id.value) + "," + std::to_string(task.pid) + "," +
                            std::to_string(task.tid) + "," + std::to_string(task.ppid) + "," +
                            csvField(task.name) + "," + std::string(name(task.kind)) + ",";
    const Lane& lane = trace.lane(task.id);
    for (std::size_t i = 0; i < lane.size(); ++i) {
      const Interval interval = lane.interval(i);
      out << who << name(interval.state) << ',' << csvField(detailOf(interval)) << ','
          << csvField(resourceLabel(trace, interval.resource)) << ',' << name(interval.evidence)
          << ',' << interval.start << ',' << interval.end << '\n';
    }
  }
}

void exportJson(const Trace& trace, const Report& report, std::ostream& out) {
  out << "{\n\"format\": \"lockstep\",\n\"version\": 1,\n\"run\": " << dump(wholeRunObject(trace));
  writeTables(trace, out);
  writeSites(trace, out);
  out << ",\n\"report\": " << dump(reportObject(trace, report));
  writeIntervals(trace, out);
  {
    ArrayWriter events(out, "events");
    for (std::size_t i = 0; i < trace.logSize(); ++i)
      events.row(eventObject(trace, trace.event(i)));
  }
  out << "\n}\n";
}

}  // namespace lockstep
