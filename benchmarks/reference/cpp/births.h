// Who gives birth in a year, loses a pregnancy or adopts: scores, and within each single age the lowest; then the dates.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "population.h"
#include "threefry.h"

constexpr int FIRST_MOTHER = 14;
constexpr int LAST_MOTHER = 49;
constexpr int GROUPS = LAST_MOTHER - FIRST_MOTHER + 1;
constexpr int FIRST_ADOPTING_AGE = 25;
constexpr int PARITIES = 5;

struct Fertility {
  const double *rate, *risk, *parity, *spacing, *spacingOfYear, *unions;
  int regions, longest;
  double twinShare, lossesPerDelivery, adoptionChance, deliveriesOffset, twinsOffset, lossesOffset;
  uint32_t process;

  explicit Fertility(Dump& dump)
      : rate(dump.array<double>("fertility.rate")),
        risk(dump.array<double>("fertility.risk")),
        parity(dump.array<double>("fertility.parity")),
        spacing(dump.array<double>("fertility.spacing")),
        spacingOfYear(dump.array<double>("fertility.spacingOfYear")),
        unions(dump.array<double>("fertility.union")),
        regions(dump.integer("fertility.regions")),
        longest(dump.integer("fertility.longest")),
        twinShare(dump.number("fertility.twinShare")),
        lossesPerDelivery(dump.number("fertility.lossesPerDelivery")),
        adoptionChance(dump.number("fertility.adoptionChance")),
        deliveriesOffset(dump.number("fertility.offset.deliveries")),
        twinsOffset(dump.number("fertility.offset.twins")),
        lossesOffset(dump.number("fertility.offset.losses")),
        process(dump.integer("process.fertility")) {}
};

struct Expectant {
  int mother, month, children;
};

struct Expecting {
  std::vector<Expectant> expectants;
  std::vector<int> losing, adopting;
};

// Women of one single age on 1 January, with what the rates let expect before and after their birthdays.
struct AgeGroup {
  std::vector<int> woman;
  std::vector<double> score;
  double before, after;
};

using AgeGroups = std::array<AgeGroup, GROUPS>;

// Gathers the women by age with their scores; answers who adopts in `adopting`.
inline void score(Population people, Fertility fertility, int year, AgeGroups& groups, std::vector<int>& adopting) {
  const double adopts = FULL * (1 - fertility.adoptionChance);
  const int january = monthIndex(year, 1);
  for (AgeGroup& group : groups) {
    group.woman.clear();
    group.score.clear();
    group.before = group.after = 0;
  }
  for (int i = 0; i < people.count; i++) {
    if (people.sex[i] != 1) continue;
    const int age = (january - 1 - people.birthMonth[i]) / 12;
    const int exit = people.exitMonth[i];
    if (age < FIRST_MOTHER || age > LAST_MOTHER || exit < january) continue;
    AgeGroup& group = groups[age - FIRST_MOTHER];
    const int birthday = people.birthMonth[i] % 12;
    const double younger = birthday * fertility.rate[age] / 12;
    const double older = (12 - birthday) * fertility.rate[age + 1] / 12;
    const double lived = exit == STILL_HERE ? 1 : 0.5;
    group.before += lived * younger;
    group.after += lived * older;
    if (exit != STILL_HERE) continue;
    const int schooling = age < 20 ? 0 : age / 5 - 3;
    const int last = people.lastBirthMonth[i];
    const int region = people.region[i];
    const int home = (region * 2 + people.area[i]) * 2 + people.ethnicity[i];
    const double relative = fertility.risk[(schooling * fertility.regions * 4 + home) * 4 + people.education[i]] *
                            fertility.parity[region * PARITIES + std::min<int>(people.births[i], 4)] *
                            fertility.unions[people.partner[i] == NOBODY ? 0 : 1] *
                            (last == 0 ? 1 : fertility.spacingOfYear[std::min(january - last, fertility.longest)]);
    const double chance = (younger + older) * relative;
    if (chance == 0) continue;
    const uint32_t draw = threefry(people.key0[i], people.key1[i], year, fertility.process).first;
    group.woman.push_back(i);
    group.score.push_back((draw + 0.5) / FULL / chance);
    if (draw >= adopts && age >= FIRST_ADOPTING_AGE && people.partner[i] != NOBODY) adopting.push_back(i);
  }
}

// Rounds figures such that their sum, from the first to any, is rounded at the given offset.
struct Rounder {
  double sum;

  int operator()(double figure) {
    const double whole = std::floor(sum);
    sum += figure;
    return static_cast<int>(std::floor(sum) - whole);
  }
};

// The women of a group who come after the first `skipped` in the order of scores, `wanted` of them.
inline std::vector<int> between(const AgeGroup& group, int skipped, int wanted, std::vector<double>& sorted) {
  const auto smallest = [&](int rank) {
    std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.end());
    return sorted[rank];
  };
  sorted = group.score;
  const double last = smallest(skipped + wanted - 1);
  const double first = skipped == 0 ? -1 : smallest(skipped - 1);
  std::vector<int> women;
  for (std::size_t n = 0; n < group.woman.size(); n++)
    if (group.score[n] <= last && group.score[n] > first) women.push_back(group.woman[n]);
  return women;
}

