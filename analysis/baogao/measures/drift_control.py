"""Drift and events of two kinds: whether steps at one are larger than at another, and how far their tests mix."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.measures.divergence import Floats
from baogao.measures.permutation import MIN_ARRANGEMENTS

MIN_EVENTS, MOST_SETS = 3, 1_000_000


@measure
def against_control(steps: pd.DataFrame, events: pd.DataFrame, *, kind: str, control: str) -> pd.DataFrame:
    """Whether the steps at events of one kind are larger than those at events of a kind to compare with.

    Parameters
    ----------
    steps : pandas.DataFrame
        As `baogao.measures.drift_events.drift_steps` returns it: ``year``, ``contrast``.
    events : pandas.DataFrame
        As for `baogao.measures.drift_events.drift_events`.
    kind, control : str
        Two kinds of `events`, such as the first report of a premier, and the second report of a term
        with the same premier. A year of both counts as one of `kind`.

    Returns
    -------
    pandas.DataFrame
        One row: ``kind``, ``control``, ``n_events`` (of `kind` with a step), ``n_control``, ``difference``
        (bits: mean contrast of `kind` less that of `control`), ``n_sets`` (ways to give the label `kind`
        to so many of all these events), ``p`` (share of them with at least this difference, the real one
        counted; NaN under 20), ``least_p`` (1 by ``n_sets``), ``exploratory`` (if either kind is).

    Raises
    ------
    SettingError
        If either kind has fewer than 3 events with a step, or the sets are more than a million.
    TableError
        If a table lacks a column.

    Notes
    -----
    That steps at events are larger than others (`baogao.measures.drift_events.drift_events`) may be due to
    something that the control has too. Here only the labels of the two kinds are exchanged, over the
    events of both, so what all of them share takes no part. The test is exact, one-sided, and of low
    power: four events against three have 35 sets. Exploratory as there.

    Examples
    --------
    >>> years = [1996, 2006, 2016, 2001, 2011, 1992]
    >>> steps = pd.DataFrame({"year": years, "contrast": [0.5, 0.4, 0.4, 0.1, 0.1, 0.2]})
    >>> events = pd.DataFrame({"kind": ["new"] * 3 + ["old"] * 3, "year": years, "exploratory": False})
    >>> against_control(steps, events, kind="new", control="old")[["n_sets", "p"]].values.tolist()  # one in 20
    [[20.0, 0.05]]
    """
    require_columns(steps, ["year", "contrast"], "steps")
    require_columns(events, ["kind", "year", "exploratory"], "events")
    chosen = {name: set(events.loc[events["kind"] == name, "year"]) for name in (kind, control)}
    chosen[control] -= chosen[kind]
    contrasts = {name: steps.loc[steps["year"].isin(years), "contrast"].to_numpy() for name, years in chosen.items()}
    for name, values in contrasts.items():
        if len(values) < MIN_EVENTS:
            raise SettingError(f"against_control: {name!r} has {len(values)} step(s) in the series; it takes 3 each.")
    difference = float(contrasts[kind].mean() - contrasts[control].mean())
    p, n_sets = _relabelled(contrasts[kind], contrasts[control])
    exploratory = bool(events.loc[events["kind"].isin([kind, control]), "exploratory"].any())
    columns = ["kind", "control", "n_events", "n_control", "difference", "n_sets", "p", "least_p", "exploratory"]
    sizes = len(contrasts[kind]), len(contrasts[control])
    return pd.DataFrame([(kind, control, *sizes, difference, n_sets, p, 1 / n_sets, exploratory)], columns=columns)


def _relabelled(own: Floats, control: Floats) -> tuple[float, int]:
    """Share of the ways to label so many of all values with no smaller sum than ``own``, and how many there are."""
    together = np.concatenate([own, control])
    n_sets = comb(len(together), len(own))
    if n_sets > MOST_SETS:
        raise SettingError(f"against_control: more than {MOST_SETS:,} sets; give fewer events.")
    sums = np.array([together[list(places)].sum() for places in combinations(range(len(together)), len(own))])
    p = float((sums >= own.sum() - 1e-12).mean()) if n_sets >= MIN_ARRANGEMENTS else float("nan")
    return p, n_sets


@measure
def baselines_shared(years: ArrayLike, others: ArrayLike, *, window: int = 4) -> int:
    """Of how many events the steps around hold one at an event of another kind.

    Where most do, the contrast of a kind is low as soon as that of the other is high: their tests are not independent.

    Parameters
    ----------
    years, others : array_like of int
        Years of the events of either kind that have a step.
    window : int
        As for `baogao.measures.drift_events.drift_events`.

    Examples
    --------
    >>> baselines_shared([1995, 2005, 2015], [2015, 2016])  # a year of both kinds is no year around itself
    1
    """
    apart = np.abs(np.subtract.outer(np.asarray(years, np.int64), np.asarray(others, np.int64)))
    return int(((apart > 0) & (apart <= window)).any(axis=1).sum())
