// The reference kernels in C++: reads the dump named on the command line and prints one line of JSON a kernel.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "births.h"
#include "child_tier.h"
#include "contributions.h"
#include "counting.h"
#include "deaths.h"
#include "incomes.h"
#include "measure.h"
#include "work.h"

namespace {

// A column that a kernel changes.
struct Column {
  std::string name;
  std::function<void()> restore;
  std::function<int64_t()> total;
};

// The columns as they were, those that kernels change, and how often kernels are repeated.
struct Bench {
  Dump& dump;
  Population start, people;
  Repetitions repetitions;
  int endedYear, begunYear;

  explicit Bench(Dump& from)
      : dump(from),
        start(from),
        people(from),
        repetitions(from),
        endedYear(from.integer("endedYear")),
        begunYear(endedYear + 1) {}

  template <class T>
  Column column(const char* name, T* Population::* member) const {
    T* const now = people.*member;
    const T* const before = start.*member;
    const int count = people.count;
    return {name, [=] { std::copy_n(before, count, now); }, [=] { return weighted(now, count); }};
  }

  // Measures a kernel that changes columns, and whatever else `reset` brings back and `totals` totals.
  template <class Reset, class Run, class GetTotals>
  void measure(const char* kernel, const std::vector<Column>& changed, Reset reset, Run run, GetTotals totals) const {
    ::measure(
        kernel, repetitions, people.count,
        [&] {
          for (const Column& column : changed) column.restore();
          reset();
        },
        run,
        [&] {
          Totals all = totals();
          for (const Column& column : changed) all.push_back({column.name, column.total()});
          return all;
        });
  }
};

void draws(const Bench& bench) {
  const Population& people = bench.people;
  const uint32_t process = bench.dump.integer("process.labour");
  Words sum{};
  bench.measure(
      "draws", {}, [&] { sum = {}; },
      [&] {
        uint32_t first = 0;
        uint32_t second = 0;
        for (int i = 0; i < people.count; i++) {
          const Words word = threefry(people.key0[i], people.key1[i], bench.begunYear, process);
          first += word.first;
          second += word.second;
        }
        sum = {first, second};
      },
      [&] { return Totals{{"first", sum.first}, {"second", sum.second}}; });
}

void deaths(const Bench& bench) {
  const Population& people = bench.people;
  const Survival survival(bench.dump);
  std::vector<double> dead(CELLS);
  const std::vector<Column> changed{
      bench.column("exitMonth", &Population::exitMonth),
      bench.column("died", &Population::died),
      bench.column("age", &Population::age),
      bench.column("area", &Population::area),
      bench.column("partner", &Population::partner),
      bench.column("endedUnions", &Population::endedUnions),
      bench.column("household", &Population::household),
      bench.column("livingChildren", &Population::livingChildren),
  };
  bench.measure(
      "deaths", changed, [&] { std::fill(dead.begin(), dead.end(), 0); },
      [&] { leave(people, survival, bench.begunYear, dead); },
      [&] { return Totals{{"deaths", weighted(dead)}}; });
}

void births(const Bench& bench) {
  const Fertility fertility(bench.dump);
  AgeGroups groups;
  Expecting found;
  const auto total = [&](int Expectant::* figure) {
    std::vector<int> figures;
    for (const Expectant& one : found.expectants) figures.push_back(one.*figure);
    return weighted(figures);
  };
  bench.measure(
      "births", {}, [] {}, [&] { found = selectMothers(bench.people, fertility, bench.begunYear, groups); },
      [&] {
        return Totals{{"mothers", total(&Expectant::mother)},
                      {"months", total(&Expectant::month)},
                      {"children", total(&Expectant::children)},
                      {"losing", weighted(found.losing)},
                      {"adopting", weighted(found.adopting)}};
      });
}

void labour(const Bench& bench) {
  const Population& people = bench.people;
  const Labour tables(bench.dump);
  const std::vector<Column> changed{
      bench.column("participationRank", &Population::participationRank),
      bench.column("jobRank", &Population::jobRank),
      bench.column("voluntaryRank", &Population::voluntaryRank),
      bench.column("statusRank", &Population::statusRank),
      bench.column("earningsRank", &Population::earningsRank),
      bench.column("householdRank", &Population::householdRank),
      bench.column("compulsoryMonths", &Population::compulsoryMonths),
      bench.column("voluntaryMonths", &Population::voluntaryMonths),
      bench.column("activity", &Population::activity),
      bench.column("insurance", &Population::insurance),
      bench.column("earnings", &Population::earnings),
      bench.column("declaredWage", &Population::declaredWage),
      bench.column("declaredWageBefore", &Population::declaredWageBefore),
      bench.column("compulsoryTotal", &Population::compulsoryTotal),
      bench.column("voluntaryTotal", &Population::voluntaryTotal),
      bench.column("lumpSumOpen", &Population::lumpSumOpen),
      bench.column("lumpSumMonth", &Population::lumpSumMonth),
  };
  bench.measure(
      "work", changed, [] {},
      [&] {
        work(people, tables, bench.begunYear);
        contribute(people, tables, bench.begunYear);
      },
      [] { return Totals(); });
}

void incomes(const Bench& bench) {
  const Population& people = bench.people;
  const Income tables(bench.dump);
  std::vector<Household> households(people.count);
  std::vector<int> references;
  const std::vector<Column> changed{
      bench.column("incomePerHead", &Population::incomePerHead),
      bench.column("quintile", &Population::quintile),
      bench.column("decile", &Population::decile),
      bench.column("poverty", &Population::poverty),
  };
  bench.measure(
      "incomes", changed, [] {}, [&] { householdIncomes(people, tables, bench.begunYear, households, references); },
      [] { return Totals(); });
}

void contributions(const Bench& bench) {
  const ContributionLaw law(bench.dump);
  ContributionSums sums;
  bench.measure(
      "contributions", {}, [&] { sums = ContributionSums(); }, [&] { collect(bench.people, law, bench.endedYear, sums); },
      [&] {
        return Totals{{"employersDong", weighted(sums.dong[0])},
                      {"employees", weighted(sums.persons[0])},
                      {"ownersDong", weighted(sums.dong[1])},
                      {"owners", weighted(sums.persons[1])}};
      });
}

int64_t tierTotal(const std::vector<TierFigures>& cells) {
  std::vector<double> figures;
  for (const TierFigures& cell : cells)
    figures.insert(figures.end(), {cell.eligible, cell.beneficiaries, cell.outOfNeed, cell.dong});
  return weighted(figures);
}

void childTier(const Bench& bench) {
  const ChildTier tier(bench.dump);
  Tally inNeed;
  ChildSums sums(bench.people.count);
  bench.measure(
      "child tier", {}, [&] { sums = ChildSums(bench.people.count); },
      [&] { payChildren(bench.people, tier, bench.endedYear, inNeed, sums); },
      [&] {
        return Totals{{"tier", tierTotal(sums.tier)},
                      {"union", tierTotal(sums.together)},
                      {"childMonths", weighted(sums.childMonths)},
                      {"children", sums.children},
                      {"needyReached", sums.needyReached},
                      {"othersReached", sums.othersReached},
                      {"atFloor", sums.atFloor},
                      {"households", static_cast<int64_t>(sums.paidHouseholds.size())},
                      {"householdDong", weighted(sums.householdDong)}};
      });
}

void counting(const Bench& bench) {
  const double* lastWorkingAge = bench.dump.array<double>("labour.workingAgeLast");
  LifeTallies tallies;
  LifeSums sums;
  bench.measure(
      "counting", {}, [&] { sums = LifeSums(); },
      [&] { countResidents(bench.people, lastWorkingAge, bench.endedYear, tallies, sums); },
      [&] {
        return Totals{{"counted", sums.counted},
                      {"population", weighted(sums.population)},
                      {"insured", weighted(sums.insured)},
                      {"workingAgeForce", weighted(sums.workingAgeForce)}};
      });
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 2) throw std::runtime_error("give the folder of the dump");
    Dump dump(argv[1]);
    const Bench bench(dump);
    draws(bench);
    deaths(bench);
    births(bench);
    labour(bench);
    incomes(bench);
    contributions(bench);
    childTier(bench);
    counting(bench);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
