// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/segment.h"

#include <algorithm>
#include <array>
#include <memory>

#include "trace/lane.h"

namespace lockstep {

namespace {

constexpr std::int64_t kLatest = std::int64_t{1} << 62;
constexpr std::uint8_t kOutcomes = static_cast<std::uint8_t>(Outcome::failed) + 1;

/// Guesses an event's value and aux from earlier ones of the same sort, so that counters, versions
/// and run delays are stored as their small steps. Writer and reader guess alike.
class Guess {
 public:
  std::int64_t& value(const Event& event) {
    const std::uint32_t who =
        event.resource.valid() ? event.resource.value * 2 + 1 : event.task.value * 2u;
    return m_values[(who * 64 + static_cast<std::uint32_t>(event.operation)) % m_values.size()];
  }
  std::uint32_t& version(const Event& event) {
    return m_versions[event.resource.value % m_versions.size()];
  }
  static bool hasVersion(const Event& event) {
    return event.operation == Operation::load || event.operation == Operation::store;
  }

 private:
  std::array<std::int64_t, 4096> m_values{};
  std::array<std::uint32_t, 256> m_versions{};
};

std::uint64_t difference(std::int64_t a, std::int64_t b) {
  return zigzag(
      static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)));
}

std::int64_t sum(std::int64_t b, std::uint64_t zigzagged) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(b) +
                                   static_cast<std::uint64_t>(unzigzag(zigzagged)));
}

struct EventColumns {
  std::vector<std::uint64_t> time, value;
  std::vector<std::uint32_t> resource, aux;
  std::vector<std::uint16_t> task, site;
  std::vector<std::uint8_t> operation, phase, flags;

  void reserve(std::size_t n) {
    for (auto* column : {&time, &value}) column->reserve(n);
    for (auto* column : {&resource, &aux}) column->reserve(n);
    for (auto* column : {&task, &site}) column->reserve(n);
    for (auto* column : {&operation, &phase, &flags}) column->reserve(n);
  }
  void write(ByteWriter& writer) const {
    for (const auto* column : {&time, &value}) writer.column(std::span(*column));
    for (const auto* column : {&resource, &aux}) writer.column(std::span(*column));
    for (const auto* column : {&task, &site}) writer.column(std::span(*column));
    for (const auto* column : {&operation, &phase, &flags}) writer.column(std::span(*column));
  }
  void read(ByteReader& reader, std::size_t n) {
    for (auto* column : {&time, &value}) reader.column(n, *column);
    for (auto* column : {&resource, &aux}) reader.column(n, *column);
    for (auto* column : {&task, &site}) reader.column(n, *column);
    for (auto* column : {&operation, &phase, &flags}) reader.column(n, *column);
  }
};

void encodeEvents(const std::vector<Event>& events, ByteWriter& writer) {
  EventColumns columns;
  columns.reserve(events.size());
  auto guess = std::make_unique<Guess>();
  std::int64_t last = 0;
  for (const Event& event : events) {
    columns.time.push_back(static_cast<std::uint64_t>(event.time - last));
    last = event.time;
    std::int64_t& value = guess->value(event);
    columns.value.push_back(difference(event.value, value));
    value = event.value;
    std::uint32_t aux = event.aux + 1;
    if (Guess::hasVersion(event)) {
      std::uint32_t& version = guess->version(event);
      aux = static_cast<std::uint32_t>(zigzag(static_cast<std::int32_t>(event.aux - version)) &
                                       0xffffffff);
      version = event.aux;
    }
    columns.aux.push_back(aux);
    columns.resource.push_back(event.resource.value + 1);
    columns.task.push_back(static_cast<std::uint16_t>(event.task.value + 1));
    columns.site.push_back(static_cast<std::uint16_t>(event.site.value + 1));
    columns.operation.push_back(static_cast<std::uint8_t>(event.operation));
    columns.phase.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(event.phase) |
                                                      static_cast<unsigned>(event.outcome) << 2));
    columns.flags.push_back(event.flags);
  }
  columns.write(writer);
}

/// Whether ids and enumerations are ones that exist.
bool sound(const Event& event, const SegmentLimits& limits) {
  return static_cast<int>(event.operation) < kOperations &&
         static_cast<std::uint8_t>(event.phase) <= static_cast<std::uint8_t>(Phase::done) &&
         static_cast<std::uint8_t>(event.outcome) < kOutcomes &&
         (!event.task.valid() || event.task.value < limits.tasks) &&
         (!event.resource.valid() || event.resource.value < limits.resources);
}

bool decodeEvents(ByteReader& reader, std::size_t count, const SegmentLimits& limits,
                  std::vector<Event>& events) {
  EventColumns columns;
  columns.read(reader, count);
  if (!reader.ok()) return false;
  auto guess = std::make_unique<Guess>();
  events.resize(count);
  std::int64_t last = 0;
  bool good = true;
  for (std::size_t i = 0; i < count; ++i) {
    Event& event = events[i];
    // The first of a segment is a time, the others are steps forward.
    const std::uint64_t step = columns.time[i];
    if (step >= static_cast<std::uint64_t>(kLatest)) return false;
    last += static_cast<std::int64_t>(step);
    if (last >= kLatest) return false;
    event.time = last;
    event.resource.value = columns.resource[i] - 1;
    event.task.value = static_cast<std::uint16_t>(columns.task[i] - 1);
    event.site.value = static_cast<std::uint16_t>(columns.site[i] - 1);
    event.operation = static_cast<Operation>(columns.operation[i]);
    event.phase = static_cast<Phase>(columns.phase[i] & 0x3);
    event.outcome = static_cast<Outcome>(columns.phase[i] >> 2);
    event.flags = columns.flags[i];
    std::int64_t& value = guess->value(event);
    value = event.value = sum(value, columns.value[i]);
    event.aux = columns.aux[i] - 1;
    if (Guess::hasVersion(event)) {
      std::uint32_t& version = guess->version(event);
      version = event.aux = version + static_cast<std::uint32_t>(unzigzag(columns.aux[i]));
    }
    good &= sound(event, limits);
  }
  return good;
}

