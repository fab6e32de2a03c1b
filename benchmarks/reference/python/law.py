"""The law of one year: the stretches of months in which none of some parameters changes."""


def stretches(*parameters):
    """Pairs (first month, month after the last), months 0 to 11; each parameter has its twelve values."""
    starts = [0] + [m for m in range(1, 12) if any(values[m] != values[m - 1] for values in parameters)]
    return list(zip(starts, starts[1:] + [12]))
