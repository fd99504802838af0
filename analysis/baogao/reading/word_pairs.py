"""Neighbouring words of the raw texts: what collocations are counted from, since feature tables keep no word order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

import numpy as np
import pandas as pd

from baogao.corpus.store.collection import load_reports, read_reports, require_texts
from baogao.corpus.text.report import Report
from baogao.errors import SettingError, listed
from baogao.features.counts import Policy
from baogao.features.read import READ_AT_ONCE, read_passages
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import maximal
from baogao.language.segmenting import segmenter
from baogao.language.stack import Numbers
from baogao.language.terms import Vocabulary, words_of
from baogao.paths import AnyCollection, collection_folder


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
    vocabulary, report_ids = Vocabulary(), np.array(read_reports(collection)["report_id"], object)
    parts, n_read = [], 0
    for reports in _batches(load_reports(collection)):
        counted = _pairs(reports, vocabulary, plain=policy == "plain")
        counted[0] += n_read
        parts.append(counted)
        n_read += len(reports)
    own, first, second, counts = np.hstack(parts) if parts else np.zeros((4, 0), np.int64)
    terms = np.array(vocabulary.types, object)
    table = {"report_id": report_ids[own], "first": terms[first], "second": terms[second], "count": counts}
    return pd.DataFrame(table).iloc[_in_order(report_ids[:n_read], terms, own, first, second)].reset_index(drop=True)


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Whole reports, so many at a time that they are read at one go."""
    batch: list[Report] = []
    for report in reports:
        batch.append(report)
        if sum(len(each.text) for each in batch) >= READ_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _pairs(reports: Sequence[Report], vocabulary: Vocabulary, *, plain: bool) -> Numbers:
    """Numbers of the report and of the two words of each pair, and its count: shape [4, n_pairs]."""
    matcher = load_lexicon().matcher
    read = read_passages(reports, matcher)
    places = matcher.places(read.stacked.text)
    whole = places.where(maximal(places) & ~places.have_gaps)
    spans = [] if plain else list(zip(whole.starts.tolist(), whole.ends.tolist(), strict=True))
    words = words_of(read.stacked, spans, segmenter(), vocabulary)
    n_written = np.concatenate([[0], np.cumsum(~read.stacked.among(r"\s"))])
    starts, passages = words.ends - vocabulary.sizes[words.types], read.stacked.passages[words.ends - 1]
    are_neighbours = (n_written[words.ends[:-1]] == n_written[starts[1:]]) & (passages[:-1] == passages[1:])
    own, n = read.reports[passages[:-1]], len(vocabulary.types)
    keys = (own.astype(np.int64) * n + words.types[:-1]) * n + words.types[1:]
    keys, counts = np.unique(keys[are_neighbours], return_counts=True)
    return np.array([keys // n // n, keys // n % n, keys % n, counts])


def _in_order(report_ids: Numbers, terms: Numbers, *columns: Numbers) -> Numbers:
    """Order of rows by report, first and second word, given as numbers of the sorted."""
    ranks = [np.argsort(np.argsort(values)) for values in (report_ids, terms, terms)]
    own, first, second = (rank[column] for rank, column in zip(ranks, columns, strict=True))
    return np.lexsort((second, first, own))
