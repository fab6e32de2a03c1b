"""One year of work: places in the labour market, activity, insurance, months contributed, pay; then months contributed
in all, and their withdrawal."""

import numpy as np

from population import (
    AGES,
    COMPULSORY,
    FAMILY_WORKER,
    FORMAL,
    INACTIVE,
    INFORMAL,
    NOBODY,
    NONE,
    OWN_ACCOUNT,
    RANKS,
    RETIRED,
    STILL_HERE,
    STUDENT,
    UNEMPLOYED,
    VOLUNTARY,
    month_index,
)
from threefry import threefry

REGION_CELLS = 4 * 4 * AGES
TERTIARY = 3
TERTIARY_AGE = 22
LAST_CAREER_AGE = 85
YEAR_BITS = 0xFFF
MONTHS = np.array([bits.bit_count() for bits in range(YEAR_BITS + 1)], np.uint16)


def walk(rank, step):
    """Ranks after whole steps, reflected at both ends."""
    moved = rank + step
    return np.where(moved < 0, -1 - moved, np.where(moved >= RANKS, 2 * RANKS - 1 - moved, moved))


def renew(people, labour, step_household, processes, year, adults):
    """The year's draws: changes of place. Answers months of change of membership and slices of transitory earnings."""
    moment = np.zeros(people.count, np.int64)
    luck = np.full(people.count, 64)
    i = adults[people.age[adults] <= LAST_CAREER_AGE]
    word0, word1 = (word.astype(np.int64) for word in threefry(people.key0[i], people.key1[i], year, processes["labour"]))
    moment[i] = (word1 >> 12 & 31) * 12 >> 5
    luck[i] = word1 >> 17 & 127
    step_earnings = getattr(labour, "renewal.earnings")
    earnings_step = ((word1 & 0xFFF) * (2 * step_earnings + 1) >> 12) - step_earnings
    household_step = ((word1 >> 24) * (2 * step_household + 1) >> 8) - step_household
    people.earningsRank[i] = walk(people.earningsRank[i], earnings_step)
    people.householdRank[i] = walk(people.householdRank[i], household_step)

    participates = (word0 & 0xFFF) < getattr(labour, "renewal.participation")
    job = (word0 >> 12 & 0xFFF) < getattr(labour, "renewal.job")[people.age[i]]
    voluntary = word0 >> 26 < getattr(labour, "renewal.voluntary")
    some = participates | job | voluntary
    i, participates, job, voluntary = i[some], participates[some], job[some], voluntary[some]
    fresh0, fresh1 = (word.astype(np.int64) for word in threefry(people.key0[i], people.key1[i], year, processes["ranks"]))
    people.participationRank[i[participates]] = fresh0[participates] & 0xFFFF
    people.jobRank[i[job]] = fresh0[job] >> 16
    step_status = getattr(labour, "renewal.status")
    status_step = ((fresh1[job] >> 16) * (2 * step_status + 1) >> 16) - step_status
    people.statusRank[i[job]] = walk(people.statusRank[i[job]], status_step)
    people.voluntaryRank[i[voluntary]] = fresh1[voluntary] & 0xFFFF
    return moment, luck


