"""Stop words for topic models of official prose: read and checked whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel

from baogao.language.normal import unify
from baogao.paths import LEXICONS, find_study
from baogao.tables import Fault, FilledIn, Words, read_rows

StopwordKind = Literal["function", "number", "adverb", "verb", "salutation"]


class StopwordRow(BaseModel):
    """What one row of ``stopwords.tsv`` may hold."""

    term: Words
    kind: StopwordKind
    source: FilledIn


def load_stopwords(path: Path | None = None) -> frozenset[str]:
    """Read the terms that say nothing on the subject of a passage.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/stopwords.tsv``, which is read when none is given.

    Returns
    -------
    frozenset of str
        Normalised terms of two characters or more; terms of one character never enter a
        topic model, so the list has none.

    Raises
    ------
    CorpusError
        With every fault of the table in one line.

    Notes
    -----
    Adverbs and bare verbs of reporting (推进, 加强) are what official prose has in every
    passage. For a study of its rhetoric they are the subject, and no stop words.

    Examples
    --------
    >>> sorted(load_stopwords() & {"我们", "推进", "农业"})
    ['我们', '推进']
    """
    path = path or find_study() / LEXICONS / "stopwords.tsv"
    return frozenset(read_rows(path, StopwordRow, check=_faults)["term"].map(unify))


def _faults(table: pd.DataFrame) -> Iterator[Fault]:
    """Terms that are the same as one above when both are normalised."""
    lines: dict[str, int] = {}
    for row, term in enumerate(table["term"].map(unify)):
        if lines.setdefault(term, row + 2) != row + 2:
            yield Fault(row, "term", f"stands in line {lines[term]} already")
