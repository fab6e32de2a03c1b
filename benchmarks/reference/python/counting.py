"""Residents on 1 July, insured persons at the end of the year and the labour force of working age, by cell."""

import numpy as np

from population import (
    AGES,
    FAMILY_WORKER,
    NONE,
    PLACES,
    STATUSES,
    STILL_HERE,
    UNEMPLOYED,
    age_cell,
    month_index,
    place_of,
    worker_of,
)


def count_residents(people, last_working_age, year):
    """Answers the residents counted, and the cells of residents, insured persons and labour force."""
    july = month_index(year, 7)
    i = np.flatnonzero(people.exitMonth >= july)
    child = people.age[i] < 15
    cover = people.insurance[i]
    children = i[child]
    workers = worker_of(people, children, people.mother[children], people.father[children])
    cover[child] = people.insurance[workers]
    activity = people.activity[i]
    place = place_of(people, i)
    status = activity.astype(np.int64) * 3 + cover
    ages = age_cell(people, i)

    def cells(counted):
        return np.concatenate(
            [
                np.bincount(place[counted], minlength=PLACES),
                np.bincount(status[counted], minlength=STATUSES),
                np.bincount(ages[counted], minlength=2 * AGES),
            ]
        )

    born = people.birthMonth[i] < july
    adult = ~child & (people.exitMonth[i] == STILL_HERE)
    works = (activity >= UNEMPLOYED) & (activity <= FAMILY_WORKER)
    working_age = people.age[i] <= last_working_age[people.sex[i]]
    return np.count_nonzero(born), cells(born), cells(adult & (cover != NONE)), cells(adult & works & working_age)
