"""Contributions of compulsory members to the sickness and maternity fund: the employer's, and the owner's own."""

import numpy as np

from law import stretches
from population import COMPULSORY, OWN_ACCOUNT, STILL_HERE, month_index

MEMBER_CELLS = 2 * 6
ALL_YEAR = 0xFFF
MONTHS = np.array([bits.bit_count() for bits in range(ALL_YEAR + 1)])


def collect(people, law, wage_zone, year):
    """Answers dong and persons by sex and region: of employers and their employees, then of owners."""
    january = month_index(year, 1)
    i = np.flatnonzero(people.compulsoryMonths & ALL_YEAR)
    exit_month = people.exitMonth[i]
    member = people.insurance[i] == COMPULSORY
    pays = (exit_month == STILL_HERE) | ((exit_month > january) & member)
    i, exit_month, member = i[pays], exit_month[pays], member[pays]
    lived = np.minimum(12, exit_month.astype(np.int64) - january)
    months = np.where(
        exit_month == STILL_HERE, people.compulsoryMonths[i] & ALL_YEAR, ALL_YEAR & ~(ALL_YEAR >> lived)
    )

    rate, base = law.sickness_maternity_rate, law.base_salary
    floor_is_base, multiple = law.contribution_floor_is_base_salary, law.contribution_ceiling_multiple
    minimum = (law.minimum_wage_1, law.minimum_wage_2, law.minimum_wage_3, law.minimum_wage_4)
    zone = wage_zone[people.region[i].astype(np.int64) * 2 + people.area[i]] - 1
    wage = people.declaredWage[i]
    dong = np.zeros(i.size)
    for m, end in stretches(rate, base, floor_is_base, multiple, *minimum):
        floor = np.array([base[m] if floor_is_base[m] == 1 else wages[m] for wages in minimum])
        insured = np.minimum(np.maximum(wage, floor[zone]), multiple[m] * base[m])
        open_months = MONTHS[months & (ALL_YEAR >> m) & ~(ALL_YEAR >> end)]
        dong += open_months * np.floor(rate[m] * insured + 0.5)

    owner = member & (people.activity[i] == OWN_ACCOUNT)
    cell = people.sex[i].astype(np.int64) * 6 + people.region[i]
    paid = dong > 0
    return [
        (np.bincount(cell[some], dong[some], MEMBER_CELLS), np.bincount(cell[some & paid], minlength=MEMBER_CELLS))
        for some in (~owner, owner)
    ]
