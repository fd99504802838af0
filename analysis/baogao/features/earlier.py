"""The report before: the last earlier one of the same issuer and kind, and the last one of the level above."""

from __future__ import annotations

from bisect import bisect_right

import pandas as pd

from baogao.features.attestations import dated, last_day

KIND = ["issuer", "genre", "subgenre"]


def in_time(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports with ``day``, which orders them by the last day that the date of each may be; undated ones are left out.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b", "c"], "date": ["2025", "2025-03-05", ""], "issuer": ""})
    >>> in_time(reports.assign(year=pd.array([2025, 2025, None], "Int64")))["report_id"].tolist()
    ['b', 'a']
    """
    dates = dated(reports)["date"]
    return reports.assign(day=last_day(dates))[dates != ""].sort_values("day", kind="stable")


def own_previous(reports: pd.DataFrame) -> dict[str, str]:
    """For each report, the last earlier one of the same issuer, genre and subgenre; reports without one are left out.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["b", "a"], "date": ["2026-01", "2025-01"], "issuer": "x"})
    >>> own_previous(reports.assign(year=pd.array([2026, 2025], "Int64"), genre="g", subgenre=""))
    {'b': 'a'}
    """
    known = in_time(reports[reports["issuer"] != ""])
    previous: dict[str, str] = {}
    for _, group in known.groupby(KIND, sort=False):
        days = group.drop_duplicates("day", keep="last")
        before = dict(zip(days["day"].iloc[1:], days["report_id"].iloc[:-1], strict=True))
        rows = zip(group["report_id"], group["day"], strict=True)
        previous |= {report: before[day] for report, day in rows if day in before}
    return previous


def last_above(reports: pd.DataFrame, above: pd.DataFrame) -> dict[str, str]:
    """For each report, the last report of the level above that is no later; reports of another kind are not asked.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a"], "date": ["2026-01"], "year": 2026})
    >>> above = pd.DataFrame({"report_id": ["p", "q"], "date": ["2025-03-05", "2026-03"], "year": 2025})
    >>> last_above(*(each.assign(issuer="x", subgenre="") for each in (reports, above)))
    {'a': 'p'}
    """
    own = in_time(reports)
    others = in_time(above[above["subgenre"] == ""])[["report_id", "day"]].rename(columns={"report_id": "above"})
    days, ids = others["day"].tolist(), others["above"].tolist()
    places = [(report, bisect_right(days, day)) for report, day in zip(own["report_id"], own["day"], strict=True)]
    return {report: ids[place - 1] for report, place in places if place}
