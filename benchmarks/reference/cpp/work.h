// One year of work: places in the labour market, activity, insurance, months contributed, pay; then months contributed in
// all, and their withdrawal.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "population.h"
#include "threefry.h"

struct Labour {
  int firstYear, cells, ownersRow, ownersMonth, stepStatus, stepEarnings, stepHousehold;
  double memberShare, renewParticipation, renewVoluntary, declaredShare;
  const int32_t *inLabourForce, *employed, *student, *voluntary, *informal, *withdrawalLimit;
  const uint16_t *formal;
  const double *retirementAge, *workingAgeLast, *renewJob, *formalMean, *statusRatio, *wageIndex, *persistent, *transitory;
  int waitingMonths, belowMonths, closedFrom;
  uint32_t labourProcess, ranksProcess, withdrawalProcess;

  explicit Labour(Dump& dump)
      : firstYear(dump.integer("labour.firstYear")),
        cells(dump.integer("labour.cells")),
        ownersRow(dump.integer("labour.ownersRow")),
        ownersMonth(dump.integer("labour.ownersMonth")),
        stepStatus(dump.integer("labour.renewal.status")),
        stepEarnings(dump.integer("labour.renewal.earnings")),
        stepHousehold(static_cast<int>(std::round(dump.number("income.step") * RANKS))),
        memberShare(dump.number("labour.memberShare")),
        renewParticipation(dump.number("labour.renewal.participation")),
        renewVoluntary(dump.number("labour.renewal.voluntary")),
        declaredShare(dump.number("earnings.declaredShare")),
        inLabourForce(dump.array<int32_t>("labour.inLabourForce")),
        employed(dump.array<int32_t>("labour.employed")),
        student(dump.array<int32_t>("labour.student")),
        voluntary(dump.array<int32_t>("labour.voluntary")),
        informal(dump.array<int32_t>("labour.informal")),
        withdrawalLimit(dump.array<int32_t>("lumpSum.limit")),
        formal(dump.array<uint16_t>("labour.formal")),
        retirementAge(dump.array<double>("labour.retirementAge")),
        workingAgeLast(dump.array<double>("labour.workingAgeLast")),
        renewJob(dump.array<double>("labour.renewal.job")),
        formalMean(dump.array<double>("earnings.formalMean")),
        statusRatio(dump.array<double>("earnings.statusRatio")),
        wageIndex(dump.array<double>("earnings.wageIndex")),
        persistent(dump.array<double>("earnings.persistent")),
        transitory(dump.array<double>("earnings.transitory")),
        waitingMonths(dump.integer("lumpSum.waitingMonths")),
        belowMonths(dump.integer("lumpSum.belowMonths")),
        closedFrom(dump.integer("lumpSum.closedFrom")),
        labourProcess(dump.integer("process.labour")),
        ranksProcess(dump.integer("process.ranks")),
        withdrawalProcess(dump.integer("process.withdrawal")) {}
};

constexpr int REGION_CELLS = 4 * 4 * AGES;
constexpr int TERTIARY = 3;
constexpr int TERTIARY_AGE = 22;
constexpr int LAST_CAREER_AGE = 85;
constexpr uint32_t YEAR_BITS = 0xfff;

// A rank after a whole step, reflected at both ends.
inline uint16_t walk(int rank, int step) {
  const int moved = rank + step;
  return static_cast<uint16_t>(moved < 0 ? -1 - moved : moved >= RANKS ? 2 * RANKS - 1 - moved : moved);
}

// The year's draws of one person: changes of place. `moment` is the month of a change of membership, `luck` the slice of
// the transitory part of earnings.
inline void renew(const Population& people, const Labour& labour, int i, int year, int& moment, int& luck) {
  const Words word = threefry(people.key0[i], people.key1[i], year, labour.labourProcess);
  moment = static_cast<int>((word.second >> 12 & 31) * 12 >> 5);
  luck = static_cast<int>(word.second >> 17 & 127);
  const bool participates = (word.first & 0xfff) < labour.renewParticipation;
  const bool job = (word.first >> 12 & 0xfff) < labour.renewJob[people.age[i]];
  const bool voluntary = word.first >> 26 < labour.renewVoluntary;
  const int earningsStep = static_cast<int>((word.second & 0xfff) * (2 * labour.stepEarnings + 1) >> 12);
  const int householdStep = static_cast<int>((word.second >> 24) * (2 * labour.stepHousehold + 1) >> 8);
  people.earningsRank[i] = walk(people.earningsRank[i], earningsStep - labour.stepEarnings);
  people.householdRank[i] = walk(people.householdRank[i], householdStep - labour.stepHousehold);
  if (!participates && !job && !voluntary) return;
  const Words fresh = threefry(people.key0[i], people.key1[i], year, labour.ranksProcess);
  if (participates) people.participationRank[i] = fresh.first & 0xffff;
  if (job) {
    people.jobRank[i] = fresh.first >> 16;
    const int step = static_cast<int>((fresh.second >> 16) * (2 * labour.stepStatus + 1) >> 16);
    people.statusRank[i] = walk(people.statusRank[i], step - labour.stepStatus);
  }
  if (voluntary) people.voluntaryRank[i] = fresh.second & 0xffff;
}

