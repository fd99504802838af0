"""Events that a change of language may go with: premiers' first reports, Party congresses, five-year plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, Field

from baogao.paths import lexicon_path
from baogao.tables import FilledIn, PartialDate, read_rows

Year = Annotated[str, Field(pattern=r"^[0-9]{4}$", description="a year")]


class EventRow(BaseModel):
    """What one row of ``events.tsv`` may hold."""

    kind: FilledIn
    year: Year
    date: PartialDate
    name: FilledIn
    name_en: FilledIn
    exploratory: Literal["yes", "no"]
    source: FilledIn


def load_events(path: Path | None = None) -> pd.DataFrame:
    """Read the dates of events, for event studies and for marking them in figures.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/events.tsv``, which is read when none is given.

    Returns
    -------
    pandas.DataFrame
        One row an event, by kind and date: ``kind`` (premier, congress, plan), ``year`` (int, of the first
        work report that could show it), ``date``, ``name``, ``name_en``, ``exploratory`` (bool: the
        kind was chosen after the series had been looked at), ``source``.

    Raises
    ------
    CorpusError
        With every fault of the table in one line.

    Examples
    --------
    >>> events = load_events()
    >>> events[events["kind"] == "premier"].tail(2)[["year", "name_en"]].values.tolist()
    [[2014, 'Li Keqiang'], [2024, 'Li Qiang']]
    """
    path = path or lexicon_path("events.tsv")
    table = read_rows(path, EventRow, unique=(("kind", "date"),))
    return table.assign(year=table["year"].astype(int), exploratory=table["exploratory"] == "yes")
