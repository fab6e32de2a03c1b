// Contributions of compulsory members to the sickness and maternity fund: the employer's, and the owner's own.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "law.h"
#include "population.h"

constexpr int MEMBER_CELLS = 2 * 6;
constexpr int ALL_YEAR = 0xfff;

struct WageLaw {
  // Months of the stretch, as bits: bit 0 December, bit 11 January.
  int months;
  double rate, ceiling;
  // Floor of the contribution wage by minimum-wage zone, from 1.
  double floor[5];
};

struct ContributionLaw {
  const uint8_t* wageZone;
  std::vector<WageLaw> law;

  explicit ContributionLaw(Dump& dump) : wageZone(dump.array<uint8_t>("wageZone")) {
    const double* rate = parameter(dump, "sickness_maternity_rate");
    const double* floorIsBase = parameter(dump, "contribution_floor_is_base_salary");
    const double* multiple = parameter(dump, "contribution_ceiling_multiple");
    const double* base = parameter(dump, "base_salary");
    const double* minimum[] = {parameter(dump, "minimum_wage_1"), parameter(dump, "minimum_wage_2"),
                               parameter(dump, "minimum_wage_3"), parameter(dump, "minimum_wage_4")};
    for (const Stretch& months :
         stretchesOf({rate, floorIsBase, multiple, base, minimum[0], minimum[1], minimum[2], minimum[3]})) {
      const int m = months.from;
      WageLaw wage{(ALL_YEAR >> months.from) & ~(ALL_YEAR >> months.until), rate[m], multiple[m] * base[m], {}};
      for (int zone = 1; zone <= 4; zone++) wage.floor[zone] = floorIsBase[m] == 1 ? base[m] : minimum[zone - 1][m];
      law.push_back(wage);
    }
  }
};

// Dong and persons by sex and region: employers and their employees, then owners.
struct ContributionSums {
  std::vector<double> dong[2] = {std::vector<double>(MEMBER_CELLS), std::vector<double>(MEMBER_CELLS)};
  std::vector<double> persons[2] = {std::vector<double>(MEMBER_CELLS), std::vector<double>(MEMBER_CELLS)};
};

inline void collect(Population people, const ContributionLaw& contributions, int year, ContributionSums& sums) {
  const int january = monthIndex(year, 1);
  for (int i = 0; i < people.count; i++) {
    int months = people.compulsoryMonths[i] & ALL_YEAR;
    if (months == 0) continue;
    const int exit = people.exitMonth[i];
    const bool member = people.insurance[i] == COMPULSORY;
    if (exit != STILL_HERE) {
      if (exit <= january || !member) continue;
      months = ALL_YEAR & ~(ALL_YEAR >> std::min(12, exit - january));
    }
    const int zone = contributions.wageZone[people.region[i] * 2 + people.area[i]];
    double dong = 0;
    for (const WageLaw& law : contributions.law) {
      const int open = countMonths(months & law.months);
      const double wage = std::min(std::max<double>(people.declaredWage[i], law.floor[zone]), law.ceiling);
      dong += open * std::floor(law.rate * wage + 0.5);
    }
    if (dong == 0) continue;
    const int owner = member && people.activity[i] == OWN_ACCOUNT;
    const int cell = people.sex[i] * 6 + people.region[i];
    sums.dong[owner][cell] += dong;
    sums.persons[owner][cell]++;
  }
}