void encodeLanes(const std::vector<LaneRows>& lanes, ByteWriter& writer) {
  std::vector<std::uint64_t> starts;
  std::vector<std::uint64_t> whats;
  writer.number(static_cast<std::uint32_t>(lanes.size()));
  for (const LaneRows& lane : lanes) {
    writer.number(lane.task.value);
    writer.number(static_cast<std::uint32_t>(lane.starts.size()));
    std::int64_t last = 0;
    for (const std::int64_t start : lane.starts) {
      starts.push_back(static_cast<std::uint64_t>(start - last));
      last = start;
    }
    whats.insert(whats.end(), lane.whats.begin(), lane.whats.end());
  }
  writer.column(std::span<const std::uint64_t>(starts));
  writer.column(std::span<const std::uint64_t>(whats));
}

bool sound(std::uint64_t what) {
  const Interval interval = unpackWhat(what);
  return static_cast<int>(interval.state) < kStates &&
         static_cast<int>(interval.evidence) < kEvidences &&
         static_cast<int>(interval.reason) < kOperations && packWhat(interval) == what;
}

bool decodeLanes(ByteReader& reader, const SegmentLimits& limits, std::vector<LaneRows>& lanes) {
  const auto count = reader.number<std::uint32_t>();
  if (count > limits.tasks) return false;
  std::vector<std::uint32_t> sizes;
  std::size_t total = 0;
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    lanes.emplace_back();
    lanes.back().task = TaskId{reader.number<std::uint16_t>()};
    sizes.push_back(reader.number<std::uint32_t>());
    total += sizes.back();
    if (lanes.back().task.value >= limits.tasks || total > 2 * kSegmentRows) return false;
  }
  std::vector<std::uint64_t> starts;
  std::vector<std::uint64_t> whats;
  reader.column(total, starts);
  reader.column(total, whats);
  if (!reader.ok()) return false;
  std::size_t row = 0;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    LaneRows& lane = lanes[i];
    lane.starts.resize(sizes[i]);
    lane.whats.assign(whats.begin() + static_cast<std::ptrdiff_t>(row),
                      whats.begin() + static_cast<std::ptrdiff_t>(row + sizes[i]));
    std::int64_t last = 0;
    for (std::size_t n = 0; n < sizes[i]; ++n, ++row) {
      const std::uint64_t step = starts[row];
      if (step >= static_cast<std::uint64_t>(kLatest) || (n > 0 && step == 0)) return false;
      last += static_cast<std::int64_t>(step);
      if (last >= kLatest || !sound(whats[row])) return false;
      lane.starts[n] = last;
    }
  }
  return true;
}

bool decodeDeaths(ByteReader& reader, const SegmentLimits& limits, Segment& segment) {
  const auto count = reader.number<std::uint32_t>();
  if (count > limits.tasks) return false;
  Death last{segment.firstEvent, 0, TaskId{}};
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    Death death;
    death.position = segment.firstEvent + reader.number<std::uint32_t>();
    death.time = reader.number<std::int64_t>();
    death.task = TaskId{reader.number<std::uint16_t>()};
    if (death.position < last.position || death.time < last.time ||
        death.position > segment.firstEvent + segment.events.size() ||
        death.task.value >= limits.tasks)
      return false;
    segment.deaths.push_back(death);
    last = death;
  }
  return reader.ok();
}

}  // namespace

void encode(const Segment& segment, ByteWriter& writer) {
  writer.number(segment.firstEvent);
  writer.number(segment.until);
  writer.number(static_cast<std::uint32_t>(segment.events.size()));
  encodeEvents(segment.events, writer);
  writer.number(static_cast<std::uint32_t>(segment.deaths.size()));
  for (const Death& death : segment.deaths) {
    writer.number(static_cast<std::uint32_t>(death.position - segment.firstEvent));
    writer.number(death.time);
    writer.number(death.task.value);
  }
  encodeLanes(segment.lanes, writer);
}

bool decode(ByteReader& reader, const SegmentLimits& limits, Segment& segment) {
  segment.firstEvent = reader.number<std::uint64_t>();
  segment.until = reader.number<std::int64_t>();
  const auto events = reader.number<std::uint32_t>();
  if (events > kSegmentRows || segment.firstEvent >= static_cast<std::uint64_t>(kLatest))
    return false;
  return decodeEvents(reader, events, limits, segment.events) &&
         decodeDeaths(reader, limits, segment) && decodeLanes(reader, limits, segment.lanes) &&
         reader.atEnd();
}

}  // namespace lockstep
