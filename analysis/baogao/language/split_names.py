"""Names that segmentation cuts, such as those of recent plans and plenums, and the tokens that they are cut into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import pandas as pd
from pydantic import BaseModel, Field

from baogao.language.normal import unify
from baogao.paths import lexicon_path
from baogao.tables import Fault, FilledIn, Words, read_rows

MARKS = "、"  # stands in a name, and is no token
Year = Annotated[str, Field(pattern="^[0-9]{4}$", description="a year")]


class SplitNameRow(BaseModel):
    """What one row of ``split-names.tsv`` may hold."""

    name: Words
    parts: FilledIn
    since: Year
    source: FilledIn


class SplitName(NamedTuple):
    """A name, the tokens it is cut into, and the first year in which these side by side mean it."""

    name: str
    parts: tuple[str, ...]
    since: int


def load_split_names(path: Path | None = None) -> tuple[SplitName, ...]:
    """Read which names segmentation cuts into tokens that mean something else: 十五五 into 十五 and 五.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/split-names.tsv``, which is read when none is given.

    Returns
    -------
    tuple of SplitName
        In the order of the table, in which they are put together: a longer name stands above those inside it.

    Raises
    ------
    CorpusError
        With every fault of the table in one line; the parts must make up the name.

    Examples
    --------
    >>> [split.parts for split in load_split_names() if split.name == "十五五"]
    [('十五', '五')]
    """
    path = path or lexicon_path("split-names.tsv")
    table = read_rows(path, SplitNameRow, unique=("name",), check=_faults)
    rows = table[["name", "parts", "since"]].itertuples(index=False)
    return tuple(SplitName(unify(name), tuple(unify(parts).split("|")), int(since)) for name, parts, since in rows)


def _faults(table: pd.DataFrame) -> Iterator[Fault]:
    for row, (name, parts) in enumerate(zip(table["name"], table["parts"], strict=True)):
        if "|" not in parts or parts.replace("|", "") != name.replace(MARKS, ""):
            yield Fault(row, "parts", "must be two tokens or more, parted by '|', that make up the name")
