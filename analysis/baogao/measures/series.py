"""Slogans over time: rates of each slogan in each year, and which slogans carry enough hits for a curve."""

from __future__ import annotations

import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.intervals import PER
from baogao.measures.joins import outermost, placed

MIN_HITS, MIN_REPORTS = 30, 8  # less is too little for any statement on a life cycle


@measure
def slogan_series(
    reports: pd.DataFrame, passages: pd.DataFrame, hits: pd.DataFrame, *, by: str = "year"
) -> pd.DataFrame:
    """Count and rate of each slogan in each year (or other cell), zeros included.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest; reports without a value of `by` are left out.
    passages, hits : pandas.DataFrame
        Feature tables.
    by : str
        A column of `reports`.

    Returns
    -------
    pandas.DataFrame
        One row a slogan and cell: ``slogan_id``, `by`, ``n_reports``, ``n_chars``,
        ``count`` (occurrences of all its forms, those inside other slogans too), ``rate_per_10k``.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": [2019, 2020], "n_chars": [1000, 1000]})
    >>> passages = pd.DataFrame({"passage_id": ["a:1"], "report_id": ["a"]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1"], "slogan_id": ["s"], "start": [0], "end": [4]})
    >>> slogan_series(reports, passages, hits)[["year", "rate_per_10k"]].values.tolist()
    [[2019.0, 10.0], [2020.0, 0.0]]
    """
    require_columns(reports, ["report_id", "n_chars", by], "reports")
    reports = reports.dropna(subset=[by])
    sizes = reports.groupby(by).agg(n_reports=("report_id", "size"), n_chars=("n_chars", "sum"))
    rows = placed(outermost(hits), passages, reports, (by,))
    counts = rows.groupby(["slogan_id", by]).size()
    cells = pd.MultiIndex.from_product([sorted(rows["slogan_id"].unique()), sizes.index], names=["slogan_id", by])
    table = counts.reindex(cells, fill_value=0).rename("count").reset_index().merge(sizes, on=by)
    table = table.sort_values(["slogan_id", by], ignore_index=True)
    table["rate_per_10k"] = PER * table["count"].astype(float) / table["n_chars"].astype(float)
    return table[["slogan_id", by, "n_reports", "n_chars", "count", "rate_per_10k"]]


@measure
def long_lived(series: pd.DataFrame, *, min_hits: int = MIN_HITS, min_cells: int = MIN_REPORTS) -> list[str]:
    """Slogans with enough hits in enough cells for a curve, the most frequent first.

    Parameters
    ----------
    series : pandas.DataFrame
        As `slogan_series` returns it.
    min_hits, min_cells : int
        A slogan must have so many hits in all, in so many cells with at least one.

    Returns
    -------
    list of str
        Ids of slogans.

    Examples
    --------
    >>> series = pd.DataFrame({"slogan_id": ["s", "s", "t"], "count": [20, 15, 90]})
    >>> long_lived(series, min_cells=2)
    ['s']
    """
    present = series[series["count"] > 0].groupby("slogan_id")["count"].agg(["sum", "size"])
    enough = present[(present["sum"] >= min_hits) & (present["size"] >= min_cells)]
    return list(enough.sort_values("sum", ascending=False, kind="stable").index)


@measure
def top_of_each_decade(series: pd.DataFrame, *, most: int, min_hits: int) -> list[str]:
    """Slogans that are among the most frequent of at least one decade.

    Choosing over the whole time would show the decades with the most text, and no others.

    Parameters
    ----------
    series : pandas.DataFrame
        As `slogan_series` returns it, by year.
    most : int
        So many slogans a decade.
    min_hits : int
        A slogan needs so many hits in that decade.

    Returns
    -------
    list of str
        Ids of slogans, sorted.

    Examples
    --------
    >>> series = pd.DataFrame({"slogan_id": ["s", "t"] * 2, "year": [1954, 1954, 1985, 1985], "count": [5, 9, 6, 2]})
    >>> top_of_each_decade(series, most=1, min_hits=3)
    ['s', 't']
    """
    decade = series["year"].astype(int) // 10 * 10
    hits = series.groupby([decade.rename("decade"), "slogan_id"])["count"].sum().reset_index()
    hits = hits[hits["count"] >= min_hits].sort_values(["decade", "count"], ascending=[True, False], kind="stable")
    return sorted(set(hits.groupby("decade").head(most)["slogan_id"]))


@measure
def by_centre(series: pd.DataFrame, *, by: str = "year") -> list[str]:
    """Slogans in the order of their centre of use: the mean year, weighted by rate.

    Examples
    --------
    >>> series = pd.DataFrame({"slogan_id": ["s", "t"], "year": [2019, 1954], "rate_per_10k": [1.0, 1.0]})
    >>> by_centre(series)
    ['t', 's']
    """
    weighted = (series[by].astype(float) * series["rate_per_10k"]).groupby(series["slogan_id"]).sum()
    centre = weighted / series.groupby("slogan_id")["rate_per_10k"].sum()
    return list(centre.dropna().sort_values(kind="stable").index)
