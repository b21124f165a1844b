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
  /// Whether ids and enumerations are ones that exist. An id is stored one higher; 0 is none.
  bool sound(const SegmentLimits& limits) const {
    return most(task) <= limits.tasks && most(resource) <= limits.resources &&
           most(operation) < kOperations &&
           std::all_of(phase.begin(), phase.end(), [](std::uint8_t packed) {
             return (packed & 0x3) <= static_cast<std::uint8_t>(Phase::done) &&
                    packed >> 2 < kOutcomes;
           });
  }

 private:
  template <class T>
  static T most(const std::vector<T>& column) {
    T most = 0;
    for (const T number : column) most = std::max(most, number);
    return most;
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

/// Fills in times from steps forward, of which the first is a time itself; false where they make no
/// sense.
bool decodeTimes(std::span<const std::uint64_t> steps, std::span<Event> events) {
  std::uint64_t last = 0;
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    // No sum of two that are small enough overflows, and one that is too large is noticed.
    all |= steps[i] | last;
    last += steps[i];
    events[i].time = static_cast<std::int64_t>(last);
  }
  return (all | last) < static_cast<std::uint64_t>(kLatest);
}

void decodeEvents(const EventColumns& columns, Guess& guess, std::span<Event> events) {
  const std::uint64_t* values = columns.value.data();
  const std::uint32_t* resources = columns.resource.data();
  const std::uint32_t* auxes = columns.aux.data();
  const std::uint16_t* tasks = columns.task.data();
  const std::uint16_t* sites = columns.site.data();
  const std::uint8_t* operations = columns.operation.data();
  const std::uint8_t* phases = columns.phase.data();
  const std::uint8_t* flags = columns.flags.data();
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event event;
    event.resource.value = resources[i] - 1;
    event.task.value = static_cast<std::uint16_t>(tasks[i] - 1);
    event.site.value = static_cast<std::uint16_t>(sites[i] - 1);
    event.operation = static_cast<Operation>(operations[i]);
    event.phase = static_cast<Phase>(phases[i] & 0x3);
    event.outcome = static_cast<Outcome>(phases[i] >> 2);
    event.flags = flags[i];
    std::int64_t& value = guess.value(event);
    value = event.value = sum(value, values[i]);
    event.aux = auxes[i] - 1;
    if (Guess::hasVersion(event)) {
      std::uint32_t& version = guess.version(event);
      version = event.aux = version + static_cast<std::uint32_t>(unzigzag(auxes[i]));
    }
    event.time = events[i].time;
    events[i] = event;
  }
}

void encodeLanes(const Segment& segment, ByteWriter& writer) {
  std::vector<std::uint64_t> steps;
  steps.reserve(segment.starts.size());
  writer.number(static_cast<std::uint32_t>(segment.lanes.size()));
  for (const LaneRows& rows : segment.lanes) {
    writer.number(rows.task.value);
    writer.number(static_cast<std::uint32_t>(rows.count));
    std::int64_t last = 0;
    for (const std::int64_t start : segment.startsOf(rows)) {
      steps.push_back(static_cast<std::uint64_t>(start - last));
      last = start;
    }
  }
  writer.column(std::span<const std::uint64_t>(steps));
  writer.column(std::span<const std::uint64_t>(segment.whats));
}

/// Fills the lane's starts from steps forward; false where they make no sense.
bool decodeStarts(std::span<const std::uint64_t> steps, std::span<std::int64_t> starts) {
  std::int64_t last = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (steps[i] >= static_cast<std::uint64_t>(kLatest) || (i > 0 && steps[i] == 0)) return false;
    last += static_cast<std::int64_t>(steps[i]);
    if (last >= kLatest) return false;
    starts[i] = last;
  }
  return true;
}

bool decodeLanes(ByteReader& reader, const SegmentLimits& limits, std::vector<std::uint64_t>& steps,
                 Segment& segment) {
  const auto count = reader.number<std::uint32_t>();
  if (count > limits.tasks) return false;
  std::size_t total = 0;
  segment.lanes.clear();
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    const TaskId task{reader.number<std::uint16_t>()};
    const auto rows = reader.number<std::uint32_t>();
    segment.lanes.push_back({task, total, rows});
    total += rows;
    if (task.value >= limits.tasks || total > 2 * kSegmentRows) return false;
  }
  reader.column(total, steps);
  reader.column(total, segment.whats);
  if (!reader.ok() || !std::all_of(segment.whats.begin(), segment.whats.end(), isWhat))
    return false;
  segment.starts.resize(total);
  return std::all_of(segment.lanes.begin(), segment.lanes.end(), [&](const LaneRows& rows) {
    return decodeStarts(std::span(steps).subspan(rows.first, rows.count),
                        std::span(segment.starts).subspan(rows.first, rows.count));
  });
}

bool decodeDeaths(ByteReader& reader, const SegmentLimits& limits, Segment& segment) {
  const auto count = reader.number<std::uint32_t>();
  if (count > limits.tasks) return false;
  segment.deaths.clear();
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
  encodeLanes(segment, writer);
}

struct SegmentDecoder::Impl {
  EventColumns columns;
  Guess guess;
  std::vector<std::uint64_t> steps;
};

SegmentDecoder::SegmentDecoder() : m(std::make_unique<Impl>()) {}
SegmentDecoder::~SegmentDecoder() = default;

bool SegmentDecoder::decode(ByteReader& reader, const SegmentLimits& limits, Segment& segment) {
  segment.firstEvent = reader.number<std::uint64_t>();
  segment.until = reader.number<std::int64_t>();
  const auto events = reader.number<std::uint32_t>();
  if (events > kSegmentRows || segment.firstEvent >= static_cast<std::uint64_t>(kLatest))
    return false;
  m->columns.read(reader, events);
  if (!reader.ok() || !m->columns.sound(limits)) return false;
  segment.events.resize(events);
  if (!decodeTimes(m->columns.time, segment.events)) return false;
  m->guess = {};
  decodeEvents(m->columns, m->guess, segment.events);
  return decodeDeaths(reader, limits, segment) && decodeLanes(reader, limits, m->steps, segment) &&
         reader.atEnd();
}

}  // namespace lockstep
