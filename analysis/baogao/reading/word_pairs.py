"""Neighbouring words of the raw texts: what collocations are counted from, since feature tables keep no word order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

import pandas as pd

from baogao.corpus.store.collection import load_reports, read_reports, require_texts
from baogao.corpus.text.report import Report
from baogao.errors import SettingError, listed
from baogao.features.counts import Policy
from baogao.language.segmenting import is_word
from baogao.paths import AnyCollection, collection_folder
from baogao.reading.tokens import passage_tokens


def word_pairs(collection: AnyCollection, *, policy: Policy = "protected") -> pd.DataFrame:
    """How often each word stands right behind each other one, in each report.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection; its raw texts must be here.
    policy : {"protected", "plain"}
        Slogans kept whole, or cut like any other text.

    Returns
    -------
    pandas.DataFrame
        ``report_id``, ``first``, ``second``, ``count``, sorted. Punctuation and figures part words, and so
        do passages.

    Raises
    ------
    CorpusError
        If the raw texts are not here.

    Examples
    --------
    >>> pairs = word_pairs("sample")
    >>> pairs.columns.tolist(), int(pairs["count"].min())
    (['report_id', 'first', 'second', 'count'], 1)
    """
    if policy not in get_args(Policy):
        raise SettingError(f"policy={policy!r}: must be one of {listed(get_args(Policy))}.")
    require_texts(collection_folder(collection), read_reports(collection), "collocations")
    rows = [
        (report.report_id, first, second, count)
        for report in load_reports(collection)
        for (first, second), count in Counter(_pairs(report, plain=policy == "plain")).items()
    ]
    table = pd.DataFrame(rows, columns=["report_id", "first", "second", "count"])
    return table.sort_values(["report_id", "first", "second"], ignore_index=True)


def _pairs(report: Report, *, plain: bool) -> Iterator[tuple[str, str]]:
    for tokens in passage_tokens(report, plain=plain):
        yield from ((first, second) for first, second in pairwise(tokens) if is_word(first) and is_word(second))
