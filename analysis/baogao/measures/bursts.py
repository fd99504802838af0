"""Bursts: months in which a slogan stands in the news far more often than it usually does."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, require_columns
from baogao.measures.joins import near_pairs, outermost, placed

Floats = NDArray[np.float64]
MIN_HITS, MIN_CELLS = 30, 8


@measure
def passage_series(reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """How many passages of each month hold each slogan, zeros included.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``date``; reports whose date has no month are left out.
    passages, hits : pandas.DataFrame
        Feature tables.

    Returns
    -------
    pandas.DataFrame
        One row a slogan and month of the collection: ``slogan_id``, ``month`` (YYYY-MM), ``n_passages``
        (all of the month), ``n_holding`` (those in which the slogan stands, inside other slogans too).
        Slogans with fewer than 30 such passages, or in fewer than 8 months, have no rows.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a"], "date": ["2019-03-05"]})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "a:2"], "report_id": "a"})
    >>> passage_series(reports, passages, pd.DataFrame({"passage_id": ["a:1"], "slogan_id": ["s"]})).empty
    True
    """
    require_columns(reports, ["report_id", "date"], "reports")
    dated = reports.loc[reports["date"].str.len() >= len("YYYY-MM")]
    dated = dated[["report_id"]].assign(month=dated["date"].str[: len("YYYY-MM")])
    sizes = placed(passages[["passage_id"]], passages, dated, ("month",)).groupby("month").size()
    holding = placed(hits[["passage_id", "slogan_id"]].drop_duplicates(), passages, dated, ("month",))
    counts = holding.groupby(["slogan_id", "month"]).size().rename("n_holding")
    spread = counts.groupby("slogan_id").agg(["sum", "size"])
    enough = spread.index[(spread["sum"] >= MIN_HITS) & (spread["size"] >= MIN_CELLS)]
    cells = pd.MultiIndex.from_product([enough, sizes.index], names=["slogan_id", "month"])
    table = counts.reindex(cells, fill_value=0).reset_index()
    return table.assign(n_passages=table["month"].map(sizes))[["slogan_id", "month", "n_passages", "n_holding"]]


@measure
def bursts(series: pd.DataFrame, *, times: float = 3.0, gamma: float = 1.0) -> pd.DataFrame:
    r"""Spans of months in which a slogan bursts.

    Parameters
    ----------
    series : pandas.DataFrame
        As `passage_series` returns it.
    times : float
        In a burst a slogan stands in so many times its usual share of passages; above 1.
    gamma : float
        What it costs to enter a burst: higher values find fewer; above 0.

    Returns
    -------
    pandas.DataFrame
        One row a burst, by slogan and month: ``slogan_id``, ``first_month``, ``last_month``, ``n_months``,
        ``n_holding`` (passages), ``share`` and ``usual_share`` (of the passages, in the burst and in all months),
        ``weight`` (natural log of how much likelier the burst makes these months; the stronger, the higher),
        ``is_cut_off`` (it begins with the first month of all or ends with the last, so it may have been longer).

    Raises
    ------
    SettingError
        If `times` or `gamma` is out of range.
    TableError
        If a column is lacking, or months differ between slogans.

    Notes
    -----
    Kleinberg's automaton of two states for batches [1]_: of :math:`d_t` passages of a month
    :math:`r_t` hold the slogan, with probability :math:`p_0 = \sum r / \sum d` usually and
    :math:`p_1 = s p_0` (at most just under 1) in a burst. State *i* costs

    .. math:: \sigma_i(t) = -\ln \binom{d_t}{r_t} p_i^{r_t} (1 - p_i)^{d_t - r_t},

    a step up :math:`\gamma \ln n` for *n* months, a step down nothing; the first month is
    entered from the usual state. The states are those of least cost. Bursts describe; they are no test.

    References
    ----------
    .. [1] Kleinberg, J. (2003). Bursty and hierarchical structure in streams. Data Mining and Knowledge
       Discovery 7(4), 373-397, section 4.

    Examples
    --------
    >>> series = pd.DataFrame({"slogan_id": "s", "month": ["2019-01", "2019-02", "2019-03", "2019-04"],
    ...                        "n_passages": 100, "n_holding": [1, 30, 1, 1]})
    >>> bursts(series)[["first_month", "last_month", "share"]].values.tolist()
    [['2019-02', '2019-02', 0.3]]
    """
    if times <= 1 or gamma <= 0:
        raise SettingError(f"times={times}, gamma={gamma}: must be above 1 and above 0.")
    require_columns(series, ["slogan_id", "month", "n_passages", "n_holding"], "series")
    months = np.sort(series["month"].unique())
    series = series.sort_values(["slogan_id", "month"], kind="stable")
    slogans = series["slogan_id"].unique()
    if len(series) != len(slogans) * len(months):
        raise TableError("series: not one row for each slogan and month; pass it as `passage_series` returns it.")
    sizes, holding = (series[name].to_numpy(float).reshape(len(slogans), -1) for name in ("n_passages", "n_holding"))
    usual = holding.sum(axis=1) / sizes.sum(axis=1)
    gain = burst_gain(sizes, holding, times)
    is_burst = burst_states(gain, gamma * math.log(max(len(months), 2)))
    rows = [
        (slogan, months[start], months[end - 1], end - start, *_shares(sizes[row, start:end], holding[row, start:end]))
        + (usual[row], gain[row, start:end].sum(), start == 0 or end == len(months))
        for row, slogan in enumerate(slogans)
        for start, end in np.flatnonzero(np.diff(is_burst[row], prepend=False, append=False)).reshape(-1, 2).tolist()
    ]
    columns = ["slogan_id", "first_month", "last_month", "n_months", "n_holding", "share", "usual_share", "weight"]
    return pd.DataFrame(rows, columns=[*columns, "is_cut_off"]).astype({"is_cut_off": bool})


@measure
def burst_inside(table: pd.DataFrame, reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame) -> list[str]:
    """The longer slogan within which a slogan mostly stands in each burst: the burst is then that of the longer one.

    Parameters
    ----------
    table : pandas.DataFrame
        As `bursts` returns it: ``slogan_id``, ``first_month``, ``last_month``.
    reports, passages, hits : pandas.DataFrame
        As for `passage_series`; hits with ``start``, ``end``.

    Returns
    -------
    list of str
        One id a row, empty where no other slogan holds more than half of the occurrences.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a"], "date": ["2019-03-05"]})
    >>> passages = pd.DataFrame({"passage_id": ["a:1"], "report_id": "a"})
    >>> hits = pd.DataFrame({"passage_id": "a:1", "slogan_id": ["part", "whole"], "start": [0, 0], "end": [4, 9]})
    >>> burst = pd.DataFrame({"slogan_id": ["part"], "first_month": "2019-03", "last_month": "2019-03"})
    >>> burst_inside(burst, reports, passages, hits)
    ['whole']
    """
    months = reports[["report_id"]].assign(month=reports["date"].str[: len("YYYY-MM")])
    rows = outermost(hits).drop_duplicates(["passage_id", "slogan_id", "start", "end"])
    rows = rows.sort_values(["passage_id", "start", "end"], ignore_index=True)
    pairs = near_pairs(rows).query("is_inside").drop_duplicates(["row", "other"])
    month = placed(rows[["passage_id"]], passages, months, ("month",))["month"] if len(rows) else pd.Series(dtype="str")
    months_of = month.groupby(rows["slogan_id"]).agg(np.array).to_dict()
    others_of = dict(iter(pairs.assign(month=pairs["row"].map(month)).groupby("slogan_id")[["month", "other"]]))
    inside = []
    for slogan_id, first, last in table[["slogan_id", "first_month", "last_month"]].itertuples(index=False):
        n = sum(first <= each <= last for each in months_of[slogan_id])
        own = others_of.get(slogan_id, pairs.head(0).assign(month=""))
        counts = own.loc[own["month"].between(first, last), "other"].value_counts().sort_index()
        inside.append(str(counts.idxmax()) if len(counts) and counts.max() > n / 2 else "")
    return inside


@measure
def burst_gain(sizes: Floats, holding: Floats, times: float) -> Floats:
    """What each month costs less in the burst state than in the usual one, shape [n_slogans, n_months]."""
    usual = holding.sum(axis=1, keepdims=True) / sizes.sum(axis=1, keepdims=True)
    high = np.minimum(times * usual, 1 - 1e-9)
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = holding * np.log(high / usual) + (sizes - holding) * (np.log1p(-high) - np.log1p(-usual))
    return np.asarray(np.where(np.isfinite(gain), gain, 0.0), float)


@measure
def burst_states(gain: Floats, entry: float) -> NDArray[np.bool_]:
    """States of least cost of each slogan: True is a burst; a step up costs `entry`, months are columns."""
    n_slogans, n_months = gain.shape
    usual, high = np.zeros(n_slogans), np.full(n_slogans, np.inf)
    from_high = np.zeros((2, n_slogans, n_months), bool)
    for month in range(n_months):
        from_high[0, :, month], from_high[1, :, month] = high < usual, high < usual + entry
        usual, high = np.minimum(usual, high), np.minimum(usual + entry, high) - gain[:, month]
    states = np.zeros((n_slogans, n_months), bool)
    state = high < usual
    for month in range(n_months - 1, -1, -1):
        states[:, month] = state
        state = np.where(state, from_high[1, :, month], from_high[0, :, month])
    return states


def _shares(sizes: Floats, holding: Floats) -> tuple[int, float]:
    return int(holding.sum()), float(holding.sum() / sizes.sum())
