"""The codes in the columns of the population, and the cells of sums that a person belongs to."""

import numpy as np

STILL_HERE = 32767
NOBODY = -1
RANKS = 65536
AGES = 101
FULL = 4294967296.0

STUDENT, INACTIVE, UNEMPLOYED, FORMAL, INFORMAL, OWN_ACCOUNT, FAMILY_WORKER, RETIRED = range(1, 9)
NONE, COMPULSORY, VOLUNTARY = range(3)

PLACES = 6 * 2 * 2 * 5
STATUSES = 9 * 3


def month_index(year, month):
    """Months counted from January 1900."""
    return (year - 1900) * 12 + month - 1


def place_of(people, persons):
    home = people.household[persons]
    place = people.region[persons].astype(np.int64) * 2 + people.area[persons]
    return (place * 2 + people.ethnicity[persons]) * 5 + people.quintile[home]


def status_of(people, workers):
    return people.activity[workers].astype(np.int64) * 3 + people.insurance[workers]


def age_cell(people, persons):
    return people.sex[persons].astype(np.int64) * AGES + people.age[persons]


def cells_of(people, persons, workers, weights=None):
    """Sums by cell over persons whose work and insurance are those of `workers`, each counting 1 or its weight."""
    return np.concatenate(
        [
            np.bincount(place_of(people, persons), weights, PLACES),
            np.bincount(status_of(people, workers), weights, STATUSES),
            np.bincount(age_cell(people, persons), weights, 2 * AGES),
        ]
    )


def worker_of(people, children, mothers, fathers):
    """The parents whose work and insurance stand for the children's; the children themselves where there is none."""
    insured_father_only = (
        (fathers != NOBODY) & (people.insurance[mothers] == NONE) & (people.insurance[fathers] != NONE)
    )
    with_mother = np.where(insured_father_only, fathers, mothers)
    without = np.where(fathers == NOBODY, children, fathers)
    return np.where(mothers == NOBODY, without, with_mother)
