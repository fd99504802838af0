"""Stop words for topic models of official prose: read and checked whole."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from baogao.errors import CorpusError, listed
from baogao.language.lists import read_list
from baogao.language.normal import unify
from baogao.paths import LEXICONS, find_study

StopwordKind = Literal["function", "number", "adverb", "verb", "salutation"]
COLUMNS = ["term", "kind", "source"]


def load_stopwords(path: Path | None = None) -> frozenset[str]:
    """Terms that say nothing on the subject of a passage.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/stopwords.tsv`` (``term``; ``kind``:
        function, number, adverb, verb or salutation; ``source``), which is read when no
        path is given.

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
    table = read_list(path)
    faults = _faults(table)
    if faults:
        raise CorpusError(f"{path}: {listed(faults, 5)}. Mend the row(s) and try again.")
    return frozenset(table["term"].map(unify))


def _faults(table: pd.DataFrame) -> list[str]:
    if set(table.columns) != set(COLUMNS):
        return [f"has the columns {listed(table.columns, 20)}; it must have {listed(COLUMNS)}"]
    terms = table["term"].map(unify)
    checks = [
        (terms.str.len() < 2, "term", "must have two characters or more"),
        (terms.duplicated(), "term", "stands twice"),
        (~table["kind"].isin(get_args(StopwordKind)), "kind", f"must be one of {listed(get_args(StopwordKind))}"),
        (table["source"] == "", "source", "must be told"),
    ]
    return [
        f"line {line + 2}, {column} {table[column][line]!r}: {told}"
        for wrong, column, told in checks
        for line in table.index[wrong]
    ]
