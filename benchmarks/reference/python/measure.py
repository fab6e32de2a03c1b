"""Repeats a kernel, and prints its median time and its totals as one line of JSON."""

import json
import time

import numpy as np


def weighted(values):
    """Sum of the values, each times its place among the residues of 31, from 1: tells values that have changed places."""
    values = np.asarray(values).ravel()
    return int((values.astype(np.int64) * (np.arange(values.size) % 31 + 1)).sum())


def measure(kernel, repetitions, persons, restore, run, totals):
    """`restore` brings back what `run` changes and is not timed; `totals` makes whole numbers of the answer of `run`."""
    answer = None

    def seconds():
        nonlocal answer
        restore()
        start = time.perf_counter()
        answer = run()
        return time.perf_counter() - start

    spent = 0.0
    n = 0
    while n < repetitions["warmUp"] or spent < repetitions["warmUpSeconds"]:
        spent += seconds()
        n += 1
    times = []
    spent = 0.0
    while len(times) < repetitions["timed"] or (
        spent < repetitions["timedSeconds"] and len(times) < repetitions["most"]
    ):
        times.append(seconds())
        spent += times[-1]
    times.sort()
    finding = {
        "kernel": kernel,
        "nanosecondsPerPerson": times[len(times) // 2] * 1e9 / persons,
        "totals": {name: int(total) for name, total in totals(answer).items()},
    }
    print(json.dumps(finding), flush=True)
    # The next kernel begins with what this one has found.
    restore()
