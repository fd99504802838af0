"""Drift and events: whether the steps of a series are larger at dates known beforehand than elsewhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.measures.divergence import Floats
from baogao.measures.permutation import benjamini_hochberg

MIN_EVENTS, MIN_SETS, MOST_SETS = 3, 20, 1_000_000


@measure
def drift_steps(pairs: pd.DataFrame, *, window: int = 4) -> pd.DataFrame:
    """Each step from a report to that of the next year, against the steps of the years around it.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `baogao.measures.drift.drift` returns it.
    window : int
        Years before and after that a step is compared with.

    Returns
    -------
    pandas.DataFrame
        One row a step of one year that has ``window`` others or more around it: ``year`` (of the later
        report), ``excess`` (bits), ``around`` (mean of the others within the window), ``contrast``
        (bits, their difference; what a constant adds to all steps cancels).

    Raises
    ------
    TableError
        If a column is lacking.

    Examples
    --------
    >>> steps = [0.1, 0.1, 0.1, 0.5, 0.1, 0.1, 0.1]
    >>> pairs = pd.DataFrame({"year_from": range(1990, 1997), "year_to": range(1991, 1998), "excess": steps})
    >>> drift_steps(pairs).query("year == 1994").round(6).values.tolist()
    [[1994.0, 0.5, 0.1, 0.4]]
    """
    require_columns(pairs, ["year_from", "year_to", "excess"], "pairs")
    yearly = pairs[pairs["year_to"] - pairs["year_from"] == 1].sort_values("year_to", ignore_index=True)
    years, excess = yearly["year_to"].to_numpy(np.int64), yearly["excess"].to_numpy(float)
    apart = np.abs(years[:, None] - years)
    near = (apart > 0) & (apart <= window)
    around = (near @ excess) / np.maximum(near.sum(axis=1), 1)
    table = pd.DataFrame({"year": years, "excess": excess, "around": around, "contrast": excess - around})
    table = table.assign(n_near=near.sum(axis=1)).query("n_near >= @window")
    return table.drop(columns="n_near").reset_index(drop=True)


@measure
def drift_events(pairs: pd.DataFrame, events: pd.DataFrame, *, window: int = 4) -> pd.DataFrame:
    r"""Whether the steps at events of each kind are larger than those of the years around them.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `baogao.measures.drift.drift` returns it, best of an unbroken run of years.
    events : pandas.DataFrame
        As `baogao.language.events.load_events` gives it: ``kind``, ``year`` (of the first report after the event),
        ``exploratory`` (the kind was thought of after the steps had been seen).
    window : int
        Years before and after that a step is compared with.

    Returns
    -------
    pandas.DataFrame
        One row a kind of at least 3 events that have a step: ``kind``, ``n_events``, ``n_steps``
        (of the series), ``contrast`` (bits: how much larger the mean step at an event is than those
        around it), ``least_apart`` (years between the nearest two events), ``n_sets`` (sets of
        years that could have been the events), ``p`` (share of them with at least this contrast, the real
        one counted; NaN under 20 sets), ``q`` (p corrected for the number of kinds, Benjamini and
        Hochberg), ``exploratory``, ``least_p`` (1 by ``n_sets``: what p would be if no set had more;
        where it is near .05, no effect but the largest of all could be seen).

    Raises
    ------
    SettingError
        If no kind has 3 events with a step, or the sets are more than a million.
    TableError
        If a table lacks a column.

    Notes
    -----
    The test is exact: it goes through all sets of as many steps in which no two are nearer to
    one another than the nearest two events are, since events that come with terms of office cannot
    fall in neighbouring years. Comparing each step with those around it takes slow change of
    the pace of drift out, so that what is exchanged are contrasts. The real set is one of all, so p is
    never 0 [1]_. One event moves the step
    into its year only; a step out of it is not looked at.

    Exploratory p values describe how well the events fit; they cannot confirm what suggested them.
    A large p is no evidence that events do nothing: look at ``least_p``, and at which events of other
    kinds lie among the steps around. `baogao.measures.drift_control` does that, and compares two kinds.

    References
    ----------
    .. [1] Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical
       Applications in Genetics and Molecular Biology 9(1), article 39.

    Examples
    --------
    >>> steps = [0.5 if year % 5 == 0 else 0.1 for year in range(1991, 2021)]
    >>> pairs = pd.DataFrame({"year_from": range(1990, 2020), "year_to": range(1991, 2021), "excess": steps})
    >>> events = pd.DataFrame({"kind": "plan", "year": [1995, 2000, 2005, 2010, 2015], "exploratory": False})
    >>> drift_events(pairs, events)[["n_events", "least_apart", "n_sets"]].values.tolist()
    [[5, 5, 2002]]
    """
    require_columns(events, ["kind", "year", "exploratory"], "events")
    steps = drift_steps(pairs, window=window)
    rows = []
    for kind, part in events.groupby("kind", sort=False):
        is_event = steps["year"].isin(part["year"])
        if is_event.sum() >= MIN_EVENTS:
            rows.append((kind, *_tested(steps, is_event.to_numpy()), bool(part["exploratory"].any())))
    if not rows:
        raise SettingError(f"drift_events: no kind of event has {MIN_EVENTS} steps in the series.")
    columns = ["kind", "n_events", "n_steps", "contrast", "least_apart", "n_sets", "p", "exploratory"]
    table = pd.DataFrame(rows, columns=columns)
    table.insert(7, "q", benjamini_hochberg(table["p"]))
    return table.assign(least_p=1 / table["n_sets"])


def _tested(steps: pd.DataFrame, is_event: NDArray[np.bool_]) -> tuple[int, int, float, int, int, float]:
    years, contrasts, n_events = steps["year"].to_numpy(), steps["contrast"].to_numpy(), int(is_event.sum())
    contrast, least_apart = float(contrasts[is_event].mean()), int(np.diff(years[is_event]).min())
    sums = admissible_sums(years, contrasts, n_events, least_apart)
    p = float((sums / n_events >= contrast - 1e-12).mean()) if len(sums) >= MIN_SETS else float("nan")
    return n_events, len(steps), contrast, least_apart, len(sums), p


@measure
def admissible_sums(years: NDArray[np.int64], contrasts: Floats, n_events: int, least_apart: int) -> Floats:
    """Sum of the contrasts of every set of so many years that are at least so far apart.

    Examples
    --------
    >>> admissible_sums(np.arange(2000, 2005), np.array([1.0, 2.0, 3.0, 4.0, 5.0]), 2, 3).tolist()
    [5.0, 6.0, 7.0]
    """
    last, sums = np.arange(len(years)), contrasts.copy()
    fits = years - years[:, None] >= least_apart
    for _ in range(n_events - 1):
        if int(fits[last].sum()) > MOST_SETS:
            raise SettingError(
                f"drift_events: more than {MOST_SETS:,} sets of {n_events} of {len(years)} years at least "
                f"{least_apart} apart; give a shorter series, or events further apart."
            )
        row, following = np.nonzero(fits[last])
        last, sums = following, sums[row] + contrasts[following]
    return sums
