"""Verbs on drift: how far the language of a series of reports moves, in which parts, and where it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import pandas as pd
from tqdm import tqdm

from baogao.errors import SettingError
from baogao.front.collection import Collection, opened
from baogao.front.words import term_matrix
from baogao.measures import drift as measure
from baogao.measures import drift_cuts as cuts
from baogao.measures import drift_parts as parts
from baogao.measures.coverage import main_kind
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.stored_parts import Fits, bigram_series, read_drift_parts, series_reports
from baogao.measures.topic_results import FittedTopics
from baogao.measures.topics import TopicModel, fit_topics
from baogao.paths import AnyCollection

FITS = 3  # one seed is an accident
Unit = Literal["terms", "bigrams"]


class Series(NamedTuple):
    """What measures of drift take: terms chosen by the whole collection, and the reports of the main kind."""

    matrix: DocumentTermMatrix
    passages: pd.DataFrame
    reports: pd.DataFrame


def series_of(coll: Collection, *, of: Unit = "terms") -> Series:
    """The series of a collection or a part; a part is compared by the same terms as the whole."""
    if of == "bigrams":
        return Series(*bigram_series(coll))
    if of != "terms":
        raise SettingError(f"of={of!r}: must be 'terms' or 'bigrams'.")
    return Series(term_matrix(coll.whole), coll.whole.passages, series_reports(coll))


def drift(coll: AnyCollection, *, of: Unit = "terms") -> pd.DataFrame:
    """How far apart the terms of each two reports of a series are.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection that is one series, one report a year, or a part of it; reports of another
        kind (``subgenre``) are left out, unless the part is chosen by it:
        ``where(subgenre=["", "abstract"])`` takes the abstract of 1964 in. Terms are chosen by the whole collection.
    of : {"terms", "bigrams"}
        What is counted: terms with slogans whole, or pairs of neighbouring characters that occur
        twice or more in a report, which no segmentation and no lexicon touches.

    Returns
    -------
    pandas.DataFrame
        One row for each two reports: ``year_from``, ``year_to``, ``years_apart``, ``distance`` (0: the
        same shares of terms, 1: none in common), ``floor``, ``excess`` (bits), ``n_tokens``; see
        `baogao.measures.drift.drift`.

    Examples
    --------
    >>> len(drift("congress"))  # 12 reports make 12 * 11 / 2 pairs
    66
    """
    return measure.drift(*series_of(opened(coll), of=of))


def drift_parts(
    coll: AnyCollection,
    *,
    fits: Fits = "shown",
    topics: Sequence[TopicModel | FittedTopics] | None = None,
    k: int = 20,
    seed: int | None = None,
) -> pd.DataFrame:
    """How much of the way from each report to the next is other topics, and how much other terms within topics.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        As for `drift`.
    fits : {"shown", "other"}
        Without a `seed`: which of the stored parts, those of seeds 1 to 3 that the figure shows,
        or of seeds 4 and 5.
    topics : sequence of TopicModel or FittedTopics, optional
        With a `seed`: at least two models of the whole collection, of different seeds; three are
        fitted when not given.
    k : int
        Number of topics of models that are fitted.
    seed : int, optional
        Compute the parts anew: of the draws, and the first of those of the models that are fitted.

    Returns
    -------
    pandas.DataFrame
        One row for each report and the next: ``prevalence``, ``content`` (bits above their floors,
        means over the models) and their ranges; see `baogao.measures.drift_parts.drift_parts`.

    Examples
    --------
    >>> drift_parts("work-reports")["n_models"].unique().tolist()
    [3]
    """
    coll = opened(coll)
    if seed is None:
        if topics is not None:
            raise SettingError("topics: parts of models of one's own are drawn at random; give a seed, such as seed=1.")
        if len(main_kind(coll.reports)) < len(main_kind(coll.whole.reports)):
            raise SettingError(f"{coll}: what is stored is of the whole series; give a seed to compute the parts anew.")
        return read_drift_parts(coll.folder, fits=fits)
    return _parts(series_of(coll), topics, k, seed)


def _parts(series: Series, topics: Sequence[TopicModel | FittedTopics] | None, k: int, seed: int) -> pd.DataFrame:
    if topics is None:
        seeds = tqdm(range(seed, seed + FITS), desc="topics", unit="fit", delay=2)
        topics = [fit_topics(series.matrix, k=k, seed=each) for each in seeds]
    models = [each.model if isinstance(each, FittedTopics) else each for each in topics]
    return parts.drift_parts(models, *series, seed=seed)


def drift_cuts(coll: AnyCollection, *, window: int = 5, n: int = 999, seed: int) -> pd.DataFrame:
    """How sharp the cut between each two neighbouring reports is, against steady drift.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        As for `drift`, of at least 20 reports.
    window : int
        So many reports on each side of a cut are compared; at least 5.
    n : int
        Series simulated, at least 99.
    seed : int
        Of the simulation.

    Returns
    -------
    pandas.DataFrame
        One row a cut: ``year_before``, ``year_after``, ``sharpness`` (bits), ``z``, ``rank``, ``p`` and
        more; see `baogao.measures.drift_cuts.drift_cuts`.

    Examples
    --------
    >>> drift_cuts("congress", seed=1)
    Traceback (most recent call last):
    baogao.errors.SettingError: drift_cuts: 12 reports cannot tell a break from drift; it takes 20.
    """
    return cuts.drift_cuts(drift(coll), window=window, n=n, seed=seed)


def steps(coll: AnyCollection, *, k: int, seed: int) -> tuple[pd.DataFrame, float]:
    """Each report against the one before, with the parts of the way, and the share of tokens left out.

    This is what the command ``drift`` prints.
    """
    series = series_of(opened(coll))
    way = measure.drift(*series).drop_duplicates("year_from")
    made_of = _parts(series, None, k, seed).drop(columns="joint_floor")
    table = way.merge(made_of, on=["year_from", "year_to", "years_apart", "n_tokens"])
    return table, series.matrix.share_left_out