inline void work(Population people, Labour labour, int year) {
  const int row = year - labour.firstYear;
  const double wage = labour.wageIndex[row];
  for (int i = 0; i < people.count; i++) {
    const int age = people.age[i];
    if (age < 15 || people.exitMonth[i] != STILL_HERE) continue;
    const int sex = people.sex[i];
    int moment = 0;
    int luck = 64;
    if (age <= LAST_CAREER_AGE) renew(people, labour, i, year, moment, luck);

    const int ageRow = sex * AGES + age;
    const int participation = people.participationRank[i];
    const int before = people.insurance[i];
    int status = NONE;
    int activity;
    double pay = 0;
    if (participation < labour.employed[ageRow]) {
      const int pair = sex * 2 + people.area[i];
      const int attained = people.education[i] == TERTIARY && age < TERTIARY_AGE ? TERTIARY - 1 : people.education[i];
      const int region = people.region[i];
      const int limit = labour.formal[row * labour.cells + region * REGION_CELLS + (pair * 4 + attained) * AGES + age];
      const int rank = people.jobRank[i];
      if (rank < limit) {
        activity = FORMAL;
        if (rank < limit * labour.memberShare) status = COMPULSORY;
      } else {
        const int32_t* kinds = labour.informal + (row * 2 + sex) * 3;
        const int place = people.statusRank[i];
        if (place < kinds[0]) {
          activity = INFORMAL;
        } else if (place >= kinds[2]) {
          activity = FAMILY_WORKER;
        } else {
          activity = OWN_ACCOUNT;
          if (place < kinds[1]) {
            status = COMPULSORY;
            if (row == labour.ownersRow) moment = labour.ownersMonth;
          }
        }
      }
      pay = labour.formalMean[region * 16 + pair * 4 + attained] * labour.statusRatio[activity - FORMAL] * wage *
            labour.persistent[people.earningsRank[i] >> 6] * labour.transitory[luck];
    } else if (participation < labour.inLabourForce[ageRow]) {
      activity = UNEMPLOYED;
    } else if (participation >= labour.student[ageRow] && people.births[i] == 0 && people.partner[i] == NOBODY) {
      activity = STUDENT;
    } else {
      activity = age >= labour.retirementAge[sex] ? RETIRED : INACTIVE;
    }
    if (status == NONE && activity != FORMAL && participation < labour.inLabourForce[ageRow] &&
        age <= labour.workingAgeLast[sex] && people.voluntaryRank[i] < labour.voluntary[row])
      status = VOLUNTARY;

    // Months 0..moment-1 carry the old status: December is bit 0, January bit 11.
    const uint32_t oldMonths = before == status ? YEAR_BITS : YEAR_BITS & ~(YEAR_BITS >> moment);
    const uint32_t newMonths = before == status ? 0 : YEAR_BITS >> moment;
    people.compulsoryMonths[i] = people.compulsoryMonths[i] << 12 | (before == COMPULSORY ? oldMonths : 0) |
                                 (status == COMPULSORY ? newMonths : 0);
    people.voluntaryMonths[i] = people.voluntaryMonths[i] << 12 | (before == VOLUNTARY ? oldMonths : 0) |
                                (status == VOLUNTARY ? newMonths : 0);
    people.activity[i] = static_cast<uint8_t>(activity);
    people.insurance[i] = static_cast<uint8_t>(status);
    people.earnings[i] = static_cast<uint32_t>(pay + 0.5);
    people.declaredWageBefore[i] = people.declaredWage[i];
    if (status == COMPULSORY)
      people.declaredWage[i] = static_cast<uint32_t>(labour.declaredShare * pay + 0.5);
    else if (before != COMPULSORY)
      people.declaredWage[i] = 0;
  }
}

// Adds the year's months to what each has contributed, and lets those withdraw it who may and do.
inline void contribute(Population people, Labour labour, int year) {
  const int january = monthIndex(year, 1);
  const int open = std::clamp(labour.closedFrom - january, 0, 12);
  const uint32_t opening = YEAR_BITS & ~(YEAR_BITS >> open);
  for (int i = 0; i < people.count; i++) {
    if (people.age[i] < 15 || people.exitMonth[i] != STILL_HERE) continue;
    const uint32_t history = people.compulsoryMonths[i] | people.voluntaryMonths[i];
    if (history & YEAR_BITS) {
      people.compulsoryTotal[i] += countMonths(people.compulsoryMonths[i] & YEAR_BITS);
      people.voluntaryTotal[i] += countMonths(people.voluntaryMonths[i] & YEAR_BITS);
      if (history & opening) people.lumpSumOpen[i] = 1;
      continue;
    }
    if (!people.lumpSumOpen[i] || people.compulsoryTotal[i] + people.voluntaryTotal[i] >= labour.belowMonths) continue;
    const int since = history == 0 ? 32 : __builtin_ctz(history);
    const int first = std::max(0, 12 + labour.waitingMonths - since);
    if (first >= 12) continue;
    const Words word = threefry(people.key0[i], people.key1[i], year, labour.withdrawalProcess);
    if (static_cast<int>(word.first & 0xffff) >= labour.withdrawalLimit[people.sex[i] * AGES + people.age[i]]) continue;
    people.lumpSumMonth[i] = static_cast<int16_t>(january + first + static_cast<int>((word.first >> 16) * (12 - first) >> 16));
    people.compulsoryTotal[i] = 0;
    people.voluntaryTotal[i] = 0;
    people.lumpSumOpen[i] = 0;
  }
}
