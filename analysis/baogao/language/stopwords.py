"""The stop words of topic models, read and checked whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel

from baogao.language.normal import unify
from baogao.paths import lexicon_path
from baogao.tables import Fault, FilledIn, Words, read_rows


class StopwordRow(BaseModel):
    """What one row of ``stopwords.tsv`` may hold."""

    term: Words
    kind: Literal["function", "number", "adverb", "verb", "salutation"]
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
    path = path or lexicon_path("stopwords.tsv")
    return frozenset(read_rows(path, StopwordRow, check=_same_terms)["term"].map(unify))


def _same_terms(table: pd.DataFrame) -> Iterator[Fault]:
    """Terms that are the same as one above when both are normalised."""
    lines: dict[str, int] = {}
    for row, term in enumerate(table["term"].map(unify)):
        if lines.setdefault(term, row + 2) != row + 2:
            yield Fault(row, "term", f"stands in line {lines[term]} already")
