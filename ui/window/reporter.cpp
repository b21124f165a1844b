// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/reporter.h"

#include <algorithm>
#include <chrono>

#include "base/check.h"

namespace lockstep::ui {

namespace {

constexpr int kReportMs = 16;

bool isReady(const std::future<Report>& report) {
  return report.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

Reporter::Reporter(Viewpoint& view, Analyse analyse, std::uint64_t atOnce, QObject* parent)
    : QObject(parent), m_view(view), m_analyse(std::move(analyse)), m_atOnce(atOnce) {
  m_timer.setInterval(kReportMs);
  connect(&m_timer, &QTimer::timeout, this, &Reporter::poll);
}

Reporter::~Reporter() = default;

void Reporter::start() {
  const std::shared_ptr<const Trace> trace = m_view.sharedTrace();
  if (trace->eventCount() <= m_atOnce) return deliver(*trace, m_analyse(*trace));
  CHECK(!busy());
  m_works.push_back({trace, std::async(std::launch::async,
                                       [trace, analyse = m_analyse] { return analyse(*trace); })});
  m_timer.start();
}

bool Reporter::busy() const {
  return std::ranges::any_of(
      m_works, [this](const Work& work) { return work.trace == m_view.sharedTrace(); });
}

void Reporter::finish() {
  for (const Work& work : m_works)
    if (work.trace == m_view.sharedTrace()) work.report.wait();
  poll();
}

void Reporter::poll() {
  std::vector<Work> done;
  for (Work& work : m_works)
    if (isReady(work.report)) done.push_back(std::move(work));
  std::erase_if(m_works, [](const Work& work) { return !work.report.valid(); });
  if (m_works.empty()) m_timer.stop();
  for (Work& work : done) deliver(*work.trace, work.report.get());
}

void Reporter::deliver(const Trace& trace, Report report) {
  if (&trace != m_view.sharedTrace().get()) return;
  m_view.setReport(std::move(report));
  Q_EMIT reported();
}

}  // namespace lockstep::ui
