"""Verbs on drift: how far the language of a series of reports moves, in which parts, and where it breaks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from tqdm import tqdm

from baogao.front.collection import opened
from baogao.front.words import term_matrix
from baogao.measures import drift as measure
from baogao.measures import drift_cuts as cuts
from baogao.measures import drift_parts as parts
from baogao.measures.coverage import main_kind
from baogao.measures.stored_parts import SEED, Fits, read_drift_parts
from baogao.measures.topics import TopicModel, fit_topics
from baogao.paths import AnyCollection

FITS = 3  # one seed is an accident


def drift(coll: AnyCollection) -> pd.DataFrame:
    """How far apart the terms of each two reports of a series are.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        A collection that is one series, one report a year, or a part of it; reports of another
        kind (``subgenre``) are left out. Terms are chosen by the whole collection.

    Returns
    -------
    pandas.DataFrame
        One row for each two reports: ``year_from``, ``year_to``, ``years_apart``, ``distance`` (0: the
        same shares of terms, 1: none in common), ``floor``, ``excess`` (bits), ``n_tokens``; see
        `baogao.measures.drift.drift`.

    Raises
    ------
    SettingError
        If there are fewer than 8 dated reports, two of one year, or one of fewer than 400 tokens.

    Examples
    --------
    >>> len(drift("congress"))  # 12 reports make 12 * 11 / 2 pairs
    66
    """
    coll = opened(coll)
    return measure.drift(term_matrix(coll.whole), coll.whole.passages, main_kind(coll.reports))


def drift_parts(
    coll: AnyCollection, *, topics: Sequence[TopicModel] | None = None, fits: Fits = "shown", seed: int = SEED
) -> pd.DataFrame:
    """How much of the way from each report to the next is other topics, and how much other terms within topics.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        As for `drift`.
    topics : sequence of TopicModel, optional
        At least two models of the whole collection's `term_matrix`, of different seeds; the parts
        that ``baogao refit`` stored are read when not given.
    fits : {"shown", "other"}
        Which stored parts: those of the figure (three fits of 20 topics), or two other fits.
    seed : int
        Of the draws, where parts are computed from `topics`.

    Returns
    -------
    pandas.DataFrame
        One row for each report and the next: ``prevalence``, ``content`` (bits above their floors,
        means over the models) and their ranges; see `baogao.measures.drift_parts.drift_parts`.

    Raises
    ------
    SettingError
        As for `drift`; or if no parts are stored, or `topics` are too few or of another collection.

    Examples
    --------
    >>> len(drift_parts("work-reports"))
    47
    >>> drift_parts("congress", topics=[])
    Traceback (most recent call last):
    baogao.errors.SettingError: 0 model(s): one seed is an accident; fit at least 2, better 3.
    """
    coll = opened(coll)
    if topics is None:
        return read_drift_parts(coll, fits=fits)
    return parts.drift_parts(topics, term_matrix(coll.whole), coll.whole.passages, main_kind(coll.reports), seed=seed)


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


def steps(coll: AnyCollection, *, k: int, seed: int) -> pd.DataFrame:
    """Distance of each report to the one before, with its parts: what the command ``drift`` prints."""
    coll = opened(coll)
    way = drift(coll).drop_duplicates("year_from").drop(columns="excess")
    matrix, seeds = term_matrix(coll.whole), range(seed, seed + FITS)
    models = [fit_topics(matrix, k=k, seed=each) for each in tqdm(seeds, desc="topics", unit="fit", delay=2)]
    made_of = drift_parts(coll, topics=models, seed=seed).drop(columns="joint_floor")
    return way.merge(made_of, on=["year_from", "year_to", "years_apart", "n_tokens"])
