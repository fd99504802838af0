"""What a careful reader found of each device in sampled passages: counts only, read and checked whole."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.errors import CorpusError, listed
from baogao.language.devices import DEVICES
from baogao.language.lists import read_list
from baogao.paths import LEXICONS, find_study

COUNTS = ["tp", "fp", "fn"]
COLUMNS = ["passage_id", "stratum", "device", *COUNTS]


def load_reading(path: Path | None = None) -> pd.DataFrame:
    """Passages that were read, with what the rules for devices got right, wrong and not at all.

    Parameters
    ----------
    path : pathlib.Path, optional
        A CSV with the columns below; ``corpus/lexicons/devices-reading.csv`` when not given.
        What counts as each device is told in ``docs/devices.md``.

    Returns
    -------
    pandas.DataFrame
        One row a passage and device, zeros included: ``passage_id``, ``stratum`` (what it
        was drawn from), ``device``, and in occurrences ``tp`` (found, and one), ``fp``
        (found, but none), ``fn`` (one, but not found).

    Raises
    ------
    CorpusError
        With every fault of the table in one line.

    Examples
    --------
    >>> load_reading().columns.tolist()
    ['passage_id', 'stratum', 'device', 'tp', 'fp', 'fn']
    """
    path = path or find_study() / LEXICONS / "devices-reading.csv"
    table = read_list(path, sep=",")
    faults = _faults(table)
    if faults:
        raise CorpusError(f"{path}: {listed(faults, 5)}. Mend the row(s) and try again.")
    return table.astype(dict.fromkeys(COUNTS, int))


def _faults(table: pd.DataFrame) -> list[str]:
    if list(table.columns) != COLUMNS:
        return [f"has the columns {listed(table.columns, 20)}; it must have {listed(COLUMNS)}"]
    checks = [
        (table["passage_id"] == "", "passage_id", "must be told"),
        (table["stratum"] == "", "stratum", "must be told"),
        (~table["device"].isin(DEVICES), "device", f"must be one of {listed(DEVICES)}"),
        (table.duplicated(["passage_id", "device"]), "passage_id", "stands twice with its device"),
        *((~table[name].str.fullmatch(r"[0-9]+"), name, "must be a count") for name in COUNTS),
    ]
    return [
        f"line {line + 2}, {column} {table[column][line]!r}: {told}"
        for wrong, column, told in checks
        for line in table.index[wrong]
    ]
