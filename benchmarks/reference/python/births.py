"""Who gives birth in a year, loses a pregnancy or adopts: scores, and within each single age the lowest; then the dates."""

import math

import numpy as np

from population import FULL, NOBODY, STILL_HERE, month_index
from threefry import threefry

FIRST_MOTHER = 14
LAST_MOTHER = 49
GROUPS = LAST_MOTHER - FIRST_MOTHER + 1
FIRST_ADOPTING_AGE = 25
PARITIES = 5


class Rounder:
    """Rounds figures such that their sum, from the first to any, is rounded at the given offset."""

    def __init__(self, offset):
        self.sum = offset

    def __call__(self, figure):
        whole = math.floor(self.sum)
        self.sum += figure
        return math.floor(self.sum) - whole


def score(people, fertility, process, year):
    """Women with their groups of age and scores, who adopts, and expected births before and after birthdays by group."""
    january = month_index(year, 1)
    age = (january - 1 - people.birthMonth.astype(np.int32)) // 12
    fertile = (people.sex == 1) & (age >= FIRST_MOTHER) & (age <= LAST_MOTHER) & (people.exitMonth >= january)
    woman = np.flatnonzero(fertile)
    age = age[woman]
    here = people.exitMonth[woman] == STILL_HERE
    birthday = people.birthMonth[woman] % 12
    younger = birthday * fertility.rate[age] / 12
    older = (12 - birthday) * fertility.rate[age + 1] / 12
    lived = np.where(here, 1.0, 0.5)
    before = np.bincount(age - FIRST_MOTHER, lived * younger, GROUPS)
    after = np.bincount(age - FIRST_MOTHER, lived * older, GROUPS)

    woman, age, younger, older = woman[here], age[here], younger[here], older[here]
    schooling = np.where(age < 20, 0, age // 5 - 3)
    region = people.region[woman].astype(np.int64)
    home = (region * 2 + people.area[woman]) * 2 + people.ethnicity[woman]
    last = people.lastBirthMonth[woman]
    since = np.minimum(january - last, fertility.spacingOfYear.size - 1)
    relative = (
        fertility.risk[(schooling * fertility.regions * 4 + home) * 4 + people.education[woman]]
        * fertility.parity[region * PARITIES + np.minimum(people.births[woman], 4)]
        * fertility.union[(people.partner[woman] != NOBODY).astype(np.int8)]
        * np.where(last == 0, 1.0, fertility.spacingOfYear[since])
    )
    chance = (younger + older) * relative
    possible = chance != 0
    woman, age, chance = woman[possible], age[possible], chance[possible]
    draw, _ = threefry(people.key0[woman], people.key1[woman], year, process)
    adopts = (
        (draw >= FULL * (1 - fertility.adoptionChance))
        & (age >= FIRST_ADOPTING_AGE)
        & (people.partner[woman] != NOBODY)
    )
    return woman, age - FIRST_MOTHER, (draw + 0.5) / FULL / chance, woman[adopts], before, after


def smallest(values, rank):
    return np.partition(values, rank)[rank]


def select_mothers(people, fertility, process, year):
    """Answers mothers with months and children, in the order of mothers; who loses a pregnancy; who adopts."""
    woman, group, scores, adopting, before, after = score(people, fertility, process, year)
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(GROUPS + 1))
    per_birth = 1 / (1 + fertility.twinShare)
    round_deliveries = Rounder(getattr(fertility, "offset.deliveries"))
    round_twins = Rounder(getattr(fertility, "offset.twins"))
    round_losses = Rounder(getattr(fertility, "offset.losses"))
    mothers, losing = [], []
    early, twins = np.zeros(GROUPS, int), np.zeros(GROUPS, int)
    for g in range(GROUPS - 1, -1, -1):
        members = order[starts[g] : starts[g + 1]]
        women, score_of = woman[members], scores[members]
        late = round_deliveries(after[g] * per_birth)
        wanted = min(women.size, late + round_deliveries(before[g] * per_birth))
        early[g] = wanted - late
        twins[g] = round_twins(wanted * fertility.twinShare)
        losses = min(women.size - wanted, round_losses(wanted * fertility.lossesPerDelivery))
        limit = smallest(score_of, wanted - 1) if wanted > 0 else -1.0
        if losses > 0:
            last = smallest(score_of, wanted + losses - 1)
            losing.append(women[(score_of <= last) & (score_of > limit)])
        mothers.append(women[score_of <= limit])
    mothers = np.concatenate(mothers)
    months, children = date_births(people, fertility, process, year, mothers, early, twins)
    by_mother = np.argsort(mothers)
    losing = np.sort(np.concatenate(losing)) if losing else np.zeros(0, int)
    return mothers[by_mother], months[by_mother], children[by_mother], losing, adopting


def date_births(people, fertility, process, year, mothers, early, twins):
    """Months of delivery and numbers of children; `early` before the birthday and `twins` are wanted by group of age."""
    january = month_index(year, 1)
    born = people.birthMonth[mothers].astype(np.int32)
    birthday = born % 12
    age = (january - 1 - born) // 12
    last = people.lastBirthMonth[mothers].astype(np.int32)
    month = np.arange(12)
    since = np.minimum(fertility.spacing.size - 1, january + month - last[:, None])
    interval = np.where(last[:, None] == 0, 1.0, fertility.spacing[since])
    weight = interval * fertility.rate[np.where(month < birthday[:, None], age[:, None], age[:, None] + 1)]
    own = add_months(weight, np.zeros_like(birthday), birthday) / add_months(weight, np.zeros_like(birthday), 12)

    _, draw = threefry(people.key0[mothers], people.key1[mothers], year, process)
    share = (draw & 0xFFFF) / 65536
    twin = (draw >> 16) / 65536
    lean = np.where(own == 0, 2.0, np.where(own == 1, -2.0, share - own))
    group = age - FIRST_MOTHER
    is_early = place_in_group(group, lean, mothers) < early[group]
    has_twins = place_in_group(group, twin, mothers) < twins[group]

    before = (own == 1) | (is_early & (own > 0))
    first = np.where(before, 0, birthday)
    until = np.where(before, birthday, 12)
    with np.errstate(divide="ignore", invalid="ignore"):
        within = np.where(share < own, share / own, (share - own) / (1 - own))
    place = within * add_months(weight, first, until)
    at = first.copy()
    for m in range(12):
        of_month = weight[:, m]
        passes = (at == m) & (at < until - 1) & ((of_month == 0) | (place >= of_month))
        place = np.where(passes, place - of_month, place)
        at += passes
    return january + at, np.where(has_twins, 2, 1)


def add_months(weight, first, until):
    """Sums of the months from `first` to `until` - 1, added in their order."""
    total = np.zeros(len(weight))
    for m in range(12):
        total += np.where((m >= first) & (m < until), weight[:, m], 0.0)
    return total


def place_in_group(group, value, mothers):
    """Position of each within its group by rising value; ties by position of the mother."""
    order = np.lexsort((mothers, value, group))
    starts = np.searchsorted(group[order], np.arange(GROUPS))
    place = np.empty(group.size, int)
    place[order] = np.arange(group.size) - starts[group[order]]
    return place
