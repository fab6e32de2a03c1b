// The law of one year: values of its parameters by month, and the stretches of months in which none of some changes.
#pragma once

#include <string>
#include <vector>

#include "dump.h"

// Months `from` to `until` - 1 of the year.
struct Stretch {
  int from, until;
};

inline const double* parameter(Dump& dump, const char* name) { return dump.array<double>(std::string("law.") + name); }

inline std::vector<Stretch> stretchesOf(const std::vector<const double*>& parameters) {
  std::vector<Stretch> stretches{{0, 12}};
  for (int month = 1; month < 12; month++) {
    bool changes = false;
    for (const double* values : parameters) changes |= values[month] != values[month - 1];
    if (!changes) continue;
    stretches.back().until = month;
    stretches.push_back({month, 12});
  }
  return stretches;
}
