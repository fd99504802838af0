"""Wordings: the forms of each family in the order of their first use, and what each changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.joins import placed

Change = Literal["first", "order", "longer", "shorter", "other"]


@measure
def wordings(
    reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame, families: Mapping[str, str]
) -> pd.DataFrame:
    """The forms in which each family occurs, by first use, and how each differs from the one most used until then.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``date``, ``year``.
    passages, hits : pandas.DataFrame
        Feature tables, ``hits`` with ``variant``.
    families : mapping of str to str
        The family of each slogan; one that is not in it is a family of its own.

    Returns
    -------
    pandas.DataFrame
        One row a form, by family and first use: ``family``, ``slogan_id``, ``form``, ``first_date``,
        ``last_date`` (of the reports; the year where no more is known), ``n_reports``, ``count``
        (all occurrences), ``before`` (the form of the family with most occurrences in earlier
        reports; empty for the first), ``change``: "first", "order" (the same characters in another
        order), "longer" (holds the form before), "shorter" (is held by it), "other". Marks
        do not count as characters. Reports without a year are left out.

    Raises
    ------
    TableError
        If a column is lacking.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "date": ["2014", "2015"], "year": [2014, 2015]})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1", "b:1"], "slogan_id": ["s", "t"]})
    >>> hits["variant"] = ["学法尊法", "尊法学法"]
    >>> wordings(reports, passages, hits, {"s": "law", "t": "law"})["change"].tolist()
    ['first', 'order']
    """
    require_columns(hits, ["passage_id", "slogan_id", "variant"], "hits")
    rows = placed(hits[["passage_id", "slogan_id", "variant"]], passages, reports, ("date", "year"))
    rows = rows.dropna(subset=["year"])
    dates = rows["date"].where(rows["date"] != "", rows["year"].astype("string"))
    rows = rows.assign(date=dates, family=rows["slogan_id"].map(families).fillna(rows["slogan_id"]))
    table = rows.groupby(["family", "slogan_id", "variant"], as_index=False).agg(
        first_date=("date", "min"),
        last_date=("date", "max"),
        n_reports=("report_id", "nunique"),
        count=("date", "size"),
    )
    table = table.rename(columns={"variant": "form"}).sort_values(["family", "first_date", "form"], ignore_index=True)
    table["before"] = _leading_before(table, rows)
    table["change"] = [change(old, new) for old, new in zip(table["before"], table["form"], strict=True)]
    return table


@measure
def change(old: str, new: str) -> Change:
    """What a new form changed of an old one, marks and quotation aside; "first" without an old one.

    Examples
    --------
    >>> change("学法尊法守法用法", "尊法学法守法用法"), change("依法治国", "全面依法治国"), change("法制", "法治")
    ('order', 'longer', 'other')
    """
    if not old:
        return "first"
    before, after = ("".join(filter(str.isalnum, form)) for form in (old, new))
    if before != after and Counter(before) == Counter(after):
        return "order"
    if before in after:
        return "longer"
    return "shorter" if after in before else "other"


def _leading_before(table: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """Of each row, the form of its family with most occurrences in reports before its first use."""
    leading = []
    several = table.loc[table["family"].duplicated(), "family"]
    by_family = dict(iter(rows[rows["family"].isin(several)].groupby("family")))
    for family, form, first in table[["family", "form", "first_date"]].itertuples(index=False):
        own = by_family.get(family)
        earlier = own.loc[(own["date"] < first) & (own["variant"] != form), "variant"] if own is not None else []
        counts = Counter(earlier)
        leading.append(min(counts, key=lambda each: (-counts[each], each)) if counts else "")
    return leading
