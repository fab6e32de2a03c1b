// The columns of the population that the kernels read or change, and the codes in them.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>

#include "dump.h"

constexpr int STILL_HERE = 32767;
constexpr int NOBODY = -1;
constexpr int RANKS = 65536;
constexpr int AGES = 101;
constexpr double FULL = 4294967296.0;

enum Activity : uint8_t { CHILD, STUDENT, INACTIVE, UNEMPLOYED, FORMAL, INFORMAL, OWN_ACCOUNT, FAMILY_WORKER, RETIRED };
enum Insurance : uint8_t { NONE, COMPULSORY, VOLUNTARY };

// Months counted from January 1900.
constexpr int monthIndex(int year, int month) { return (year - 1900) * 12 + month - 1; }

// Pointers to the columns. Kernels take it by value: a compiler then knows that writing to a column moves none of them.
struct Population {
  int count;
  int32_t *key0, *key1, *mother, *father, *partner, *household;
  int16_t *birthMonth, *exitMonth, *lastBirthMonth, *lumpSumMonth;
  uint16_t *cohort, *areaRank, *participationRank, *jobRank, *voluntaryRank, *statusRank, *earningsRank,
      *householdRank, *deprivationRank, *compulsoryTotal, *voluntaryTotal, *claimChild;
  uint8_t *died, *sex, *age, *endedUnions, *births, *livingChildren, *region, *area, *ethnicity, *education, *activity,
      *insurance, *lumpSumOpen, *quintile, *decile, *poverty;
  uint32_t *survivalRank, *compulsoryMonths, *voluntaryMonths, *earnings, *declaredWage, *declaredWageBefore,
      *incomePerHead;

  explicit Population(Dump& dump) : count(dump.integer("people.count")) {
    const auto load = [&](auto*& column, const char* name) {
      using T = std::remove_reference_t<decltype(*column)>;
      column = dump.array<T>(std::string("people.") + name);
    };
    load(key0, "key0");
    load(key1, "key1");
    load(mother, "mother");
    load(father, "father");
    load(partner, "partner");
    load(household, "household");
    load(birthMonth, "birthMonth");
    load(exitMonth, "exitMonth");
    load(lastBirthMonth, "lastBirthMonth");
    load(lumpSumMonth, "lumpSumMonth");
    load(cohort, "cohort");
    load(areaRank, "areaRank");
    load(participationRank, "participationRank");
    load(jobRank, "jobRank");
    load(voluntaryRank, "voluntaryRank");
    load(statusRank, "statusRank");
    load(earningsRank, "earningsRank");
    load(householdRank, "householdRank");
    load(deprivationRank, "deprivationRank");
    load(compulsoryTotal, "compulsoryTotal");
    load(voluntaryTotal, "voluntaryTotal");
    load(claimChild, "claimChild");
    load(died, "died");
    load(sex, "sex");
    load(age, "age");
    load(endedUnions, "endedUnions");
    load(births, "births");
    load(livingChildren, "livingChildren");
    load(region, "region");
    load(area, "area");
    load(ethnicity, "ethnicity");
    load(education, "education");
    load(activity, "activity");
    load(insurance, "insurance");
    load(lumpSumOpen, "lumpSumOpen");
    load(quintile, "quintile");
    load(decile, "decile");
    load(poverty, "poverty");
    load(survivalRank, "survivalRank");
    load(compulsoryMonths, "compulsoryMonths");
    load(voluntaryMonths, "voluntaryMonths");
    load(earnings, "earnings");
    load(declaredWage, "declaredWage");
    load(declaredWageBefore, "declaredWageBefore");
    load(incomePerHead, "incomePerHead");
  }
};

// Ones among twelve bits: months of a year.
inline int countMonths(uint32_t bits) {
  const uint32_t pairs = bits - (bits >> 1 & 0x555);
  const uint32_t fours = (pairs & 0x333) + (pairs >> 2 & 0x333);
  return static_cast<int>((fours & 0xf) + (fours >> 4 & 0xf) + (fours >> 8));
}

// The parent whose work and insurance stand for a child's; the child itself where there is none.
inline int workerOf(const Population& people, int child, int mother, int father) {
  if (mother == NOBODY) return father == NOBODY ? child : father;
  return father != NOBODY && people.insurance[mother] == NONE && people.insurance[father] != NONE ? father : mother;
}
