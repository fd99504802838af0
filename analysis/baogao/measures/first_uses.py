"""First uses: when each slogan first stands in each collection and region, to the place; and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.features.attestations import dated, last_day
from baogao.measures.joins import placed

CENTRE = "centre"
# The collections of the study by where they speak from.
GROUPS = {
    CENTRE: ("central", "congress", "resolutions", "work-reports"),
    "news": ("evening-news", "judicial-news"),
    "headlines": ("headlines",),
    "provinces": ("provincial",),
}
SHARES = (0.25, 0.5, 0.75)


@measure
def first_uses(
    reports: pd.DataFrame,
    passages: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    by: Sequence[str] = ("slogan_id",),
    other_senses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The first use of each slogan in a collection, or in each region of it, to the place in the text.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``date``, ``year`` and the columns of `by` that hits lack.
    passages, hits : pandas.DataFrame
        Feature tables, or the hits of interest: ``passage_id``, ``slogan_id``, ``start``, ``end``, ``variant``.
    by : sequence of str
        What has a first use: ``slogan_id``, with ``variant`` or with a column of the manifest such as ``region``.
    other_senses : pandas.DataFrame, optional
        ``form`` and ``until``, one row a form: its uses up to this date, at its precision, are of another sense
        and left out.

    Returns
    -------
    pandas.DataFrame
        One row each, sorted: the columns of `by`, ``first_date`` (the year where no more is known),
        ``report_id``, ``passage_id``, ``start``, ``end`` (offsets into the report's text), ``variant``. A
        partial date stands behind the days in it: by it the slogan was certainly in use. Of
        reports of one date, the first in the manifest. Uses in reports without a year are left out.

    Raises
    ------
    TableError
        If a column is lacking.

    Notes
    -----
    A first use is one in this genre, in the reports that are at hand: no coinage, and no proof of who was first.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "date": ["2019", "2018-03-05"], "year": 0, "issuer": ""})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1", "b:1"], "slogan_id": "s", "start": 3, "end": 5, "variant": "普法"})
    >>> first_uses(reports, passages, hits)[["first_date", "passage_id"]].values.tolist()
    [['2018-03-05', 'b:1']]
    """
    columns = ["passage_id", "slogan_id", "start", "end", "variant"]
    require_columns(hits, columns, "hits")
    extra = tuple(name for name in by if name not in columns)
    dates = reports.assign(first_date=dated(reports)["date"].to_numpy(), row=range(len(reports)))
    rows = placed(hits[columns], passages, dates, ("first_date", "row", *extra))
    rows = rows[rows["first_date"] != ""]
    if other_senses is not None and len(other_senses):
        until = rows["variant"].map(other_senses.set_index("form")["until"]).fillna("")
        dates_until = zip(rows["first_date"], until, strict=True)
        rows = rows[np.array([not last or date[: len(last)] > last for date, last in dates_until], bool)]
    rows = rows.assign(day=last_day(rows["first_date"])).sort_values([*by, "day", "row", "start", "end"], kind="stable")
    shown = dict.fromkeys([*by, "first_date", "report_id", "passage_id", "start", "end", "variant"])
    return rows.drop_duplicates(list(by))[list(shown)].reset_index(drop=True)


