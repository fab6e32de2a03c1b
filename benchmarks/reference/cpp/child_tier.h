// A universal child benefit by the month of childhood, with the sums that are booked for it.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "cells.h"
#include "incomes.h"
#include "law.h"

// What one child is due, by area, while nothing in the law changes.
struct ChildLaw {
  Stretch months;
  // Age in years below which the benefit is paid.
  int ageLimit;
  // VND a month: urban, rural.
  double amount[2];
  // Rank of claiming below which the benefit is drawn.
  double takeUp;
};

struct ChildTier {
  int from, ageFrom, ageBelow;
  // Poverty line, VND a head a month: urban, rural.
  const double* line;
  std::vector<ChildLaw> law;

  explicit ChildTier(Dump& dump)
      : from(dump.integer("tier.from")),
        ageFrom(dump.integer("tier.ageFrom")),
        ageBelow(dump.integer("tier.ageBelow")),
        line(dump.array<double>("tier.floorLine")) {
    const double* limit = parameter(dump, "universal_benefit_age_limit");
    const double* level = parameter(dump, "universal_benefit_level");
    const double* lines = parameter(dump, "universal_benefit_lines");
    const double* takeUp = parameter(dump, "take_up_universal_benefit");
    const double* standard = parameter(dump, "social_assistance_standard");
    const double* urban = parameter(dump, "poverty_line_urban");
    const double* rural = parameter(dump, "poverty_line_rural");
    for (const Stretch& months : stretchesOf({limit, level, lines, takeUp, standard, urban, rural})) {
      const int m = months.from;
      const auto amount = [&](double line) { return std::floor(level[m] * standard[m] + lines[m] * line + 0.5); };
      law.push_back({months, static_cast<int>(limit[m]), {amount(urban[m]), amount(rural[m])}, takeUp[m] * RANKS});
    }
  }
};

// Figures of a tier in one cell, in child-months and dong; `outOfNeed` are those drawn from the sixteenth birthday on.
struct TierFigures {
  double eligible, beneficiaries, outOfNeed, dong;
};

struct ChildSums {
  std::vector<TierFigures> tier = std::vector<TierFigures>(CELLS);
  // The non-contributory tiers of the scenario together.
  std::vector<TierFigures> together = std::vector<TierFigures>(CELLS);
  std::vector<double> childMonths = std::vector<double>(CELLS);
  // By position of the household's reference person.
  std::vector<double> householdDong;
  std::vector<int> paidHouseholds;
  int children = 0, needyReached = 0, othersReached = 0, atFloor = 0;

  explicit ChildSums(int persons) : householdDong(persons) {}
};

inline void book(std::vector<TierFigures>& sums, const Cells& cells, const TierFigures& figures) {
  for (int cell : {cells.place, cells.status, cells.age}) {
    sums[cell].eligible += figures.eligible;
    sums[cell].beneficiaries += figures.beneficiaries;
    sums[cell].outOfNeed += figures.outOfNeed;
    sums[cell].dong += figures.dong;
  }
}

// Who of a child's parents lives in its household.
inline int present(const Population& people, int child, int parent) {
  if (parent == NOBODY || people.exitMonth[parent] != STILL_HERE) return NOBODY;
  return people.household[parent] == people.household[child] ? parent : NOBODY;
}

// Books what a child is paid in the year: to its household, as reached if resident at the end, as at the floor of R202.
inline void bookPayment(const Population& people, const double* line, int child, int needMonths, double paid, int december,
                        ChildSums& sums) {
  const int home = people.household[child];
  if (sums.householdDong[home] == 0) sums.paidHouseholds.push_back(home);
  sums.householdDong[home] += paid;
  if (people.exitMonth[child] == STILL_HERE && december - people.birthMonth[child] < CHILD_BELOW_MONTHS)
    (people.poverty[home] != 0 ? sums.needyReached : sums.othersReached)++;
  if (needMonths > 0 && paid >= 0.25 * line[people.area[child]] * needMonths) sums.atFloor++;
}

inline void payChildren(Population people, const ChildTier& tier, int year, Tally& inNeed, ChildSums& sums) {
  const int january = monthIndex(year, 1);
  for (int i = 0; i < people.count; i++) {
    const int born = people.birthMonth[i];
    const int exit = people.exitMonth[i];
    if (january - born >= CHILD_BELOW_MONTHS || exit <= january) continue;
    // Months of the year in which the child lives, and of these the ones under sixteen.
    const int first = std::max(0, born - january);
    const int last = exit == STILL_HERE ? 12 : std::min(12, exit - january);
    if (first >= last) continue;
    const int needEnd = std::min(last, born + CHILD_BELOW_MONTHS - january);
    const int worker = workerOf(people, i, present(people, i, people.mother[i]), present(people, i, people.father[i]));
    const int needMonths = std::max(0, needEnd - first);
    if (needMonths > 0) {
      sums.children++;
      inNeed.joint[placeOf(people, i) * STATUSES + statusOf(people, worker)] += needMonths;
      inNeed.ages[people.sex[i] * AGES + people.age[i]] += needMonths;
    }

    TierFigures figures{};
    for (const ChildLaw& law : tier.law) {
      const int from = std::max({first, law.months.from, tier.from - january, born + tier.ageFrom - january});
      const int until = std::min({last, law.months.until, born + std::min(tier.ageBelow, law.ageLimit * 12) - january});
      if (from >= until) continue;
      figures.eligible += until - from;
      if (people.claimChild[i] >= law.takeUp) continue;
      figures.beneficiaries += until - from;
      figures.outOfNeed += std::max(0, until - std::max(from, needEnd));
      figures.dong += law.amount[people.area[i]] * (until - from);
    }
    if (figures.eligible == 0) continue;
    const Cells cells = cellsOf(people, i, worker);
    book(sums.tier, cells, figures);
    book(sums.together, cells, figures);
    if (figures.dong > 0) bookPayment(people, tier.line, i, needMonths, figures.dong, january + 11, sums);
  }
  inNeed.flush(sums.childMonths);
}
