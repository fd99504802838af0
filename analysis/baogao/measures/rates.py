"""Slogan rates: how often slogans occur, by year, region, level, genre or report."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns
from baogao.measures.cells import By, cell_column
from baogao.measures.intervals import PER, rate_interval
from baogao.measures.joins import outermost, placed, with_counts

Per = Literal["chars", "han"]
SIZES: dict[str, str] = {"chars": "n_chars", "han": "n_han"}


@measure
def slogan_rates(
    reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame, *, by: By = "year", per: Per = "chars"
) -> pd.DataFrame:
    """How often slogans occur in the reports of each year, region, level, genre, or in each report.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``n_chars``, ``issuer`` and the column of `by`.
    passages : pandas.DataFrame
        Feature table ``passages``: ``passage_id``, ``report_id``.
    hits : pandas.DataFrame
        Feature table ``hits``, or the part of it that is of interest: ``passage_id``, ``maximal``.
    by : {"year", "region", "level", "genre", "report"}
        What makes a cell.
    per : {"chars", "han"}
        What rates are per 10,000 of: all characters, or Chinese characters only (column ``n_han``), which
        the press and CGTN count; a tenth of the characters are marks, figures and letters.

    Returns
    -------
    pandas.DataFrame
        One row for each value of `by` in `reports`, zeros included, sorted; reports
        without a value (no year stated) stand in a last row of their own. Columns: `by`;
        ``n_reports``; ``n_chars`` (characters, white space and page furniture aside);
        ``count`` (hits that are ``maximal``: places held in the leftmost-longest cover);
        ``nested_count`` (its other occurrences, inside or across a longer or earlier
        form, of another slogan or of the same); ``rate_per_10k`` (``count`` per 10,000 characters); ``low``, ``high``
        (95 % interval of the rate, clustered by issuer; NaN under 10 issuers, see
        `baogao.measures.intervals.rate_interval`).

    Raises
    ------
    SettingError
        If `by` is none of the five, `per` none of the two, or a report does not state its ``n_han``.
    TableError
        If a table lacks a column.

    Notes
    -----
    ``count`` and ``nested_count`` add up to plain counting of the string. Rates are over
    characters, so they do not depend on any segmentation. A cell of one report is an
    exact count of that report.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": [2019, 2020], "n_chars": [500, 1000], "issuer": "x"})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> hits = pd.DataFrame({"passage_id": ["b:1", "b:1", "b:1"], "maximal": [True, True, False]})
    >>> table = slogan_rates(reports, passages, hits)
    >>> table[["year", "count", "nested_count", "rate_per_10k"]].values.tolist()
    [[2019.0, 0.0, 0.0, 0.0], [2020.0, 2.0, 1.0, 20.0]]
    """
    column, size = cell_column(reports, by), _size_column(reports, per)
    require_columns(hits, ["passage_id", "maximal"], "hits")
    counted = reports.merge(count_hits(passages, hits), on="report_id", how="left")
    counted = counted.fillna({"count": 0, "nested_count": 0})
    cells = [_cell(value, cell, size) for value, cell in counted.groupby(column, dropna=False, sort=True)]
    table = pd.DataFrame(
        cells, columns=[by, "n_reports", "n_chars", "count", "nested_count", "rate_per_10k", "low", "high"]
    )
    return table.astype({by: reports[column].dtype})


@measure
def count_hits(passages: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Count of hits in each report that has any: ``report_id``, ``count``, ``nested_count``.

    Examples
    --------
    >>> passages = pd.DataFrame({"passage_id": ["a:1"], "report_id": ["a"]})
    >>> count_hits(passages, pd.DataFrame({"passage_id": ["a:1"], "maximal": [False]})).values.tolist()
    [['a', 0, 1]]
    """
    rows = with_counts(placed(hits[["passage_id", "maximal"]], passages))
    return rows.groupby("report_id", as_index=False)[["count", "nested_count"]].sum()


def _size_column(reports: pd.DataFrame, per: str) -> str:
    """The column that says what rates are per."""
    if per not in get_args(Per):
        raise SettingError(f'per="{per}": must be one of {listed(get_args(Per))}.')
    column = SIZES[per]
    require_columns(reports, [column], "reports")
    if lacking := reports.loc[reports[column].isna(), "report_id"].tolist():
        raise SettingError(
            f'per="{per}": {listed(lacking, 3)} states no {column} in reports.csv; build the collection again.'
        )
    return column


def _cell(value: object, cell: pd.DataFrame, size: str) -> tuple[object, ...]:
    n_chars, n_sized, count = (int(cell[column].sum()) for column in ("n_chars", size, "count"))
    rate = PER * count / n_sized if n_sized else float("nan")
    low, high = rate_interval(cell["count"].to_numpy(), cell[size].to_numpy(float), cell["issuer"].tolist())
    return value, len(cell), n_chars, count, int(cell["nested_count"].sum()), rate, PER * low, PER * high


@measure
def slogan_summary(reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Every slogan that occurs: how often, in how many reports, first and last year.

    Parameters
    ----------
    reports, passages, hits : pandas.DataFrame
        As for `slogan_rates`, ``hits`` with ``slogan_id``.

    Returns
    -------
    pandas.DataFrame
        Sorted by ``count``; columns ``slogan_id``, ``count`` (places held by any of its forms), ``nested_count``
        (its places inside or across other slogans; a form inside a longer form of its own slogan is none, so that
        the two add up to its places), ``n_reports`` (with at least one occurrence of either kind),
        ``first_year``, ``last_year`` (in this collection: use in this genre, not coinage; missing when
        no report of it is dated), ``rate_per_10k``.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a"], "year": [2019], "n_chars": [1000], "issuer": "x"})
    >>> passages = pd.DataFrame({"passage_id": ["a:1"], "report_id": ["a"]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1"], "slogan_id": ["s"], "maximal": [True], "start": [0], "end": [4]})
    >>> slogan_summary(reports, passages, hits)["rate_per_10k"].tolist()
    [10.0]
    """
    require_columns(hits, ["passage_id", "slogan_id", "maximal", "start", "end"], "hits")
    rows = with_counts(placed(hits, passages, reports, ("year",)))
    places = outermost(rows)["slogan_id"].value_counts()
    table = rows.groupby("slogan_id", as_index=False).agg(
        count=("count", "sum"),
        n_reports=("report_id", "nunique"),
        first_year=("year", "min"),
        last_year=("year", "max"),
    )
    table.insert(2, "nested_count", (table["slogan_id"].map(places) - table["count"]).clip(lower=0).astype(int))
    table["rate_per_10k"] = PER * table["count"] / int(reports["n_chars"].sum())
    return table.sort_values(["count", "nested_count", "slogan_id"], ascending=[False, False, True], ignore_index=True)