// What decides about the date of a mother's delivery and its twins.
struct Delivery {
  int mother, birthday;
  std::array<double, 12> weight;
  double ownShare, share, twin;
  bool early, twins;

  // Place in the order of those who deliver before their birthday: who must comes first, who cannot last.
  double lean() const { return ownShare == 0 ? 2 : ownShare == 1 ? -2 : share - ownShare; }
};

inline Delivery drawDelivery(const Population& people, const Fertility& fertility, int year, int mother) {
  const int january = monthIndex(year, 1);
  const int last = people.lastBirthMonth[mother];
  const int age = (january - 1 - people.birthMonth[mother]) / 12;
  Delivery delivery{};
  delivery.mother = mother;
  delivery.birthday = people.birthMonth[mother] % 12;
  double before = 0;
  double all = 0;
  for (int month = 0; month < 12; month++) {
    const double interval = last == 0 ? 1 : fertility.spacing[std::min(fertility.longest, january + month - last)];
    delivery.weight[month] = interval * fertility.rate[month < delivery.birthday ? age : age + 1];
    all += delivery.weight[month];
    if (month < delivery.birthday) before += delivery.weight[month];
  }
  const uint32_t draw = threefry(people.key0[mother], people.key1[mother], year, fertility.process).second;
  delivery.ownShare = before / all;
  delivery.share = (draw & 0xffff) / 65536.0;
  delivery.twin = (draw >> 16) / 65536.0;
  return delivery;
}

// Month of the year (0..11) on the wanted side of the birthday, or on the other one if that cannot be.
inline int monthOf(const Delivery& delivery) {
  const double own = delivery.ownShare;
  const bool before = own == 1 || (delivery.early && own > 0);
  const int from = before ? 0 : delivery.birthday;
  const int to = before ? delivery.birthday : 12;
  const double within = delivery.share < own ? delivery.share / own : (delivery.share - own) / (1 - own);
  double sum = 0;
  for (int month = from; month < to; month++) sum += delivery.weight[month];
  double place = within * sum;
  int month = from;
  while (month < to - 1 && (delivery.weight[month] == 0 || place >= delivery.weight[month])) place -= delivery.weight[month++];
  return month;
}

// Dates the deliveries of one age: `early` of them before the birthday, `twins` of them twins.
inline void dateBirths(const Population& people, const Fertility& fertility, int year, const std::vector<int>& mothers,
                       int early, int twins, std::vector<Expectant>& expectants) {
  std::vector<Delivery> deliveries;
  for (int mother : mothers) deliveries.push_back(drawDelivery(people, fertility, year, mother));
  std::sort(deliveries.begin(), deliveries.end(), [](const Delivery& a, const Delivery& b) {
    return a.lean() != b.lean() ? a.lean() < b.lean() : a.mother < b.mother;
  });
  for (std::size_t n = 0; n < deliveries.size(); n++) deliveries[n].early = static_cast<int>(n) < early;
  if (twins > 0) {
    std::sort(deliveries.begin(), deliveries.end(), [](const Delivery& a, const Delivery& b) {
      return a.twin != b.twin ? a.twin < b.twin : a.mother < b.mother;
    });
    for (int n = 0; n < twins; n++) deliveries[n].twins = true;
  }
  for (const Delivery& delivery : deliveries)
    expectants.push_back({delivery.mother, monthIndex(year, 1) + monthOf(delivery), delivery.twins ? 2 : 1});
}

inline Expecting selectMothers(Population people, Fertility fertility, int year, AgeGroups& groups) {
  Expecting expecting;
  score(people, fertility, year, groups, expecting.adopting);
  const double perBirth = 1 / (1 + fertility.twinShare);
  Rounder roundDeliveries{fertility.deliveriesOffset};
  Rounder roundTwins{fertility.twinsOffset};
  Rounder roundLosses{fertility.lossesOffset};
  std::vector<double> sorted;
  for (int age = GROUPS - 1; age >= 0; age--) {
    const AgeGroup& group = groups[age];
    const int women = static_cast<int>(group.woman.size());
    const int late = roundDeliveries(group.after * perBirth);
    const int early = roundDeliveries(group.before * perBirth);
    const int wanted = std::min(women, late + early);
    const int twins = roundTwins(wanted * fertility.twinShare);
    const int losses = std::min(women - wanted, roundLosses(wanted * fertility.lossesPerDelivery));
    if (losses > 0)
      for (int woman : between(group, wanted, losses, sorted)) expecting.losing.push_back(woman);
    if (wanted > 0)
      dateBirths(people, fertility, year, between(group, 0, wanted, sorted), wanted - late, twins, expecting.expectants);
  }
  std::sort(expecting.expectants.begin(), expecting.expectants.end(),
            [](const Expectant& a, const Expectant& b) { return a.mother < b.mother; });
  std::sort(expecting.losing.begin(), expecting.losing.end());
  return expecting;
}
