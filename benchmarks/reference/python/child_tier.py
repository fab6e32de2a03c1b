"""A universal child benefit by the month of childhood, with the sums that are booked for it."""

import numpy as np

from law import stretches
from population import NOBODY, RANKS, STILL_HERE, cells_of, month_index, worker_of

CHILD_BELOW_MONTHS = 16 * 12


def present(people, children, parents):
    """The parents who live in the children's households, NOBODY for the others."""
    together = people.household[parents] == people.household[children]
    return np.where((parents != NOBODY) & (people.exitMonth[parents] == STILL_HERE) & together, parents, NOBODY)


def pay_children(people, tier, law, year):
    """Answers the sums by name."""
    january = month_index(year, 1)
    i = np.flatnonzero((january - people.birthMonth < CHILD_BELOW_MONTHS) & (people.exitMonth > january))
    # Months of the year in which the child lives, and of these the ones under sixteen.
    born = people.birthMonth[i].astype(np.int64) - january
    exit_month = people.exitMonth[i]
    first = np.maximum(0, born)
    last = np.where(exit_month == STILL_HERE, 12, np.minimum(12, exit_month.astype(np.int64) - january))
    lives = first < last
    i, born, first, last = i[lives], born[lives], first[lives], last[lives]
    need_end = np.minimum(last, born + CHILD_BELOW_MONTHS)
    need = np.maximum(0, need_end - first)
    mothers = present(people, i, people.mother[i])
    fathers = present(people, i, people.father[i])
    workers = worker_of(people, i, mothers, fathers)

    eligible = np.zeros(i.size)
    claimed = np.zeros(i.size)
    out_of_need = np.zeros(i.size)
    dong = np.zeros(i.size)
    limit, level = law.universal_benefit_age_limit, law.universal_benefit_level
    lines, take_up = law.universal_benefit_lines, law.take_up_universal_benefit
    standard, urban, rural = law.social_assistance_standard, law.poverty_line_urban, law.poverty_line_rural
    claim = people.claimChild[i]
    area = people.area[i]
    for m, end in stretches(limit, level, lines, take_up, standard, urban, rural):
        line = np.array([urban[m], rural[m]])
        amount = np.floor(level[m] * standard[m] + lines[m] * line + 0.5)
        start = np.maximum(np.maximum(first, born + tier.ageFrom), max(m, getattr(tier, "from") - january))
        until = np.minimum(np.minimum(last, born + min(tier.ageBelow, int(limit[m]) * 12)), end)
        months = np.maximum(0, until - start)
        claims = np.where(claim < take_up[m] * RANKS, months, 0)
        eligible += months
        claimed += claims
        out_of_need += np.where(claims > 0, np.maximum(0, until - np.maximum(start, need_end)), 0)
        dong += amount[area] * claims

    figures = [cells_of(people, i, workers, weights) for weights in (eligible, claimed, out_of_need, dong)]
    # [cell, figure], as the sums of a tier are kept; the tiers of the scenario together are the same figures once more.
    booked = np.stack(figures, axis=1)
    together = booked.copy()
    paid = dong > 0
    home = people.household[i[paid]]
    household_dong = np.bincount(home, dong[paid], people.count)
    resident = (people.exitMonth[i] == STILL_HERE) & (11 - born < CHILD_BELOW_MONTHS)
    needy = people.poverty[people.household[i]] != 0
    return {
        "tier": booked,
        "union": together,
        "childMonths": cells_of(people, i, workers, need),
        "children": np.count_nonzero(need),
        "needyReached": np.count_nonzero(paid & resident & needy),
        "othersReached": np.count_nonzero(paid & resident & ~needy),
        "atFloor": np.count_nonzero(paid & (need > 0) & (dong >= 0.25 * tier.floorLine[area] * need)),
        "households": np.count_nonzero(household_dong),
        "householdDong": household_dong,
    }