def work(people, labour, earnings, step_household, processes, year):
    row = year - labour.firstYear
    adults = np.flatnonzero((people.age >= 15) & (people.exitMonth == STILL_HERE))
    moment, luck = renew(people, labour, step_household, processes, year, adults)
    moment = moment[adults]

    age = people.age[adults].astype(np.int64)
    sex = people.sex[adults].astype(np.int64)
    age_row = sex * AGES + age
    participation = people.participationRank[adults]
    in_force = participation < labour.inLabourForce[age_row]
    studies = (
        (participation >= labour.student[age_row])
        & (people.births[adults] == 0)
        & (people.partner[adults] == NOBODY)
    )
    activity = np.where(
        in_force,
        UNEMPLOYED,
        np.where(studies, STUDENT, np.where(age >= labour.retirementAge[sex], RETIRED, INACTIVE)),
    )
    status = np.full(adults.size, NONE)
    pay = np.zeros(adults.size)

    # The employed, as positions among the adults.
    at = np.flatnonzero(participation < labour.employed[age_row])
    i = adults[at]
    pair = sex[at] * 2 + people.area[i]
    education = people.education[i].astype(np.int64)
    attained = np.where((education == TERTIARY) & (age[at] < TERTIARY_AGE), TERTIARY - 1, education)
    region = people.region[i].astype(np.int64)
    limit = labour.formal[row * labour.cells + region * REGION_CELLS + (pair * 4 + attained) * AGES + age[at]]
    rank = people.jobRank[i]
    formal = rank < limit
    kind = (row * 2 + sex[at]) * 3
    place = people.statusRank[i]
    informal = place < labour.informal[kind]
    family = place >= labour.informal[kind + 2]
    owner = ~formal & ~informal & ~family & (place < labour.informal[kind + 1])
    kinds = np.where(informal, INFORMAL, np.where(family, FAMILY_WORKER, OWN_ACCOUNT))
    activity[at] = np.where(formal, FORMAL, kinds)
    status[at] = np.where(owner | (formal & (rank < limit * labour.memberShare)), COMPULSORY, NONE)
    if row == labour.ownersRow:
        moment[at[owner]] = labour.ownersMonth
    pay[at] = (
        earnings.formalMean[region * 16 + pair * 4 + attained]
        * earnings.statusRatio[activity[at] - FORMAL]
        * earnings.wageIndex[row]
        * earnings.persistent[people.earningsRank[i] >> 6]
        * earnings.transitory[luck[i]]
    )
    volunteers = (
        (status == NONE)
        & (activity != FORMAL)
        & in_force
        & (age <= labour.workingAgeLast[sex])
        & (people.voluntaryRank[adults] < labour.voluntary[row])
    )
    status[volunteers] = VOLUNTARY

    before = people.insurance[adults]
    # Months 0..moment-1 carry the old status: December is bit 0, January bit 11.
    new_months = np.where(before == status, 0, YEAR_BITS >> moment).astype(np.uint32)
    old_months = np.uint32(YEAR_BITS) & ~new_months
    for column, scheme in ((people.compulsoryMonths, COMPULSORY), (people.voluntaryMonths, VOLUNTARY)):
        column[adults] = (
            column[adults] << 12
            | np.where(before == scheme, old_months, 0)
            | np.where(status == scheme, new_months, 0)
        )
    people.activity[adults] = activity
    people.insurance[adults] = status
    people.earnings[adults] = pay + 0.5
    declared = people.declaredWage[adults]
    people.declaredWageBefore[adults] = declared
    people.declaredWage[adults] = np.where(
        status == COMPULSORY,
        (earnings.declaredShare * pay + 0.5).astype(np.uint32),
        np.where(before == COMPULSORY, declared, 0),
    )


def contribute(people, rules, processes, year):
    """Adds the year's months to what each has contributed, and lets those withdraw it who may and do."""
    january = month_index(year, 1)
    opening = YEAR_BITS & ~(YEAR_BITS >> min(12, max(0, rules.closedFrom - january)))
    adults = np.flatnonzero((people.age >= 15) & (people.exitMonth == STILL_HERE))
    history = people.compulsoryMonths[adults] | people.voluntaryMonths[adults]
    pays = history & YEAR_BITS != 0
    i = adults[pays]
    people.compulsoryTotal[i] += MONTHS[people.compulsoryMonths[i] & YEAR_BITS]
    people.voluntaryTotal[i] += MONTHS[people.voluntaryMonths[i] & YEAR_BITS]
    people.lumpSumOpen[i[history[pays] & opening != 0]] = 1

    i, history = adults[~pays], history[~pays].astype(np.int64)
    total = people.compulsoryTotal[i].astype(np.int64) + people.voluntaryTotal[i]
    may = (people.lumpSumOpen[i] != 0) & (total < rules.belowMonths)
    i, history = i[may], history[may]
    # The place of the lowest bit is the number of months since the last contribution.
    lowest = np.where(history == 0, 1 << 32, history & -history)
    since = np.log2(lowest).astype(np.int64)
    first = np.maximum(0, 12 + rules.waitingMonths - since)
    waited = first < 12
    i, first = i[waited], first[waited]
    word, _ = threefry(people.key0[i], people.key1[i], year, processes["withdrawal"])
    word = word.astype(np.int64)
    withdraws = (word & 0xFFFF) < rules.limit[people.sex[i].astype(np.int64) * AGES + people.age[i]]
    i, first, word = i[withdraws], first[withdraws], word[withdraws]
    people.lumpSumMonth[i] = january + first + ((word >> 16) * (12 - first) >> 16)
    people.compulsoryTotal[i] = 0
    people.voluntaryTotal[i] = 0
    people.lumpSumOpen[i] = 0
