// Residents on 1 July, insured persons at the end of the year and the labour force of working age, by cell.
#pragma once

#include <vector>

#include "cells.h"

struct LifeSums {
  std::vector<double> population = std::vector<double>(CELLS);
  std::vector<double> insured = std::vector<double>(CELLS);
  std::vector<double> workingAgeForce = std::vector<double>(CELLS);
  int counted = 0;
};

struct LifeTallies {
  Tally residents, insured, labourForce;
};

// `lastWorkingAge` is of men and of women.
inline void countResidents(Population people, const double* lastWorkingAge, int year, LifeTallies& tallies, LifeSums& sums) {
  const int july = monthIndex(year, 7);
  int counted = 0;
  int32_t* const residents = tallies.residents.joint.data();
  int32_t* const residentAges = tallies.residents.ages.data();
  int32_t* const insured = tallies.insured.joint.data();
  int32_t* const insuredAges = tallies.insured.ages.data();
  int32_t* const force = tallies.labourForce.joint.data();
  int32_t* const forceAges = tallies.labourForce.ages.data();
  for (int i = 0; i < people.count; i++) {
    if (people.exitMonth[i] < july) continue;
    const int age = people.age[i];
    const bool child = age < 15;
    const int activity = people.activity[i];
    const int cover = people.insurance[child ? workerOf(people, i, people.mother[i], people.father[i]) : i];
    const int cell = placeOf(people, i) * STATUSES + activity * 3 + cover;
    const int ages = people.sex[i] * AGES + age;
    if (people.birthMonth[i] < july) {
      residents[cell]++;
      residentAges[ages]++;
      counted++;
    }
    if (child || people.exitMonth[i] != STILL_HERE) continue;
    if (cover != NONE) {
      insured[cell]++;
      insuredAges[ages]++;
    }
    if (activity < UNEMPLOYED || activity > FAMILY_WORKER) continue;
    if (age <= lastWorkingAge[people.sex[i]]) {
      force[cell]++;
      forceAges[ages]++;
    }
  }
  sums.counted = counted;
  tallies.residents.flush(sums.population);
  tallies.insured.flush(sums.insured);
  tallies.labourForce.flush(sums.workingAgeForce);
}
