// Repeats a kernel, and prints its median time and its totals as one line of JSON.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "dump.h"

struct Repetitions {
  std::size_t warmUp, timed, most;
  double warmUpSeconds, timedSeconds;

  explicit Repetitions(const Dump& dump)
      : warmUp(dump.integer("repetitions.warmUp")),
        timed(dump.integer("repetitions.timed")),
        most(dump.integer("repetitions.most")),
        warmUpSeconds(dump.number("repetitions.warmUpSeconds")),
        timedSeconds(dump.number("repetitions.timedSeconds")) {}
};

using Totals = std::vector<std::pair<std::string, int64_t>>;

// Sum of the values, each times its place among the residues of 31, from 1: tells values that have changed places.
template <class T>
int64_t weighted(const T* values, std::size_t length) {
  int64_t sum = 0;
  for (std::size_t i = 0; i < length; i++) sum += static_cast<int64_t>(values[i]) * static_cast<int64_t>(i % 31 + 1);
  return sum;
}

template <class T>
int64_t weighted(const std::vector<T>& values) {
  return weighted(values.data(), values.size());
}

// `restore` brings back what `run` changes and is not timed.
template <class Restore, class Run, class GetTotals>
void measure(const char* kernel, const Repetitions& repetitions, int persons, Restore restore, Run run, GetTotals totals) {
  const auto seconds = [&] {
    restore();
    const auto start = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  double spent = 0;
  for (std::size_t n = 0; n < repetitions.warmUp || spent < repetitions.warmUpSeconds; n++) spent += seconds();
  std::vector<double> times;
  spent = 0;
  while (times.size() < repetitions.timed || (spent < repetitions.timedSeconds && times.size() < repetitions.most)) {
    times.push_back(seconds());
    spent += times.back();
  }
  std::sort(times.begin(), times.end());
  std::printf("{\"kernel\":\"%s\",\"nanosecondsPerPerson\":%.6f,\"totals\":{", kernel, times[times.size() / 2] * 1e9 / persons);
  const char* separator = "";
  for (const auto& [name, total] : totals()) {
    std::printf("%s\"%s\":%lld", separator, name.c_str(), static_cast<long long>(total));
    separator = ",";
  }
  std::printf("}}\n");
  // The next kernel begins with what this one has found.
  restore();
}