@measure
def spread(firsts: pd.DataFrame, centre: Mapping[str, str], first_reports: Mapping[str, str]) -> pd.DataFrame:
    r"""Days from the first central use of each slogan until 25, 50 and 75 % of the regions used it.

    Parameters
    ----------
    firsts : pandas.DataFrame
        First uses by region: ``slogan_id``, ``region``, ``first_date`` (days).
    centre : mapping of str to str
        Day of the first central use of each slogan; slogans without one, or with a partial date, are left out.
    first_reports : mapping of str to str
        Date of the first report that is at hand of each region: all regions, those too that use no slogan.

    Returns
    -------
    pandas.DataFrame
        One row a slogan, by date of first central use: ``slogan_id``, ``centre_date``; ``n_regions``, ``n_using``;
        ``n_seen`` (regions of which a report from before the first central use is at hand) and ``n_before`` (those
        of them that used it there); ``lag_25``, ``lag_50``, ``lag_75`` (days from
        the first central use until that share of regions had used it, 0 where it had by then; missing where it
        has not yet); ``is_upper_bound`` (``n_seen`` is less than ``n_regions``: the others may have used the slogan
        before the centre did, or in a report that is not here, so the lags are the longest that they can be).

    Raises
    ------
    SettingError
        If there are fewer than 4 regions.

    Notes
    -----
    Regions report once a year, mostly in January: a lag counts the wait for the next report too. Regions that
    have not used a slogan by their last report are censored, not left out: shares are of all regions. Where
    ``n_seen`` is 0 the lags are no more than the days to the first reports that are at hand.

    Examples
    --------
    >>> regions = ["a", "b", "c", "d"]
    >>> firsts = pd.DataFrame({"slogan_id": "s", "region": regions[:2], "first_date": ["2025-01-10", "2025-01-20"]})
    >>> table = spread(firsts, {"s": "2024-12-31"}, dict.fromkeys(regions, "2024-01-10"))
    >>> table[["n_using", "n_seen", "lag_25", "lag_50", "is_upper_bound"]].values.tolist()
    [[2, 4, 10.0, 20.0, False]]
    """
    require_columns(firsts, ["slogan_id", "region", "first_date"], "firsts")
    if len(first_reports) < 4:
        raise SettingError(f"first_reports: {len(first_reports)} region(s); quarters of them take at least 4.")
    days = {slogan_id: date for slogan_id, date in centre.items() if len(date) == len("YYYY-MM-DD")}
    known = firsts[firsts["slogan_id"].isin(days) & firsts["region"].isin(first_reports)]
    known = known.assign(centre_date=known["slogan_id"].map(days))
    known["lag"] = days_between(known["centre_date"], known["first_date"])
    known = known.sort_values(["centre_date", "slogan_id", "lag"])
    waits = known.groupby(["centre_date", "slogan_id"])["lag"].agg(list).reset_index()
    table = waits[["slogan_id", "centre_date"]].assign(n_regions=len(first_reports), n_using=waits["lag"].map(len))
    seen_from = pd.Series(list(first_reports.values()), dtype="str")
    table["n_seen"] = [_n_earlier(seen_from, date) for date in table["centre_date"]]
    table["n_before"] = [int(np.sum(np.array(lags) < 0)) for lags in waits["lag"]]
    for share in SHARES:
        needed = int(np.ceil(share * len(first_reports) - 1e-9))
        lags = [max(lags[needed - 1], 0.0) if len(lags) >= needed else np.nan for lags in waits["lag"]]
        table[f"lag_{share * 100:.0f}"] = np.array(lags, float)
    return table.assign(is_upper_bound=table["n_seen"] < table["n_regions"])


def _n_earlier(dates: pd.Series[str], day: str) -> int:
    """How many dates, partial ones as their last day, lie before a day."""
    return int((days_between(dates, pd.Series(day, index=dates.index, dtype="str")) > 0).sum())


@measure
def earliest(firsts: Sequence[pd.DataFrame]) -> dict[str, str]:
    """Date of the first use of each slogan in several collections; days come before the month or year they are in.

    Parameters
    ----------
    firsts : sequence of pandas.DataFrame
        As `first_uses` returns them: ``slogan_id``, ``first_date``.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> earliest([pd.DataFrame({"slogan_id": ["s"], "first_date": [date]}) for date in ("2013", "2013-03-05")])
    {'s': '2013-03-05'}
    """
    if not firsts:
        return {}
    table = pd.concat([each[["slogan_id", "first_date"]] for each in firsts])
    table = table.sort_values("first_date", key=last_day, kind="stable").drop_duplicates("slogan_id")
    return dict(table.sort_values("slogan_id").itertuples(index=False, name=None))


@measure
def first_reports(reports: pd.DataFrame) -> dict[str, str]:
    """Date of the first report that is at hand of each region.

    Examples
    --------
    >>> first_reports(pd.DataFrame({"region": ["r", "r"], "date": ["2026-01-20", "2025-01-15"]}))
    {'r': '2025-01-15'}
    """
    require_columns(reports, ["region", "date"], "reports")
    table = reports.sort_values("date", key=last_day).drop_duplicates("region")
    return dict(table[["region", "date"]].itertuples(index=False, name=None))


@measure
def first_of_all(reports: pd.DataFrame) -> str:
    """Date of the first report of a collection; empty where none has a date.

    Examples
    --------
    >>> first_of_all(pd.DataFrame({"date": ["2026-01-20", "2025-01-15", ""]}))
    '2025-01-15'
    """
    require_columns(reports, ["date"], "reports")
    dates = reports.loc[reports["date"] != "", "date"].sort_values(key=last_day)
    return str(dates.iloc[0]) if len(dates) else ""


@measure
def days_between(earlier: pd.Series[str], later: pd.Series[str]) -> pd.Series[float]:
    """Days from one date to another, negative where it comes first; partial dates count as their last day.

    Examples
    --------
    >>> days_between(pd.Series(["2019", "2019-03-05", ""]), pd.Series(["2020-01-01", "2019-03-01", "2019"])).tolist()
    [1.0, -4.0, nan]
    """
    return (_as_days(later) - _as_days(earlier)).dt.days.astype(float)


def _as_days(dates: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    filled = dates.where(dates.str.len() != len("YYYY"), dates + "-12").replace("-12", "")
    days = pd.to_datetime(filled, errors="coerce", format="mixed")
    return days.where(filled.str.len() == len("YYYY-MM-DD"), days + pd.offsets.MonthEnd(0))
