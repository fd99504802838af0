"""Verbs on breaks in drift: segments of a series, steps at events, and the terms of a change."""

from __future__ import annotations

from collections.abc import Collection as Several

import pandas as pd

from baogao.front.collection import opened
from baogao.front.drifting import Unit, drift, series_of
from baogao.language.events import load_events
from baogao.language.lexicon import load_lexicon
from baogao.measures import drift_control as control_of
from baogao.measures import drift_events as events_of
from baogao.measures import drift_segments as segments_of
from baogao.measures import drift_terms as terms_of
from baogao.paths import AnyCollection


def drift_segments(
    coll: AnyCollection, *, of: Unit = "terms", most: int = 7, least: int = 3, n: int = 100, seed: int
) -> pd.DataFrame:
    """Cut a series into two segments, three, and so on, each time as well as it can be done.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        As for `baogao.drift`.
    of : {"terms", "bigrams"}
        As for `baogao.drift`. Reports of bigrams have no passages to resample, so all stability is 1.
    most, least : int
        Segments at most, and reports in each at least.
    n : int
        Times that the passages are resampled.
    seed : int
        Of the resampling.

    Returns
    -------
    pandas.DataFrame
        One row a cut of each number of segments: ``n_segments``, ``year_before``, ``year_after``,
        ``stability``, ``explained``; see `baogao.measures.drift_segments.drift_segments`.

    Examples
    --------
    >>> drift_segments("congress", most=3, least=4, n=20, seed=1)["n_segments"].tolist()  # one cut, then two
    [2, 3, 3]
    """
    return segments_of.drift_segments(*series_of(opened(coll), of=of), most=most, least=least, n=n, seed=seed)


def drift_events(
    coll: AnyCollection, *, events: pd.DataFrame | None = None, of: Unit = "terms", window: int = 4
) -> pd.DataFrame:
    """Whether the steps at events of each kind are larger than those of the years around them.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        As for `baogao.drift`; best an unbroken run of years.
    events : pandas.DataFrame, optional
        ``kind``, ``year``, ``exploratory``; those of `baogao.language.events.load_events` when not given.
    of : {"terms", "bigrams"}
        As for `baogao.drift`.
    window : int
        Years before and after that a step is compared with.

    Returns
    -------
    pandas.DataFrame
        One row a kind: ``n_events``, ``contrast`` (bits), ``n_sets``, ``p``, ``q``, ``exploratory`` and more; see
        `baogao.measures.drift_events.drift_events`.

    Examples
    --------
    >>> recent = opened("work-reports").where(year=range(1992, 2026))
    >>> drift_events(recent)[["kind", "n_events"]].values.tolist()
    [['premier', 4], ['same-premier', 3], ['congress', 7], ['plan', 6]]
    """
    chosen = load_events() if events is None else events
    return events_of.drift_events(drift(coll, of=of), chosen, window=window)


def drift_control(
    coll: AnyCollection,
    *,
    kind: str = "premier",
    control: str = "same-premier",
    events: pd.DataFrame | None = None,
    of: Unit = "terms",
    window: int = 4,
) -> pd.DataFrame:
    """Whether the steps at events of one kind are larger than those at events of a kind to compare with.

    Parameters
    ----------
    coll, events, of, window
        As for `drift_events`.
    kind, control : str
        Two kinds of events. By default the first report that a premier reads, and the second report of a
        term with the same premier: both follow a report that looks back on five years.

    Returns
    -------
    pandas.DataFrame
        One row: ``difference`` (bits), ``n_sets``, ``p``, ``least_p``, ``exploratory`` and more; see
        `baogao.measures.drift_control.against_control`.

    Examples
    --------
    >>> recent = opened("work-reports").where(year=range(1992, 2026))
    >>> drift_control(recent)[["n_events", "n_control", "n_sets"]].values.tolist()
    [[4, 3, 35]]
    """
    chosen = load_events() if events is None else events
    steps = events_of.drift_steps(drift(coll, of=of), window=window)
    return control_of.against_control(steps, chosen, kind=kind, control=control)


def drift_terms(coll: AnyCollection, *, before: Several[int], after: Several[int]) -> pd.DataFrame:
    """What each term adds to the divergence between the reports of some years and those of others.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        As for `baogao.drift`.
    before, after : collection of int
        Years of the two groups of reports; those without a report are left out.

    Returns
    -------
    pandas.DataFrame
        One row a term, those that add most first: ``term``, ``is_slogan``, ``count_before``,
        ``count_after``, ``contribution`` (bits), ``share`` and more; see
        `baogao.measures.drift_terms.drift_terms`.

    Examples
    --------
    >>> terms = drift_terms("work-reports", before=range(1999, 2004), after=range(2004, 2009))
    >>> bool(terms.set_index("term").loc["科学发展观", "is_slogan"])
    True
    """
    matrix, passages, reports = series_of(opened(coll))
    years = set(reports["year"].dropna().astype(int))
    groups = {"before": years & set(before), "after": years & set(after)}
    return terms_of.drift_terms(matrix, passages, reports, **groups, slogans=set(load_lexicon().forms))
