"""Verbs on terms: keyness, dispersion, the matrix for topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING, Literal

import pandas as pd

from baogao.errors import SettingError, listed
from baogao.front.collection import opened
from baogao.paths import AnyCollection

if TYPE_CHECKING:
    from baogao.features.counts import Policy
    from baogao.language.parts import Part
    from baogao.measures.matrix import DocumentTermMatrix


def keyness(
    coll: AnyCollection,
    *,
    target: Mapping[str, str | int | Iterable[str | int]],
    policy: Policy = "protected",
    part: Part | None = None,
    min_count: int = 5,
    pair: str | None = None,
    permute: Literal["issuers"] | None = None,
    seed: int | None = None,
) -> pd.DataFrame:
    """Terms that some reports of a collection use more, or less, than the others.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it: the target and what it is compared with.
    target : mapping of str to str, int or iterable of them
        What makes a report one of the target, as for `Collection.where`: ``{"region": "甘肃省"}``.
    policy : {"protected", "plain"}
        Slogans kept whole, or cut like any other text. Names that segmentation cuts (十五五 into 十五 and 五)
        are put together under both; see `baogao.features.whole_names.whole_names`.
    part : {"review", "plan", "rest", "opening"}, optional
        Compare only sections that look back, that lay out a plan of several years, all others, or what stands
        before the first heading; see `baogao.features.report_parts.report_parts`.
    min_count : int
        Terms with fewer tokens than this in all reports together are left out.
    pair : str, optional
        A column such as ``region``, whose values have reports on both sides: add in how many of them each term
        went up or down, by `baogao.measures.term_changes.term_changes`.
    permute : {"issuers"}, optional
        Add ``p_permutation`` and ``q_permutation``, which take issuers as the unit.
    seed : int, optional
        Of the permutation, which must have one.

    Returns
    -------
    pandas.DataFrame
        One row a term, strongest first; see `baogao.measures.keyness.keyness`. Without `permute`,
        p and q order the terms and test nothing. ``log_odds``, ``log_odds_z`` are the log odds ratio with
        an informative prior, of `baogao.measures.log_odds.log_odds`.

    Examples
    --------
    >>> table = keyness("sample", target={"region": "石渚县"})
    >>> table.loc[0, ["log_likelihood", "absent_in"]].tolist()[1]
    'reference'
    """
    from baogao.features.counts import term_counts
    from baogao.measures import keyness as measure
    from baogao.measures.log_odds import log_odds
    from baogao.measures.term_changes import term_changes

    if permute not in (None, "issuers"):
        raise SettingError(f"permute={permute}: must be {listed(['issuers'])}, or left out.")
    if permute and seed is None:
        raise SettingError(f'permute="{permute}": issuers are moved at random; give a seed with it, such as seed=1.')
    if not isinstance(target, Mapping):
        raise SettingError(f'target={target!r}: must be columns and values, such as {{"region": "甘肃省"}}.')
    coll = opened(coll)
    chosen = coll.where(**target).reports["report_id"].tolist()
    counted = term_counts(coll, policy=policy, part=part, names=True)
    chosen = sorted(set(chosen) & set(counted["report_id"]))  # a report may lack a part
    if permute and seed is not None:
        table = measure.keyness_permutation(counted, coll.reports, chosen, min_count=min_count, seed=seed)
    else:
        table = measure.keyness(counted, chosen, min_count=min_count)
    table = table.merge(log_odds(counted, chosen)[["term", "log_odds", "log_odds_z"]], on="term")
    if pair is not None:
        table = table.merge(term_changes(counted, coll.reports, chosen, pair=pair, min_count=1), on="term", how="left")
    return table


def dispersion(
    coll: AnyCollection, terms: str | Iterable[str] | None = None, *, policy: Policy = "protected"
) -> pd.DataFrame:
    """How evenly each term is spread over the reports.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it.
    terms : str or iterable of str, optional
        The term or terms of interest; all that occur when not given.
    policy : {"protected", "plain"}
        Slogans kept whole, or cut like any other text.

    Returns
    -------
    pandas.DataFrame
        One row a term, the most frequent first: ``term``, ``count``, ``n_reports``,
        ``share_of_reports``, ``dp``, ``dp_norm``; see `baogao.measures.dispersion.dispersion`.

    Examples
    --------
    >>> dispersion("sample", ["习近平法治思想"])["n_reports"].tolist()  # in every report of 2021 and 2022
    [6]
    """
    from baogao.features.counts import term_counts
    from baogao.measures import dispersion as measure

    counted = term_counts(coll, policy=policy)
    sizes = counted.groupby("report_id")["count"].sum()
    if terms is not None:
        counted = counted[counted["term"].isin({terms} if isinstance(terms, str) else set(terms))]
    return measure.dispersion(counted, sizes)


def term_matrix(
    coll: AnyCollection,
    *,
    policy: Policy = "protected",
    stopwords: Set[str] | None = None,
    min_passages: int = 5,
    max_share: float = 0.5,
) -> DocumentTermMatrix:
    """Count the terms of passages, for topic models and measures of one's own.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it; the terms of a part are chosen by the part alone.
    policy : {"protected", "plain"}
        Slogans kept whole, or cut like any other text.
    stopwords : set of str, optional
        Terms to leave out: those of `stopwords` when not given.
    min_passages : int
        Terms in fewer passages are left out.
    max_share : float
        Terms in a larger share of the passages are left out, 0 to 1.

    Returns
    -------
    DocumentTermMatrix
        ``passage_ids``, ``vocabulary``, ``counts`` (sparse), ``share_left_out``; see
        `baogao.measures.matrix.document_term_matrix`.

    Examples
    --------
    >>> term_matrix("sample").counts.shape[1] == len(term_matrix("sample").vocabulary)
    True
    """
    from baogao.features.current import read_parts
    from baogao.language.stopwords import load_stopwords
    from baogao.measures.matrix import document_term_matrix

    return document_term_matrix(
        read_parts(opened(coll), "terms"),
        policy=policy,
        stopwords=load_stopwords() if stopwords is None else stopwords,
        min_passages=min_passages,
        max_share=max_share,
    )
