"""Coverage of a collection: reports and characters by year and kind, by region, level, genre; years without any."""

from __future__ import annotations

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns

CARD = ("year", "region", "level", "genre", "subgenre", "licence")
UNKNOWN, MAIN_KIND = "unknown", "none (the main kind)"  # what a card calls an empty cell, and an empty subgenre


@measure
def coverage(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports and characters by year and kind.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``year``, ``genre``, ``subgenre``, ``n_chars``.

    Returns
    -------
    pandas.DataFrame
        One row a year and kind, by year: ``year`` (missing for undated reports),
        ``kind`` (the subgenre, or the genre where there is none), ``n_reports``, ``n_chars``.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": [1955, 1957], "genre": "work-report",
    ...                         "subgenre": ["plan", ""], "n_chars": [10, 20]})
    >>> coverage(reports).values.tolist()
    [[1955, 'plan', 1, 10], [1957, 'work-report', 1, 20]]
    """
    require_columns(reports, ["report_id", "year", "genre", "subgenre", "n_chars"], "reports")
    kind = reports["subgenre"].where(reports["subgenre"] != "", reports["genre"])
    return (
        reports.assign(kind=kind)
        .groupby(["year", "kind"], dropna=False, as_index=False)
        .agg(n_reports=("report_id", "size"), n_chars=("n_chars", "sum"))
    )


@measure
def main_kind(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports that are of the collection's main kind: those without a subgenre.

    Series over time leave the others (plans, budgets, abstracts) out, because a change of
    kind would look like a change of language.

    Examples
    --------
    >>> main_kind(pd.DataFrame({"report_id": ["a", "b"], "subgenre": ["plan", ""]}))["report_id"].tolist()
    ['b']
    """
    require_columns(reports, ["report_id", "subgenre"], "reports")
    return reports[reports["subgenre"] == ""].reset_index(drop=True)


@measure
def corpus_card(reports: pd.DataFrame) -> pd.DataFrame:
    """What a collection is made of: reports, characters and usual length, by each thing the manifest tells.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``year``, ``region``, ``level``, ``genre``, ``subgenre``,
        ``licence``, ``n_chars``.

    Returns
    -------
    pandas.DataFrame
        One row a value, first the whole (``by`` is ``all``), then by year, region, level, genre,
        subgenre and licence: ``by``, ``value`` (``unknown`` where the manifest does not say;
        without a subgenre ``none (the main kind)``), ``n_reports``, ``n_chars``,
        ``median_chars`` (of a report; white space and page furniture aside). Within each ``by`` the
        reports sum to those of the collection. Lengths that are not known are left out.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": [2020, 2021], "region": "澜州市", "level": "city",
    ...                         "genre": "speech", "subgenre": "", "licence": "CC0-1.0", "n_chars": [10, 30]})
    >>> corpus_card(reports).head(3).values.tolist()
    [['all', '', 2, 40, 20.0], ['year', '2020', 1, 10, 10.0], ['year', '2021', 1, 30, 30.0]]
    """
    require_columns(reports, ["report_id", "n_chars", *CARD], "reports")
    tables = [_counted(reports.assign(all=""), "all"), *(_counted(reports, by) for by in CARD)]
    return pd.concat(tables, ignore_index=True)


def _counted(reports: pd.DataFrame, by: str) -> pd.DataFrame:
    value = reports[by].astype("string").fillna("")
    counted = reports.groupby(value.rename("value"), as_index=False).agg(
        n_reports=("report_id", "size"), n_chars=("n_chars", "sum"), median_chars=("n_chars", "median")
    )
    empty = {"subgenre": MAIN_KIND, "all": ""}.get(by, UNKNOWN)
    counted["value"] = counted["value"].replace("", empty)
    counted.insert(0, "by", by)
    return counted


@measure
def missing_years(reports: pd.DataFrame) -> list[int]:
    """Years between the first and the last report of a collection that have none.

    Examples
    --------
    >>> missing_years(pd.DataFrame({"year": [1954, 1957, None]}))
    [1955, 1956]
    """
    require_columns(reports, ["year"], "reports")
    there = set(reports["year"].dropna().astype(int))
    return [year for year in range(min(there), max(there)) if year not in there] if there else []
