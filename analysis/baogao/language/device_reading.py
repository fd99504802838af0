"""What a careful reader found of each device in sampled passages: counts only, read and checked whole."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import BaseModel

from baogao.language.devices import Device
from baogao.paths import LEXICONS, find_study
from baogao.tables import Count, FilledIn, read_rows

COUNTS = ["tp", "fp", "fn"]


class ReadingRow(BaseModel):
    """What one row of ``devices-reading.csv`` may hold."""

    passage_id: FilledIn
    stratum: FilledIn
    device: Device
    tp: Count
    fp: Count
    fn: Count


def load_reading(path: Path | None = None) -> pd.DataFrame:
    """Passages that were read, with what the rules for devices got right, wrong and not at all.

    Parameters
    ----------
    path : pathlib.Path, optional
        A CSV with the columns below; ``corpus/lexicons/devices-reading.csv`` when not given.

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
    return read_rows(path, ReadingRow, unique=(("passage_id", "device"),)).astype(dict.fromkeys(COUNTS, int))
