"""Deaths and emigration of one year: who leaves, in which month, and what it changes for partners and mothers."""

import numpy as np

from population import NOBODY, STILL_HERE, cells_of, month_index


def leave(people, survival, year):
    """Changes the columns; answers the sums of the dead by cell."""
    row = year - survival.baseYear
    january = month_index(year, 1)
    july = january + 6
    rows = survival.rows
    before = survival.left[row * rows : (row + 1) * rows]
    after = survival.left[(row + 1) * rows : (row + 2) * rows]
    emigrant_share = survival.emigrantShare[row * rows : (row + 1) * rows]

    here = people.exitMonth == STILL_HERE
    age = np.minimum(100, (july - 1 - people.birthMonth.astype(np.int32)) // 12)
    people.age[here] = age[here]
    people.area[here] = (people.areaRank >= survival.urbanLimit[people.region])[here]
    leavers = np.flatnonzero(here & (people.survivalRank >= after[people.cohort]))

    line = people.cohort[leavers]
    place = (people.survivalRank[leavers] - after[line]) / (before[line] - after[line])
    emigrants = emigrant_share[line]
    died = place >= emigrants
    with np.errstate(divide="ignore", invalid="ignore"):
        within = np.where(died, (place - emigrants) / (1 - emigrants), place / emigrants)
    people.exitMonth[leavers] = january + np.minimum(11, (within * 12).astype(np.int32))
    people.died[leavers] = died
    end_unions(people, leavers)
    lose_children(people, leavers)
    dead = leavers[died]
    return cells_of(people, dead, dead)


def end_unions(people, leavers):
    """Of partners who both leave in the year, the one who stands first ends the union."""
    partner = people.partner[leavers]
    leaves = np.zeros(people.count, bool)
    leaves[leavers] = True
    first = (partner != NOBODY) & ~(leaves[partner] & (partner < leavers))
    gone = leavers[first]
    left = partner[first]
    people.partner[left] = NOBODY
    people.partner[gone] = NOBODY
    people.endedUnions[left] = np.minimum(255, people.endedUnions[left].astype(np.int32) + 1)
    moves = (people.births[gone] == 0) & (people.household[left] == gone)
    people.household[left[moves]] = left[moves]


def lose_children(people, leavers):
    mothers = people.mother[leavers]
    mothers, lost = np.unique(mothers[mothers != NOBODY], return_counts=True)
    people.livingChildren[mothers] = np.maximum(0, people.livingChildren[mothers].astype(np.int64) - lost)
