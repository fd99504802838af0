"""Reports to their rows of the feature tables, many passages at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from baogao.corpus.layout.passages import count_chars
from baogao.corpus.text.report import Report
from baogao.features.read import read_passages
from baogao.features.rows import (
    candidates_table,
    devices_table,
    hits_table,
    ngrams_table,
    passages_table,
    profile_table,
    series_table,
    terms_table,
)
from baogao.features.tables import CANDIDATES, SERIES
from baogao.language.lexicon import Lexicon
from baogao.language.matching import Matcher, Places, maximal
from baogao.language.reference import SEGMENTED
from baogao.language.segmenting import Cut
from baogao.language.stack import Stack, stack
from baogao.language.terms import Vocabulary, Words, words_of

BRIEF = ("passages", "hits")


def extract(
    reports: Sequence[Report],
    matcher: Matcher,
    forms: Mapping[str, str],
    cut: Cut | None,
    *,
    lexicon: Lexicon | None = None,
    with_series: bool = False,
) -> dict[str, pa.Table]:
    """Feature tables of some reports.

    Parameters
    ----------
    reports : sequence of Report
    matcher : Matcher
        Of the lexicon's forms.
    forms : mapping of str to str
        The slogan_id of each form.
    cut : callable or None
        Cuts a string into tokens; None where the collection has ``passages`` and ``hits`` only.
    lexicon : Lexicon, optional
        With it, the reader looks for slogans that the lexicon lacks.
    with_series : bool
        Whether parallel series are looked for.

    Returns
    -------
    dict of str to pyarrow.Table
        Columns as in `SCHEMAS`, some of their strings by number; rows in their final order:
        passages as they are read, hits by place, terms by policy and code point, devices by
        passage with zeros. ``n_tokens`` counts words under the protected policy, and is missing
        where nothing is cut. The profile is the report's, over its running text: no headings, no
        captions. Character bigrams are the report's, those that stand in it at least twice.
    """
    read = read_passages(reports, matcher)
    places = matcher.places(read.stacked.text)
    is_maximal = maximal(places)
    hits = hits_table(read, places, is_maximal, [(form, forms[form]) for form in matcher.forms])
    trained = {CANDIDATES: candidates_table(read, lexicon)} if lexicon else {}
    trained |= {SERIES: series_table(read)} if with_series else {}
    n_chars = np.array([count_chars(body) for body in read.bodies], np.int32)
    if not cut:
        return {"passages": passages_table(read, n_chars, None), "hits": hits, **trained}
    vocabulary = Vocabulary()
    plain = words_of(read.stacked, [], cut, vocabulary)
    whole = places.where(is_maximal & ~places.have_gaps)
    protected = _protected(read.stacked, plain, whole, cut, vocabulary)
    n_tokens = read.stacked.counts(protected.ends - 1)
    return {
        "passages": passages_table(read, n_chars, n_tokens),
        "hits": hits,
        **trained,
        "terms": terms_table(read, plain, protected, vocabulary),
        "devices": devices_table(read, n_chars),
        "profile": profile_table(read, protected),
        "ngrams": ngrams_table(read),
    }


def _protected(stacked: Stack, plain: Words, slogans: Places, cut: Cut, vocabulary: Vocabulary) -> Words:
    """Words with the slogans of the cover whole; those of forms with gaps, which hold any words, are cut as all else.

    jieba cuts each run of characters between punctuation by itself, so only the runs that a slogan
    touches are cut again; the plain words of all others stay::

        text      推进农业，深入推进法治政府建设。开展普法
        slogan                  [法治政府建设]
        runs               [，深入推进法治政府建设]            cut again, on a stack of runs
        plain     推进 农业  [   dropped         ]  开展 普法
        result    推进 农业   深入 推进 法治政府建设  开展 普法
    """
    starts, ends = slogans.starts, slogans.ends
    is_in_run = stacked.around(starts, ends, SEGMENTED)
    run_starts, run_ends = np.flatnonzero(np.diff(is_in_run, prepend=False, append=False)).reshape(-1, 2).T
    runs = stack([stacked.text[start:end] for start, end in zip(run_starts.tolist(), run_ends.tolist(), strict=True)])
    to_runs = runs.starts - run_starts  # what leads from offsets in the text to those in the stack of runs
    shift = to_runs[np.searchsorted(run_starts, starts, "right") - 1]
    whole = list(zip((starts + shift).tolist(), (ends + shift).tolist(), strict=True))
    again = words_of(runs, whole, cut, vocabulary)
    again_ends = again.ends - to_runs[runs.passages[again.ends - 1]]
    stays = ~is_in_run[plain.ends - 1]
    types, plain_ends = plain.types[stays], plain.ends[stays]
    positions = np.searchsorted(plain_ends, again_ends)
    return Words(np.insert(types, positions, again.types), np.insert(plain_ends, positions, again_ends))
