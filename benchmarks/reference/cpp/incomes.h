// Income per head, tenth, fifth and poverty of every household.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "population.h"

constexpr int CHILD_BELOW_MONTHS = 16 * 12;
constexpr int FIRST_EARNER_AGE = 20;
constexpr int LAST_EARNER_AGE = 64;

struct Income {
  int baseYear, regions;
  double childEffect, earningsWeight, ownWeight;
  const double *logMean, *sigma, *cuts, *povertyLine, *deprivedLimit, *normal;

  explicit Income(Dump& dump)
      : baseYear(dump.integer("income.baseYear")),
        regions(dump.integer("income.regions")),
        childEffect(dump.number("income.childEffect")),
        earningsWeight(dump.number("income.earningsWeight")),
        ownWeight(dump.number("income.ownWeight")),
        logMean(dump.array<double>("income.logMean")),
        sigma(dump.array<double>("income.sigma")),
        cuts(dump.array<double>("income.cuts")),
        povertyLine(dump.array<double>("income.povertyLine")),
        deprivedLimit(dump.array<double>("income.deprivedLimit")),
        normal(dump.array<double>("income.normal")) {}
};

// What is known of the household of a reference person.
struct Household {
  double standing;
  uint16_t residents, children, adults;
  uint8_t area;
};

// Gathers the members of every household, by position of the reference person; answers the positions of these persons.
inline void gatherHouseholds(Population people, const double* normal, int lastAdult, std::vector<Household>& households,
                             std::vector<int>& references) {
  references.clear();
  for (int i = 0; i < people.count; i++) households[i] = {0, 0, 0, 0, people.area[i]};
  for (int i = 0; i < people.count; i++) {
    const int home = people.household[i];
    if (home == i) references.push_back(i);
    if (people.exitMonth[i] != STILL_HERE) continue;
    Household& household = households[home];
    household.area = people.area[i];
    household.residents++;
    if (people.age[i] >= FIRST_EARNER_AGE && people.age[i] <= LAST_EARNER_AGE) {
      household.adults++;
      household.standing += normal[people.earningsRank[i] >> 6] - normal[people.jobRank[i] >> 6];
    } else if (people.birthMonth[i] > lastAdult) {
      household.children++;
    }
  }
}

// Log points that are added in a region for its mean number of children, and the factor that keeps the deviation.
struct RegionEffect {
  double childMean, narrowing;
};

inline std::vector<RegionEffect> measureChildren(Population people, Income income, const std::vector<Household>& households,
                                                 const std::vector<int>& references) {
  std::vector<double> residents(income.regions), children(income.regions), squares(income.regions);
  for (int i : references) {
    const Household& household = households[i];
    const int place = people.region[i];
    residents[place] += household.residents;
    children[place] += household.residents * household.children;
    squares[place] += household.residents * household.children * household.children;
  }
  std::vector<RegionEffect> effects;
  for (int place = 0; place < income.regions; place++) {
    const double persons = std::max(1.0, residents[place]);
    const double mean = children[place] / persons;
    const double variance = squares[place] / persons - mean * mean;
    const double sigma = income.sigma[place];
    effects.push_back({income.childEffect * mean,
                       sigma / std::sqrt(sigma * sigma + income.childEffect * income.childEffect * variance)});
  }
  return effects;
}

inline void householdIncomes(Population people, Income income, int year, std::vector<Household>& households,
                             std::vector<int>& references) {
  gatherHouseholds(people, income.normal, monthIndex(year, 12) - CHILD_BELOW_MONTHS, households, references);
  const std::vector<RegionEffect> effects = measureChildren(people, income, households, references);
  const int row = year - income.baseYear;
  const double* cuts = income.cuts + row * 9;
  for (int i : references) {
    const Household& household = households[i];
    const int place = people.region[i];
    const double own = income.normal[people.householdRank[i] >> 6];
    const double rank = household.adults == 0 ? own
                                              : income.earningsWeight * (household.standing / std::sqrt(2.0 * household.adults)) +
                                                    income.ownWeight * own;
    const double children = effects[place].childMean - income.childEffect * household.children;
    const double dong = std::exp(income.logMean[(row * income.regions + place) * 4 + household.area * 2 + people.ethnicity[i]] +
                                 effects[place].narrowing * (income.sigma[place] * rank + children));
    const int decile = static_cast<int>(std::upper_bound(cuts, cuts + 9, dong) - cuts);
    people.incomePerHead[i] = static_cast<uint32_t>(dong + 0.5);
    people.quintile[i] = static_cast<uint8_t>(decile / 2);
    people.decile[i] = static_cast<uint8_t>(decile);
    people.poverty[i] = dong > income.povertyLine[row * 2 + household.area]            ? 0
                        : people.deprivationRank[i] < income.deprivedLimit[place] ? 2
                                                                                    : 1;
  }
}
