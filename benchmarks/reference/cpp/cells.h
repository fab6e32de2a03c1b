// The cells of sums that a person belongs to: place, status, and sex with age; and counts of persons by all of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "population.h"

constexpr int PLACES = 6 * 2 * 2 * 5;
constexpr int STATUSES = 9 * 3;
constexpr int CELLS = PLACES + STATUSES + 2 * AGES;

struct Cells {
  int place, status, age;
};

inline int placeOf(const Population& people, int person) {
  return ((people.region[person] * 2 + people.area[person]) * 2 + people.ethnicity[person]) * 5 +
         people.quintile[people.household[person]];
}

inline int statusOf(const Population& people, int worker) { return people.activity[worker] * 3 + people.insurance[worker]; }

// Cells of a person whose work and insurance are those of `worker`.
inline Cells cellsOf(const Population& people, int person, int worker) {
  return {placeOf(people, person), PLACES + statusOf(people, worker),
          PLACES + STATUSES + people.sex[person] * AGES + people.age[person]};
}

struct Tally {
  std::vector<int32_t> joint = std::vector<int32_t>(PLACES * STATUSES);
  std::vector<int32_t> ages = std::vector<int32_t>(2 * AGES);

  // Adds the tally to the cells of a figure, and empties it.
  void flush(std::vector<double>& sums) {
    for (int place = 0; place < PLACES; place++) {
      int here = 0;
      for (int status = 0; status < STATUSES; status++) {
        const int count = joint[place * STATUSES + status];
        here += count;
        sums[PLACES + status] += count;
      }
      sums[place] += here;
    }
    for (int cell = 0; cell < 2 * AGES; cell++) sums[PLACES + STATUSES + cell] += ages[cell];
    std::fill(joint.begin(), joint.end(), 0);
    std::fill(ages.begin(), ages.end(), 0);
  }
};
