"""Income per head, tenth, fifth and poverty of every household."""

import numpy as np

from population import STILL_HERE, month_index

CHILD_BELOW_MONTHS = 16 * 12
FIRST_EARNER_AGE = 20
LAST_EARNER_AGE = 64


def household_incomes(people, income, year):
    count = people.count
    last_adult = month_index(year, 12) - CHILD_BELOW_MONTHS
    here = np.flatnonzero(people.exitMonth == STILL_HERE)
    home = people.household[here]
    age = people.age[here]
    earner = (age >= FIRST_EARNER_AGE) & (age <= LAST_EARNER_AGE)
    child = ~earner & (people.birthMonth[here] > last_adult)
    standing = income.normal[people.earningsRank[here] >> 6] - income.normal[people.jobRank[here] >> 6]
    size_of = np.bincount(home, minlength=count)
    children_of = np.bincount(home[child], minlength=count)
    adults_of = np.bincount(home[earner], minlength=count)
    standing_of = np.bincount(home[earner], standing[earner], count)
    # A household whose reference person has left takes the area of those who are left; of several the last.
    area_of = people.area.copy()
    area_of[home] = people.area[here]

    i = np.flatnonzero(people.household == np.arange(count))
    place, children, adults, area = people.region[i], children_of[i], adults_of[i], area_of[i]
    child_mean, narrowing = measure_children(income, place, size_of[i], children)
    row = year - income.baseYear
    own = income.normal[people.householdRank[i] >> 6]
    shared = standing_of[i] / np.sqrt(2 * np.maximum(1, adults))
    rank = np.where(adults == 0, own, income.earningsWeight * shared + income.ownWeight * own)
    effect = child_mean[place] - income.childEffect * children
    cell = (row * income.regions + place.astype(np.int64)) * 4 + area * 2 + people.ethnicity[i]
    dong = np.exp(income.logMean[cell] + narrowing[place] * (income.sigma[place] * rank + effect))
    decile = np.searchsorted(income.cuts[row * 9 : row * 9 + 9], dong, side="right")
    deprived = people.deprivationRank[i] < income.deprivedLimit[place]
    people.incomePerHead[i] = dong + 0.5
    people.quintile[i] = decile // 2
    people.decile[i] = decile
    people.poverty[i] = np.where(dong > income.povertyLine[row * 2 + area], 0, np.where(deprived, 2, 1))


def measure_children(income, place, size, children):
    """By region: log points added for the mean number of children, and the factor that keeps the deviation."""
    regions = income.regions
    residents = np.maximum(1, np.bincount(place, size, regions))
    mean = np.bincount(place, size * children, regions) / residents
    variance = np.bincount(place, size * children * children, regions) / residents - mean * mean
    narrowing = income.sigma / np.sqrt(income.sigma**2 + income.childEffect**2 * variance)
    return income.childEffect * mean, narrowing
