"""Reads the folder that the bench writes: arrays as raw little-endian files named by path and type, numbers in header.json."""

import json
from pathlib import Path

import numpy as np

TYPES = {".u8": "<u1", ".i16": "<i2", ".u16": "<u2", ".i32": "<i4", ".u32": "<u4", ".f64": "<f8"}


class Table:
    """Numbers and arrays whose names begin with a prefix, as attributes: `Table(folder, "income").logMean`."""

    def __init__(self, folder, prefix):
        start = prefix + "."
        header = json.loads(Path(folder, "header.json").read_text())
        for name, value in header.items():
            if name.startswith(start):
                setattr(self, name[len(start) :], value)
        for file in Path(folder).glob(start + "*"):
            if file.suffix in TYPES:
                setattr(self, file.stem[len(start) :], np.fromfile(file, TYPES[file.suffix]))


def numbers(folder):
    """All single numbers of the dump by their full names."""
    return json.loads(Path(folder, "header.json").read_text())
