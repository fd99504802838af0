"""What reports are compared with: sizes and days of all, the one before of each, and the last one of the centre."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from baogao.corpus.store.manifest import read_manifest
from baogao.features.against import address, references
from baogao.features.current import read_table
from baogao.features.earlier import in_time, last_above, own_previous
from baogao.paths import AnyCollection, collection_folder


class Compared(NamedTuple):
    """Reports by their ids, those of another collection with its name before them.

    `sizes` in characters and `days`, which order them, of all; `previous` and `centre` of those of the collection that
    have one: the report before of the same issuer, and the last one of the first collection that is compared with.
    """

    sizes: dict[str, int]
    days: dict[str, str]
    previous: dict[str, str]
    centre: dict[str, str]


def compared(collection: AnyCollection) -> Compared:
    """The reports of a whole collection, and those of the collections that its ``against.txt`` names.

    Examples
    --------
    >>> compared("sample").previous["lan-2020"]
    Traceback (most recent call last):
    KeyError: 'lan-2020'
    >>> sum(compared("sample").sizes.values()) > 9_000
    True
    """
    folder = collection_folder(collection)
    reports, others = read_manifest(folder), references(folder)
    sizes, days = sizes_of(read_table(folder, "passages")), _days(reports)
    centre: dict[str, str] = {}
    for number, other in enumerate(others):
        manifest = read_manifest(other)
        sizes |= sizes_of(read_table(other, "passages"), other.name)
        days |= _days(manifest, other.name)
        if number == 0:
            centre = {report: address(above, other.name) for report, above in last_above(reports, manifest).items()}
    return Compared(sizes, days, own_previous(reports), centre)


def _days(reports: pd.DataFrame, collection: str = "") -> dict[str, str]:
    known = in_time(reports)
    return dict(zip(_named(known["report_id"].tolist(), collection), known["day"], strict=True))


def sizes_of(passages: pd.DataFrame, collection: str = "") -> dict[str, int]:
    """Characters of each report from the beginning to the end of its passages: what shares are taken of.

    Examples
    --------
    >>> sizes_of(pd.DataFrame({"report_id": ["a", "a"], "start": [0, 10], "end": [10, 15]}), "central")
    {'central/a': 15}
    """
    sizes = (passages["end"] - passages["start"]).groupby(passages["report_id"]).sum()
    return dict(zip(_named(sizes.index.tolist(), collection), map(int, sizes), strict=True))


def _named(report_ids: list[str], collection: str) -> list[str]:
    return [address(report_id, collection) for report_id in report_ids]
