// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a few small recordings, as they are and in their plain form, into the folder that is its
// argument.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "plain_form.h"
#include "synthetic_run.h"
#include "trace/trace.h"

namespace {

using namespace lockstep;

bool savePlain(const std::string& recording) {
  std::stringstream bytes;
  bytes << std::ifstream(recording, std::ios::binary).rdbuf();
  std::ofstream out(recording + ".plain", std::ios::binary);
  out << plainForm(bytes.str());
  return static_cast<bool>(out.flush());
}

bool save(const std::string& folder, const char* name, std::size_t events) {
  SyntheticRun run(3);
  Trace trace = run.trace();
  trace.run().parameters["workers"] = 3;
  SiteInfo site;
  site.id = SiteId{2};
  site.file = "counter.cpp";
  trace.addSite(site);
  trace.addText(TextId{8}, "works");
  std::vector<Event> list;
  if (events > 0) run.grow(list, events);
  trace.append(list);
  if (events > 0) {
    Event event;
    event.time = trace.endTime() + 10;
    event.operation = Operation::gap;
    trace.append(event);
    event.operation = Operation::exited;
    event.task = TaskId{3};
    trace.append(event);
  }
  trace.setEnd(RunEnd::completed);
  const std::string path = folder + "/" + name;
  const auto result = trace.save(path);
  if (!result) std::fprintf(stderr, "%s\n", result.error().message.c_str());
  return result && savePlain(path);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::filesystem::create_directories(argv[1]);
  const bool good = save(argv[1], "empty.lockstep", 0) && save(argv[1], "short.lockstep", 60) &&
                    save(argv[1], "long.lockstep", 3000);
  return good ? 0 : 1;
}
