"""Reports that are known to have been made and of which no text is at hand: ``absent.csv`` of a collection."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from baogao.paths import collection_folder
from baogao.tables import read_rows

ABSENT = "absent.csv"


class AbsentReport(BaseModel):
    """What one row of ``absent.csv`` may hold."""

    model_config = ConfigDict(extra="forbid")

    year: str = Field(pattern=r"^[0-9]{4}$", description="four digits")
    title: str = Field(min_length=1, description="what the report was called")
    evidence: str = Field(min_length=1, description="where it is said that the report was made")


def read_absent(collection: str | Path) -> pd.DataFrame:
    """Reports of which a collection, by its name or path, has no text though they were made.

    ``year`` (integer), ``title``, ``evidence`` (who says that it was made); none without an ``absent.csv``.
    A year that is neither here nor in the manifest says nothing: there may have been a report or not.
    `CorpusError` if the file is no such table.

    Examples
    --------
    >>> read_absent("work-reports")["year"].tolist()
    [1962, 1991]
    """
    table = read_rows(collection_folder(collection) / ABSENT, AbsentReport, may_be_absent=True)
    return table.astype({"year": int})
