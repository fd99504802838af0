"""Coverage of a collection: how many reports and characters of each kind there are in each year."""

from __future__ import annotations

import pandas as pd

from baogao.errors import require_columns


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
