"""The reference kernels in NumPy: reads the dump named on the command line and prints one line of JSON a kernel."""

import sys

import numpy as np

from births import select_mothers
from child_tier import pay_children
from contributions import collect
from counting import count_residents
from deaths import leave
from dump import Table, numbers
from incomes import household_incomes
from measure import measure, weighted
from population import RANKS
from threefry import threefry
from work import contribute, work

EXIT_COLUMNS = ("exitMonth", "died", "age", "area", "partner", "endedUnions", "household", "livingChildren")
WORK_COLUMNS = (
    "participationRank",
    "jobRank",
    "voluntaryRank",
    "statusRank",
    "earningsRank",
    "householdRank",
    "compulsoryMonths",
    "voluntaryMonths",
    "activity",
    "insurance",
    "earnings",
    "declaredWage",
    "declaredWageBefore",
    "compulsoryTotal",
    "voluntaryTotal",
    "lumpSumOpen",
    "lumpSumMonth",
)
INCOME_COLUMNS = ("incomePerHead", "quintile", "decile", "poverty")


def main(folder):
    header = numbers(folder)
    start, people = Table(folder, "people"), Table(folder, "people")
    survival, fertility, labour = Table(folder, "survival"), Table(folder, "fertility"), Table(folder, "labour")
    lump_sum, earnings, income = Table(folder, "lumpSum"), Table(folder, "earnings"), Table(folder, "income")
    tier, law = Table(folder, "tier"), Table(folder, "law")
    wage_zone = np.fromfile(f"{folder}/wageZone.u8", "<u1")
    processes = vars(Table(folder, "process"))
    repetitions = vars(Table(folder, "repetitions"))
    step_household = int(np.floor(income.step * RANKS + 0.5))
    ended = header["endedYear"]
    begun = ended + 1

    def bench(kernel, changed, run, totals):
        def restore():
            for name in changed:
                getattr(people, name)[:] = getattr(start, name)

        def all_totals(answer):
            columns = {name: weighted(getattr(people, name)) for name in changed}
            return {**columns, **totals(answer)}

        measure(kernel, repetitions, people.count, restore, run, all_totals)

    def draws():
        first, second = threefry(people.key0, people.key1, begun, processes["labour"])
        return first.sum(dtype=np.uint32), second.sum(dtype=np.uint32)

    def year_of_work():
        work(people, labour, earnings, step_household, processes, begun)
        contribute(people, lump_sum, processes, begun)

    def totals_of(*names):
        return lambda answer: {name: weighted(value) for name, value in zip(names, answer)}

    bench("draws", (), draws, totals_of("first", "second"))
    bench(
        "deaths",
        EXIT_COLUMNS,
        lambda: leave(people, survival, begun),
        lambda dead: {"deaths": weighted(dead)},
    )
    bench(
        "births",
        (),
        lambda: select_mothers(people, fertility, processes["fertility"], begun),
        totals_of("mothers", "months", "children", "losing", "adopting"),
    )
    bench("work", WORK_COLUMNS, year_of_work, lambda _: {})
    bench("incomes", INCOME_COLUMNS, lambda: household_incomes(people, income, begun), lambda _: {})
    bench(
        "contributions",
        (),
        lambda: collect(people, law, wage_zone, ended),
        lambda sums: {
            "employersDong": weighted(sums[0][0]),
            "employees": weighted(sums[0][1]),
            "ownersDong": weighted(sums[1][0]),
            "owners": weighted(sums[1][1]),
        },
    )
    bench(
        "child tier",
        (),
        lambda: pay_children(people, tier, law, ended),
        lambda sums: {name: weighted(value) for name, value in sums.items()},
    )
    bench(
        "counting",
        (),
        lambda: count_residents(people, labour.workingAgeLast, ended),
        totals_of("counted", "population", "insured", "workingAgeForce"),
    )


main(sys.argv[1])
