"""Threefry-2x32 with thirteen rounds (Salmon et al. 2011) for many keys at once."""

import numpy as np

ROTATIONS = (13, 15, 26, 6, 17, 29, 16, 24)


def threefry(key0, key1, counter0, counter1):
    """Two words of 32 bits a key; `key0` and `key1` are arrays of 32-bit integers."""
    key0 = key0.view(np.uint32)
    key1 = key1.view(np.uint32)
    schedule = (key0, key1, np.uint32(0x1BD11BDA) ^ key0 ^ key1)
    x0 = key0 + np.uint32(counter0)
    x1 = key1 + np.uint32(counter1)
    for step in range(13):
        left = np.uint32(ROTATIONS[step % 8])
        x0 += x1
        x1 = (x1 << left | x1 >> (np.uint32(32) - left)) ^ x0
        if step % 4 == 3:
            injection = (step + 1) // 4
            x0 += schedule[injection % 3]
            x1 += schedule[(injection + 1) % 3] + np.uint32(injection)
    return x0, x1
