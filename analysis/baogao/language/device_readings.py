"""What readers of devices decided: hits for precision, marks of whole passages for recall, by offsets, without text."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

import pandas as pd
from pydantic import BaseModel

from baogao.language.device_lists import Device
from baogao.paths import LEXICONS, lexicon_path
from baogao.tables import Count, FilledIn, read_rows

READERS = ("first", "second")
OFFSETS = ["start", "end"]
FOLDER = LEXICONS / "devices-read"


class HitRow(BaseModel):
    """What one row of ``hits.tsv`` may hold: a find of the rules, and whether it is the device to each reader."""

    device: Device
    stratum: FilledIn
    passage_id: FilledIn
    start: Count
    end: Count
    first: Literal["0", "1", ""]
    second: Literal["0", "1", ""]


class PassageRow(BaseModel):
    """What one row of ``passages.tsv`` may hold: a passage that was read whole, where it starts, its characters."""

    passage_id: FilledIn
    stratum: FilledIn
    start: Count
    n_chars: Count


class MarkRow(BaseModel):
    """What one row of ``marks.tsv`` may hold: what a reader takes for a device."""

    reader: Literal["first", "second"]
    device: Device
    passage_id: FilledIn
    start: Count
    end: Count


class FindRow(BaseModel):
    """What one row of ``finds.tsv`` may hold: what the rules find in the passages that were read whole."""

    device: Device
    stratum: FilledIn
    passage_id: FilledIn
    start: Count
    end: Count


class DeviceReading(NamedTuple):
    """Tables of a reading.

    ``hits`` (``device``, ``stratum``, ``passage_id``, ``start``, ``end``, ``first``, ``second``: 1 it is the device,
    0 it is none, NaN not read), ``passages`` (``passage_id``, ``stratum``, ``start``, ``n_chars``), ``marks``
    (``reader``, ``device``, ``passage_id``, ``start``, ``end``) and ``finds`` (``device``, ``stratum``,
    ``passage_id``, ``start``, ``end``). Offsets are into the reports' texts.
    """

    hits: pd.DataFrame
    passages: pd.DataFrame
    marks: pd.DataFrame
    finds: pd.DataFrame


def load_device_reading(folder: Path | None = None) -> DeviceReading:
    """Read the tables of a reading: those of ``corpus/lexicons/devices-read`` if no other folder is given.

    Raises
    ------
    CorpusError
        With every fault of a table in one line.

    Examples
    --------
    >>> load_device_reading().hits["device"].nunique()
    24
    """
    folder = folder or lexicon_path(FOLDER.name)
    hits = read_rows(folder / "hits.tsv", HitRow).astype(dict.fromkeys(OFFSETS, int))
    passages = read_rows(folder / "passages.tsv", PassageRow, unique=("passage_id",))
    marks, finds = read_rows(folder / "marks.tsv", MarkRow), read_rows(folder / "finds.tsv", FindRow)
    return DeviceReading(
        hits.assign(**{reader: pd.to_numeric(hits[reader]) for reader in READERS}),
        passages.astype({"start": int, "n_chars": int}),
        *(table.astype(dict.fromkeys(OFFSETS, int)) for table in (marks, finds)),
    )
