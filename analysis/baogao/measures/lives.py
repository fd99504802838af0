"""Lives of slogans: first use, peak and last use of each in a series of reports, and which have ended."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.measures.joins import outermost, placed

MIN_HITS, MIN_REPORTS = 30, 8  # less is too little for a peak or a half-life
PAUSE = 5  # years: of the pauses between two uses of a family in the work reports, 9 in 100 are longer


@measure
def lives(series: pd.DataFrame, *, pause: int = PAUSE, min_reports: int = 2) -> pd.DataFrame:
    r"""First use, peak, last use and half-life of each slogan, and whether its life has ended.

    Parameters
    ----------
    series : pandas.DataFrame
        As `baogao.measures.series.slogan_series` returns it, by year: ``slogan_id``, ``year``,
        ``count``, ``rate_per_10k``, zeros included.
    pause : int
        A slogan has ended when the last so many years of the series did not use it.
    min_reports : int
        Leave out slogans used in fewer years; a single use has no life.

    Returns
    -------
    pandas.DataFrame
        One row a slogan, by first use: ``slogan_id``; ``first_year``, ``last_year`` (of use);
        ``n_years`` (with at least one use); ``count``; ``ended``; ``duration`` (years from first use
        to last where it has ended, else to the horizon, the last year of the series less `pause`:
        then the life is longer, *censored*; missing where first use is behind the horizon);
        ``peak_year`` (of the highest rate, the first of several) and ``half_life`` (years from first
        use within which half of its use falls), both missing under 30 hits in 8 years.

    Raises
    ------
    SettingError
        If `pause` is less than 1, or `min_reports` less than 2.
    TableError
        If a column is lacking.

    Notes
    -----
    At the horizon everything is known that the definition needs: a slogan used behind it was alive
    at it, one that was not has ended. A slogan that comes back after a longer pause is taken as ended
    until then. Use of a year is its rate, so that a long report does not count for more:
    half of :math:`\sum_t r_t` has been reached at the half-life, as the cited half-life of a journal is
    the age within which half of its citations fall [1]_. Where a life has not ended the half-life can
    only grow. First and last use are extremes: shorter reports show later firsts and earlier lasts.

    References
    ----------
    .. [1] Burton, R. E. and Kebler, R. W. (1960). The half-life of some scientific and technical
       literatures. American Documentation 11(1), 18-22.

    Examples
    --------
    >>> series = pd.DataFrame({"slogan_id": "s", "year": range(2000, 2012), "count": [9, 0, 9] + [0] * 9})
    >>> lives(series.assign(rate_per_10k=series["count"] * 1.0))[["first_year", "duration", "ended"]].values.tolist()
    [[2000, 2.0, True]]
    """
    require_columns(series, ["slogan_id", "year", "count", "rate_per_10k"], "series")
    if pause < 1 or min_reports < 2:
        raise SettingError(f"pause={pause}, min_reports={min_reports}: must be at least 1 and 2.")
    used = series[series["count"] > 0].sort_values(["slogan_id", "year"], kind="stable")
    table = used.groupby("slogan_id", as_index=False).agg(
        first_year=("year", "min"), last_year=("year", "max"), n_years=("year", "size"), count=("count", "sum")
    )
    table = table[table["n_years"] >= min_reports]
    horizon = series["year"].max() - pause
    table["ended"] = table["last_year"] <= horizon
    until = table["last_year"].clip(upper=horizon)
    table["duration"] = (until - table["first_year"]).astype(float).where(until >= table["first_year"])
    table = table.merge(_shape(used), on="slogan_id")
    is_enough = (table["count"] >= MIN_HITS) & (table["n_years"] >= MIN_REPORTS)
    table[["peak_year", "half_life"]] = table[["peak_year", "half_life"]].astype(float).where(is_enough)
    return table.sort_values(["first_year", "slogan_id"], ignore_index=True)


def _shape(used: pd.DataFrame) -> pd.DataFrame:
    """Year of the highest rate, and years until half of all use has been: one row a slogan."""
    rates = used["rate_per_10k"].groupby(used["slogan_id"])
    share = rates.cumsum() / rates.transform("sum")
    peaks = used.loc[rates.idxmax(), ["slogan_id", "year"]].set_index("slogan_id")["year"]
    half = used[share >= 0.5 - 1e-12].drop_duplicates("slogan_id").set_index("slogan_id")["year"]
    first = used.drop_duplicates("slogan_id").set_index("slogan_id")["year"]
    return pd.DataFrame({"peak_year": peaks, "half_life": half - first}).rename_axis("slogan_id").reset_index()


@measure
def forms_in(
    reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame, years: Mapping[str, float]
) -> dict[str, str]:
    """The form in which each slogan or family was most used in a given year: a family's name may be of another time.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``year``.
    passages, hits : pandas.DataFrame
        Feature tables, or hits of families as of `baogao.measures.joins.led`.
    years : mapping of str to float
        A year for each slogan; where none of its forms was used in it, its last use before counts.

    Returns
    -------
    dict of str to str
        The form most used in that year, the first by code of several; slogans without a use until then are left out.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": [1993, 1998]})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1", "b:1"], "slogan_id": "s", "start": 0, "end": 2})
    >>> forms_in(reports, passages, hits.assign(variant=["建设理论", "理论"]), {"s": 1996})
    {'s': '建设理论'}
    """
    wanted = hits[hits["slogan_id"].isin(list(years))]
    uses = placed(outermost(wanted), passages, reports, ("year",))
    uses = uses[uses["year"] <= uses["slogan_id"].map(years).astype(float)]
    uses = uses[uses["year"] == uses.groupby("slogan_id")["year"].transform("max")]
    counts = uses.groupby(["slogan_id", "variant"]).size().rename("count").reset_index()
    counts = counts.sort_values(["slogan_id", "count", "variant"], ascending=[True, False, True])
    first = counts.drop_duplicates("slogan_id")
    return dict(zip(first["slogan_id"], first["variant"], strict=True))


@measure
def pauses_longer(series: pd.DataFrame, pause: int = PAUSE) -> float:
    """Share of the pauses between two uses of a slogan that are longer than so many years.

    Parameters
    ----------
    series : pandas.DataFrame
        As for `lives`.
    pause : int
        In years.

    Returns
    -------
    float
        From 0 to 1; how often `lives` would have called a slogan ended that came back. NaN without pauses.

    Examples
    --------
    >>> series = pd.DataFrame({"slogan_id": "s", "year": [2000, 2001, 2009], "count": [1, 1, 1]})
    >>> pauses_longer(series)
    0.5
    """
    used = series[series["count"] > 0].sort_values(["slogan_id", "year"])
    gaps = used.groupby("slogan_id")["year"].diff().dropna().to_numpy(float)
    return float(np.mean(gaps > pause)) if len(gaps) else float("nan")
