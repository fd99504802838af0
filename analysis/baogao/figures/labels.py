"""Names of reports as labels of a figure: place and year for a Chinese file name, and long ones cut, with a key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

import pandas as pd

LONG = 28  # letters of a label that stands as it is, of which a Chinese character takes two
CUT = "…"


class Labels(NamedTuple):
    """Labels in the order of the names, and a line that says what was cut; empty where nothing was."""

    labels: list[str]
    key: str


def report_names(reports: pd.DataFrame) -> dict[str, str]:
    """What figures call each report of a manifest: its id, or place and year where the id is a Chinese file name.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``region``, ``year``.

    Returns
    -------
    dict of str to str
        A name for every report, each once. An id of plain letters and figures was chosen by someone and stays, as does
        the id of a report whose place or year is not known or is that of another report.

    Examples
    --------
    >>> known = {"region": ["澜州市", "澜州市"], "year": [2020, 2021]}
    >>> list(report_names(pd.DataFrame({"report_id": ["历年报告-1", "lan-2021"], **known})).values())
    ['澜州市2020', 'lan-2021']
    """
    places = [
        "" if not region or pd.isna(year) else f"{region}{year:.0f}"
        for region, year in zip(reports["region"], reports["year"], strict=True)
    ]
    ids = reports["report_id"].tolist()
    taken = Counter([*places, *ids])
    free = {place for place in places if place and taken[place] == 1}
    pairs = zip(ids, places, strict=True)
    return {report_id: place if place in free and not report_id.isascii() else report_id for report_id, place in pairs}


def short_labels(names: Sequence[str]) -> Labels:
    """Labels for the names of reports, each a name or what of it no other name has.

    Names of at most 14 Chinese characters stay as they are. Of longer ones, what all begin and end with is cut (figures
    are never cut in two); where that is not enough they are numbered, and the key lists the names by number.

    Examples
    --------
    >>> short_labels(["lan-2020", "lan-2021"])
    Labels(labels=['lan-2020', 'lan-2021'], key='')
    >>> short_labels([f"云浔市人民政府关于{year}年度工作情况的报告" for year in (2020, 2021)])
    Labels(labels=['…2020…', '…2021…'], key='…: 云浔市人民政府关于…年度工作情况的报告')
    """
    if max(map(_width, names), default=0) <= LONG:
        return Labels(list(names), "")
    start, end = _shared(names)
    inner = [name[len(start) : len(name) - len(end)] for name in names]
    if len(set(inner)) == len(names) and all(inner) and max(map(_width, inner)) <= LONG:
        cut = [f"{CUT if start else ''}{part}{CUT if end else ''}" for part in inner]
        return Labels(cut, f"{CUT}: {start}{CUT}{end}")
    numbers = [str(number) for number in range(1, len(names) + 1)]
    return Labels(numbers, "\n".join(f"{number}: {name}" for number, name in zip(numbers, names, strict=True)))


def _width(name: str) -> int:
    """Letters that a name takes."""
    return sum(1 if char.isascii() else 2 for char in name)


def _shared(names: Sequence[str]) -> tuple[str, str]:
    """What all names begin with, and what they end with, up to a figure that differs."""
    start = _opening(names)
    start = re.sub(r"[0-9A-Za-z]+$", "", start)
    rests = [name[len(start) :] for name in names]
    end = _opening([rest[::-1] for rest in rests])[::-1]
    return start, re.sub(r"^[0-9A-Za-z]+", "", end)


def _opening(names: Sequence[str]) -> str:
    """What all of some names begin with."""
    same = takewhile(lambda chars: len(set(chars)) == 1, zip(*names, strict=False))
    return "".join(chars[0] for chars in same)
