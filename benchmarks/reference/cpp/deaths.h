// Deaths and emigration of one year: who leaves, in which month, and what it changes for partner and mother.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "cells.h"

struct Survival {
  const double *left, *emigrantShare, *urbanLimit;
  int rows, baseYear;

  explicit Survival(Dump& dump)
      : left(dump.array<double>("survival.left")),
        emigrantShare(dump.array<double>("survival.emigrantShare")),
        urbanLimit(dump.array<double>("survival.urbanLimit")),
        rows(dump.integer("survival.rows")),
        baseYear(dump.integer("survival.baseYear")) {}
};

inline void exitOf(const Population& people, int person, double place, double emigrants, int january) {
  const bool died = place >= emigrants;
  const double within = died ? (place - emigrants) / (1 - emigrants) : place / emigrants;
  people.exitMonth[person] = static_cast<int16_t>(january + std::min(11, static_cast<int>(within * 12)));
  people.died[person] = died;
  const int partner = people.partner[person];
  if (partner != NOBODY) {
    people.partner[partner] = NOBODY;
    people.partner[person] = NOBODY;
    if (people.endedUnions[partner] < 255) people.endedUnions[partner]++;
    if (people.births[person] == 0 && people.household[partner] == person) people.household[partner] = partner;
  }
  const int mother = people.mother[person];
  if (mother != NOBODY && people.livingChildren[mother] > 0) people.livingChildren[mother]--;
}

// `deaths` are the sums of the dead by cell.
inline void leave(Population people, Survival survival, int year, std::vector<double>& deaths) {
  const int row = year - survival.baseYear;
  const int january = monthIndex(year, 1);
  const int july = january + 6;
  const double* before = survival.left + row * survival.rows;
  const double* after = before + survival.rows;
  const double* emigrants = survival.emigrantShare + row * survival.rows;
  for (int i = 0; i < people.count; i++) {
    if (people.exitMonth[i] != STILL_HERE) continue;
    people.age[i] = static_cast<uint8_t>(std::min(100, (july - 1 - people.birthMonth[i]) / 12));
    people.area[i] = people.areaRank[i] < survival.urbanLimit[people.region[i]] ? 0 : 1;
    const int line = people.cohort[i];
    const uint32_t rank = people.survivalRank[i];
    if (rank < after[line]) continue;
    exitOf(people, i, (rank - after[line]) / (before[line] - after[line]), emigrants[line], january);
    if (!people.died[i]) continue;
    const Cells cells = cellsOf(people, i, i);
    deaths[cells.place]++;
    deaths[cells.status]++;
    deaths[cells.age]++;
  }
}
