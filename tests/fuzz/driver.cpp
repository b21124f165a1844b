// SPDX-License-Identifier: GPL-3.0-or-later
// Mutates a corpus for LOCKSTEP_FUZZ_SECONDS (default 5) and hands each result to the fuzz target.
// Rounds are numbered; LOCKSTEP_FUZZ_ROUND=n repeats just that one.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<Bytes> readCorpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Bytes> corpus;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return corpus;
}

std::uint8_t strangeByte(std::mt19937_64& random) {
  static constexpr std::uint8_t kStrange[] = {0, 1, 0x7f, 0x80, 0xff, 0xfe};
  return random() % 2 == 0 ? kStrange[random() % std::size(kStrange)]
                           : static_cast<std::uint8_t>(random());
}

void mutate(Bytes& bytes, std::mt19937_64& random, const std::vector<Bytes>& corpus) {
  if (bytes.empty()) return;
  const std::size_t at = random() % bytes.size();
  const std::size_t length = std::min<std::size_t>(bytes.size() - at, 1 + random() % 32);
  const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
  const auto to = from + static_cast<std::ptrdiff_t>(length);
  switch (random() % 7) {
    case 0:
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1u << random() % 8));
      break;
    case 1:
      bytes[at] = strangeByte(random);
      break;
    case 2:
      for (auto it = from; it != to; ++it) *it = strangeByte(random);
      break;
    case 3:
      bytes.erase(from, to);
      break;
    case 4:
      bytes.insert(from, length, strangeByte(random));
      break;
    case 5:
      bytes.resize(at);
      break;
    default: {
      const Bytes& other = corpus[random() % corpus.size()];
      if (other.empty()) break;
      const std::size_t cut = random() % other.size();
      bytes.resize(at);
      bytes.insert(bytes.end(), other.begin() + static_cast<std::ptrdiff_t>(cut), other.end());
    }
  }
}

void play(std::uint64_t round, const std::vector<Bytes>& corpus) {
  std::mt19937_64 random(round);
  Bytes bytes = corpus[random() % corpus.size()];
  for (std::uint64_t n = 1 + random() % 4; n > 0; --n) mutate(bytes, random, corpus);
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
    return 2;
  }
  const std::vector<Bytes> corpus = readCorpus(argv[1]);
  if (corpus.empty()) {
    std::fprintf(stderr, "%s: no corpus\n", argv[1]);
    return 2;
  }
  for (const Bytes& bytes : corpus) LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  if (const char* one = std::getenv("LOCKSTEP_FUZZ_ROUND")) {
    play(std::strtoull(one, nullptr, 10), corpus);
    return 0;
  }
  const char* limit = std::getenv("LOCKSTEP_FUZZ_SECONDS");
  const auto end = std::chrono::steady_clock::now() +
                   std::chrono::duration<double>(limit != nullptr ? std::atof(limit) : 5.0);
  std::uint64_t round = 0;
  // Says which round comes before playing it, so that a crash can be repeated.
  const std::string last = (std::filesystem::temp_directory_path() / "fuzz_trace_file_round");
  for (; std::chrono::steady_clock::now() < end; ++round) {
    if (std::FILE* file = round % 64 == 0 ? std::fopen(last.c_str(), "w") : nullptr) {
      std::fprintf(file, "%llu .. +63\n", static_cast<unsigned long long>(round));
      std::fclose(file);
    }
    play(round, corpus);
  }
  std::filesystem::remove(last);
  std::printf("%llu rounds\n", static_cast<unsigned long long>(round));
}
